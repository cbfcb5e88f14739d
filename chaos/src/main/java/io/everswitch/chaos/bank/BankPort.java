package io.everswitch.chaos.bank;

import java.io.IOException;

/** A port on which one or more channels are served. Blocks; one caller at a time. */
interface BankPort extends AutoCloseable {
    /** The port that was bound last, or that will be. */
    int port();

    boolean serves(ChannelDesk desk);

    /** Opens or closes the port as the behaviour of its channels wants. */
    void refresh() throws IOException;

    @Override
    void close();
}
