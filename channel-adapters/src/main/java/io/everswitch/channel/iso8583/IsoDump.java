package io.everswitch.channel.iso8583;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages for people's eyes: card and account numbers with their last four characters only, expiry and CVC not at all, and
 * private data that cannot be taken apart by its length only (M10).
 */
final class IsoDump {
    private static final int SHOWN = 4;

    private IsoDump() {}

    static String masked(IsoFields message) {
        StringBuilder text = new StringBuilder(Texts.digits(message.mti(), 4));
        for (int de = 2; de <= IsoFields.DE_MAX; de++) {
            String value = message.get(de);
            if (value != null) {
                text.append(' ').append(de).append('=').append(masked(de, value));
            }
        }
        return text.toString();
    }

    private static String masked(int de, String value) {
        return switch (de) {
            case 2, 102 -> lastFour(value);
            case 14 -> "****";
            case 48, 60, 61, 62, 63 -> privateData(value);
            default -> value;
        };
    }

    private static String lastFour(String value) {
        int hidden = value.length() > 2 * SHOWN ? value.length() - SHOWN : value.length();
        return "*".repeat(hidden) + value.substring(hidden);
    }

    private static String privateData(String value) {
        @Nullable Map<String, String> tags = PrivateData.parse(value);
        if (tags == null) {
            return "(" + value.length() + " characters)";
        }
        StringBuilder text = new StringBuilder("{");
        tags.forEach((name, content) -> {
            boolean reference = name.equals(PrivateData.REFERENCE) || name.equals(PrivateData.ORIGINAL_REFERENCE);
            // The description is the merchant's text: it is nobody's secret, but people write card numbers into such
            // texts.
            text.append(name).append('=').append(reference ? content : "(" + content.length() + ")");
            text.append(' ');
        });
        return text.toString().stripTrailing() + "}";
    }
}
