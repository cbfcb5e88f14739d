package io.everswitch.channel.iso8583;

import java.util.Set;

/**
 * How a connection gets a key of its own from the bank.
 *
 * @param box opens it
 * @param field where the answer carries it: 48, 60, 61, 62 or 63
 * @param intervalMs how long a key is used before another one is asked for, 10 … 86,400,000
 * @param overlapMs how long what was signed with the key before is still taken, 0 … 600,000: as long as an answer may take
 */
public record KeyExchange(KeyBox box, int field, int intervalMs, int overlapMs) {
    private static final Set<Integer> FIELDS = Set.of(48, 60, 61, 62, 63);

    public KeyExchange {
        if (!FIELDS.contains(field)) {
            throw new IllegalArgumentException("field must be 48, 60, 61, 62 or 63: " + field);
        }
        if (intervalMs < 10 || intervalMs > 86_400_000) {
            throw new IllegalArgumentException("intervalMs must be 10 … 86400000: " + intervalMs);
        }
        if (overlapMs < 0 || overlapMs > 600_000) {
            throw new IllegalArgumentException("overlapMs must be 0 … 600000: " + overlapMs);
        }
    }
}
