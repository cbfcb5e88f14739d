package io.everswitch.channel.iso8583;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The retrieval reference number of a reference: twelve letters and digits, sixty bits of its hash. It needs no counter, so
 * neither a restart nor a second node can give it out twice.
 */
final class Rrn {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;
    private static final int BITS = 5;

    private Rrn() {}

    static String of(String reference) {
        long hash = ByteBuffer.wrap(sha256(reference)).getLong();
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt((int) (hash >>> (i * BITS)) & (ALPHABET.length() - 1)));
        }
        return text.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
