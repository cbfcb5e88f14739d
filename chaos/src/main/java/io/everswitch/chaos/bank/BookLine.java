package io.everswitch.chaos.bank;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * One line of the books, as it lies in the file. All texts are of letters that JSON need not escape: {@link #isPlain}.
 *
 * @param original the payment that a refund gives back, else empty
 * @param code what a decline or refusal says, else empty
 * @param at RFC 3339 with six digits of a second, so that texts sort like times
 */
record BookLine(
        BookKind kind,
        String channel,
        String reference,
        String bankReference,
        long amount,
        String currency,
        String original,
        String code,
        String at) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final String NOTE_START = "{\"note\":\"";

    /** True if the text may be a reference. */
    static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    BookLine with(String originalReference, String because) {
        return new BookLine(kind, channel, reference, bankReference, amount, currency, originalReference, because, at);
    }

    /** With its line feed. */
    String format() {
        StringBuilder line = new StringBuilder(220);
        if (kind.isMoney()) {
            line.append("{\"channel\":\"").append(channel);
            line.append("\",\"kind\":\"").append(kind.word());
        } else {
            line.append(NOTE_START).append(kind.word());
            line.append("\",\"channel\":\"").append(channel);
        }
        line.append("\",\"reference\":\"").append(reference);
        line.append("\",\"bank_reference\":\"").append(bankReference);
        line.append("\",\"amount\":").append(amount);
        line.append(",\"currency\":\"").append(currency);
        line.append("\",\"at\":\"").append(at).append('"');
        if (!original.isEmpty()) {
            line.append(",\"original_reference\":\"").append(original).append('"');
        }
        if (!code.isEmpty()) {
            line.append(",\"code\":\"").append(code).append('"');
        }
        return line.append("}\n").toString();
    }

    /** @throws IllegalArgumentException if this is no line of the books */
    static BookLine parse(String line) {
        boolean note = isNote(line);
        String amount = between(line, "\"amount\":", ',');
        return new BookLine(
                BookKind.ofWord(note ? between(line, "\"note\":\"", '"') : between(line, "\"kind\":\"", '"')),
                between(line, "\"channel\":\"", '"'),
                between(line, ",\"reference\":\"", '"'),
                between(line, "\"bank_reference\":\"", '"'),
                Long.parseLong(amount),
                between(line, "\"currency\":\"", '"'),
                line.contains("\"original_reference\":") ? between(line, "\"original_reference\":\"", '"') : "",
                line.contains(",\"code\":") ? between(line, ",\"code\":\"", '"') : "",
                between(line, "\"at\":\"", '"'));
    }

    static boolean isNote(String line) {
        return line.startsWith(NOTE_START);
    }

    private static String between(String line, String start, char end) {
        int from = line.indexOf(start);
        int to = from < 0 ? -1 : line.indexOf(end, from + start.length());
        if (to < 0) {
            throw new IllegalArgumentException("a line of the books has no " + start.replace("\"", ""));
        }
        return line.substring(from + start.length(), to);
    }
}
