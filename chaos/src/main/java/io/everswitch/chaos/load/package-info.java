@NullMarked
package io.everswitch.chaos.load;

import org.jspecify.annotations.NullMarked;
