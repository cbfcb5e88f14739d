@NullMarked
package io.everswitch.journal.handshake;

import org.jspecify.annotations.NullMarked;
