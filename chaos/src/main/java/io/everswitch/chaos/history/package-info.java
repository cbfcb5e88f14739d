/** What clients asked and were told, one JSON line for each step, written while it happens and read as a stream. */
@NullMarked
package io.everswitch.chaos.history;

import org.jspecify.annotations.NullMarked;
