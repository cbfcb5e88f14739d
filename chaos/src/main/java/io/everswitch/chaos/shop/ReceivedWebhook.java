package io.everswitch.chaos.shop;

/** A webhook as it is kept: as a finished element of {@code /received} and as a finished line of its summary. */
final class ReceivedWebhook {
    private final byte[] element;
    private final byte[] line;

    ReceivedWebhook(byte[] element, byte[] line) {
        this.element = element;
        this.line = line;
    }

    byte[] element() {
        return element;
    }

    byte[] line() {
        return line;
    }

    long bytes() {
        return (long) element.length + line.length;
    }
}
