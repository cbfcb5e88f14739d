@NullMarked
package io.everswitch.chaos.door;

import org.jspecify.annotations.NullMarked;
