@NullMarked
package io.everswitch.journal.ack;

import org.jspecify.annotations.NullMarked;
