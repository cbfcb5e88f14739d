package io.everswitch.channel.iso20022;

/** Free text as banks take it: no control characters, no half characters, one blank at a time. Stateless. */
final class PlainText {
    private PlainText() {}

    /** @param max in UTF-16 units; a character that would be cut in two is left out */
    static String of(String text, int max) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), max));
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (!isPrintable(c)) {
                blank = !plain.isEmpty();
                continue;
            }
            int needed = (blank ? 1 : 0) + Character.charCount(c);
            if (plain.length() + needed > max) {
                break;
            }
            if (blank) {
                plain.append(' ');
                blank = false;
            }
            plain.appendCodePoint(c);
        }
        return plain.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
