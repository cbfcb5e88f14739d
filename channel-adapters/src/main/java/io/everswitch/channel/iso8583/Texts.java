package io.everswitch.channel.iso8583;

/** Small texts of fixed width. */
final class Texts {
    private static final String HEX = "0123456789ABCDEF";

    private Texts() {}

    /** @throws IllegalArgumentException if the number does not fit */
    static String digits(long number, int width) {
        String text = Long.toString(number);
        if (number < 0 || text.length() > width) {
            throw new IllegalArgumentException("number does not fit in " + width + " digits");
        }
        return "0".repeat(width - text.length()) + text;
    }

    static String hex(byte b) {
        return "" + HEX.charAt((b >> 4) & 0xF) + HEX.charAt(b & 0xF);
    }

    static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder(2 * bytes.length);
        for (byte b : bytes) {
            text.append(hex(b));
        }
        return text.toString();
    }

    /** Padded with blanks on the right; a text that is too long stays too long and is refused when it is encoded. */
    static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
