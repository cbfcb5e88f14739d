package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.Iso8583Settings.Identity;
import io.everswitch.domain.port.WireIds;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a private field of all financial messages says: fixed text with placeholders. Nothing secret can be put into it: there
 * is no placeholder for it. Immutable, thread-safe.
 *
 * @param field 60, 61, 62 or 63
 * @param text printable ASCII, with {@code {terminal}}, {@code {merchant}}, {@code {acquirer}}, {@code {reference}}, {@code
 *     {rrn}}, {@code {stan}} and {@code {batch}}
 */
public record FieldTemplate(int field, String text) {
    /** Placeholders and how long what stands for them may be. */
    private static final Map<String, Integer> LENGTHS =
            Map.of("terminal", 8, "merchant", 15, "acquirer", 11, "reference", 32, "rrn", 12, "stan", 6, "batch", 4);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

    public FieldTemplate {
        IsoField format = field >= 60 && field <= 63 ? IsoField.of(field) : null;
        if (format == null) {
            throw new IllegalArgumentException("must be of the fields 60 … 63: " + field);
        }
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("field " + field + " must be printable ASCII characters");
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        int length = 0;
        StringBuilder rest = new StringBuilder();
        while (matcher.find()) {
            Integer longest = LENGTHS.get(matcher.group(1));
            if (longest == null) {
                throw new IllegalArgumentException("field " + field
                        + " may hold {terminal}, {merchant}, {acquirer}, {reference}, {rrn}, {stan} and {batch} only");
            }
            length += longest;
            matcher.appendReplacement(rest, "");
        }
        matcher.appendTail(rest);
        if (rest.indexOf("{") >= 0 || rest.indexOf("}") >= 0) {
            throw new IllegalArgumentException("field " + field + " must not hold { or } but around a placeholder");
        }
        if (length + rest.length() > format.length()) {
            throw new IllegalArgumentException(
                    "field " + field + " must be at most " + format.length() + " characters long when filled");
        }
    }

    /** The batch is the date of the attempt, MMDD: a repeat and a reversal name the one of the first try. */
    String fill(Identity identity, WireIds ids) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "terminal" -> identity.terminal();
                            case "merchant" -> identity.merchant();
                            case "acquirer" -> identity.acquirerId();
                            case "reference" -> ids.reference();
                            case "rrn" -> ids.rrn();
                            case "stan" -> ids.stan();
                            case "batch" -> ids.transmittedAt().substring(0, 4);
                            default -> throw new IllegalStateException("checked when the template was made");
                        }));
    }
}
