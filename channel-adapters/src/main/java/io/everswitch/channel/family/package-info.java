/** The seam between the switch and the protocol families: a new family is one package and one line in {@code Protocol}. */
@NullMarked
package io.everswitch.channel.family;

import org.jspecify.annotations.NullMarked;
