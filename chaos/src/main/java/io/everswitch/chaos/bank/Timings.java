package io.everswitch.chaos.bank;

import java.nio.charset.StandardCharsets;

/**
 * When payments came, were booked and were answered (with the HTTP family: by callback), in microseconds since 1970; the
 * newest ones only. Thread-safe.
 */
final class Timings {
    /** A reference of ours has 29; longer ones are cut. */
    private static final int REFERENCE_BYTES = 32;

    private final int max;
    private final byte[] references;
    private final long[] received;
    private final long[] committed;
    private final long[] answered;
    private long count;

    /** @param max how many are kept */
    Timings(int max) {
        this.max = max;
        this.references = new byte[Math.multiplyExact(max, REFERENCE_BYTES)];
        this.received = new long[max];
        this.committed = new long[max];
        this.answered = new long[max];
    }

    /** A ticket for {@link #answered}. */
    synchronized long committed(String reference, long receivedMicros, long committedMicros) {
        long ticket = count++;
        int place = (int) (ticket % max);
        byte[] bytes = reference.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < REFERENCE_BYTES; i++) {
            references[place * REFERENCE_BYTES + i] = i < bytes.length ? bytes[i] : 0;
        }
        received[place] = receivedMicros;
        committed[place] = committedMicros;
        answered[place] = 0;
        return ticket;
    }

    synchronized void answered(long ticket, long micros) {
        int place = (int) (ticket % max);
        if (count - ticket <= max && answered[place] == 0) {
            answered[place] = micros;
        }
    }

    synchronized long first() {
        return Math.max(0, count - max);
    }

    synchronized long end() {
        return count;
    }

    /** The JSON lines of some tickets; those that are gone by now are left out. */
    synchronized String lines(long from, long to) {
        StringBuilder lines = new StringBuilder();
        for (long ticket = Math.max(from, first()); ticket < Math.min(to, count); ticket++) {
            int place = (int) (ticket % max);
            int length = 0;
            while (length < REFERENCE_BYTES && references[place * REFERENCE_BYTES + length] != 0) {
                length++;
            }
            String reference = new String(references, place * REFERENCE_BYTES, length, StandardCharsets.ISO_8859_1);
            lines.append("{\"reference\":\"").append(reference);
            lines.append("\",\"received_at\":").append(received[place]);
            lines.append(",\"committed_at\":").append(committed[place]);
            lines.append(",\"answered_at\":")
                    .append(answered[place] == 0 ? "null" : Long.toString(answered[place]))
                    .append("}\n");
        }
        return lines.toString();
    }
}
