package io.everswitch.chaos.bank;

/**
 * Which lines of the ledger are wanted.
 *
 * @param channel empty means all
 * @param since in the books' form of a time; empty means from the beginning
 */
record LedgerFilter(String channel, String since) {
    static final LedgerFilter ALL = new LedgerFilter("", "");

    boolean isWanted(String line) {
        if (BookLine.isNote(line)) {
            return false;
        }
        if (channel.isEmpty() && since.isEmpty()) {
            return true;
        }
        BookLine parsed = BookLine.parse(line);
        return (channel.isEmpty() || parsed.channel().equals(channel))
                && parsed.at().compareTo(since) >= 0;
    }
}
