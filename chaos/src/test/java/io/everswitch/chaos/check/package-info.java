@NullMarked
package io.everswitch.chaos.check;

import org.jspecify.annotations.NullMarked;
