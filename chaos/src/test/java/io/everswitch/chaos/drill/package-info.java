@NullMarked
package io.everswitch.chaos.drill;

import org.jspecify.annotations.NullMarked;
