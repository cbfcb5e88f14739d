/** A correction of how Hazelcast 5.7 waits for a peer that accepts a connection and then says nothing. */
@NullMarked
package io.everswitch.journal.handshake;

import org.jspecify.annotations.NullMarked;
