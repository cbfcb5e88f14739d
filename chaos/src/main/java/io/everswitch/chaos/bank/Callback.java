package io.everswitch.chaos.bank;

import org.jspecify.annotations.Nullable;

/** What a bank owes its caller: the body is the same however often it is sent. */
final class Callback {
    private final ChannelDesk desk;
    private final @Nullable Signatures signatures;
    private final String url;
    private final String contentType;
    private final byte[] body;

    Callback(ChannelDesk desk, @Nullable Signatures signatures, String url, String contentType, byte[] body) {
        this.desk = desk;
        this.signatures = signatures;
        this.url = url;
        this.contentType = contentType;
        this.body = body;
    }

    /** A body that holds its own signature. */
    static Callback sealed(ChannelDesk desk, String url, String contentType, byte[] body) {
        return new Callback(desk, null, url, contentType, body);
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

    /** Empty if the body holds its own signature. */
    String sign(String timestamp) {
        return signatures == null ? "" : signatures.sign(timestamp, body);
    }
}
