package io.everswitch.channel.form;

import io.everswitch.domain.port.WireIds;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * By what an answer is known to be the answer to this message. The mark is new in every message, so that an answer that was
 * recorded cannot be played again to another question about the same order.
 *
 * @param order our reference
 * @param time when the order was made, as it was journaled with its ids
 * @param mark 16 hexadecimal digits that the bank repeats
 */
record FormSent(String merchant, Type type, String order, String time, String mark) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MARK_BYTES = 8;

    /** What a message wants; the code is the protocol's. */
    enum Type {
        QUERY("00"),
        CONSUME("01"),
        REFUND("04"),
        REVERSAL("99");

        private final String code;

        Type(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static FormSent of(String merchant, Type type, WireIds ids) {
        byte[] mark = new byte[MARK_BYTES];
        RANDOM.nextBytes(mark);
        return new FormSent(
                merchant,
                type,
                ids.reference(),
                ids.transmittedAt(),
                HexFormat.of().formatHex(mark));
    }

    boolean isAnsweredBy(FormFields answer) {
        return answer.get("merId").equals(merchant)
                && answer.get("txnType").equals(type.code())
                && answer.get("orderId").equals(order)
                && answer.get("txnTime").equals(time)
                && answer.get("reqReserved").equals(mark);
    }

    FormFields fields() {
        return FormFields.none()
                .with("version", "5.1.0")
                .with("encoding", "UTF-8")
                .with("merId", merchant)
                .with("txnType", type.code())
                .with("orderId", order)
                .with("txnTime", time)
                .with("reqReserved", mark);
    }
}
