package io.everswitch.cashier.page;

import java.util.Map;

/**
 * An HTTP answer that does not know its server. Immutable by agreement: the body is not copied, nobody changes it.
 *
 * @param headers all headers but {@code Content-Type} and {@code Content-Length}
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes go to the wire as they are; nobody compares replies.
public record CashierReply(int status, String contentType, Map<String, String> headers, byte[] body) {
    public CashierReply {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "CashierReply[" + status + ", " + contentType + ", " + body.length + " bytes]";
    }
}
