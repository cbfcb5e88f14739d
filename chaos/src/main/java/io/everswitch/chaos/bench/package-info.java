@NullMarked
package io.everswitch.chaos.bench;

import org.jspecify.annotations.NullMarked;
