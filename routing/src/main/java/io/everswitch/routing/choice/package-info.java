/** Which channel an attempt goes to, and why. */
@NullMarked
package io.everswitch.routing.choice;

import org.jspecify.annotations.NullMarked;
