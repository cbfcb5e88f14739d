package io.everswitch.channel.iso20022;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The ids under which a bank knows one attempt, all derived from the reference that is journaled with it (M4), so that a
 * query, a recall, a refund and a late answer name the same ones after any restart, on any node. <b>The derivation must never
 * change</b>: attempts that are open when it does would become unknown to their banks.
 *
 * @param endToEndId the reference itself: what stays unchanged from end to end
 * @param txId the reference behind {@code TX}: another text than the end-to-end id, so that a bank that mixes the two up is
 *     found out
 * @param uetr a UUID in the layout of version 4, which the standard demands, but made of the SHA-256 of the reference: as
 *     unique as the references are
 */
record TransactionIds(String endToEndId, String txId, String uetr) {
    private static final String UETR_DOMAIN = "everswitch.uetr.1:";
    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT_2 = 0x8000_0000_0000_0000L;

    static TransactionIds of(String reference) {
        return new TransactionIds(reference, "TX" + reference, uetr(reference));
    }

    private static String uetr(String reference) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest((UETR_DOMAIN + reference).getBytes(StandardCharsets.US_ASCII)));
            long high = (digest.getLong() & VERSION_MASK) | VERSION_4;
            long low = (digest.getLong() & VARIANT_MASK) | VARIANT_2;
            return new UUID(high, low).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
