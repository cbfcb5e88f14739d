package io.everswitch.chaos.bank;

/** What a bank owes its caller: the body is the same however often it is sent. */
final class Callback {
    private final ChannelDesk desk;
    private final Signatures signatures;
    private final String url;
    private final String contentType;
    private final byte[] body;

    Callback(ChannelDesk desk, Signatures signatures, String url, String contentType, byte[] body) {
        this.desk = desk;
        this.signatures = signatures;
        this.url = url;
        this.contentType = contentType;
        this.body = body;
    }

    ChannelDesk desk() {
        return desk;
    }

    String url() {
        return url;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    String sign(String timestamp) {
        return signatures.sign(timestamp, body);
    }
}
