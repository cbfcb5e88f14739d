package io.everswitch.node.http;

/** Which characters a text may have. Pure. */
enum TextRule {
    /** What people read: anything, script too (it is data), but nothing that changes how the rest is shown. */
    PEOPLE("must not have control characters") {
        @Override
        boolean fitsAll(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (isControl(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }
    },
    /** What programs compare: ids of merchants. */
    ID("may have only A-Z a-z 0-9 . _ : / @ # + = ~ -") {
        @Override
        boolean fitsAll(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (!isAlphanumeric(c) && "._:/@#+=~-".indexOf(c) < 0) {
                    return false;
                }
            }
            return true;
        }
    },
    ALPHANUMERIC("may have only A-Z a-z 0-9") {
        @Override
        boolean fitsAll(String text) {
            return text.chars().allMatch(c -> isAlphanumeric((char) c));
        }
    },
    DIGITS("may have only digits") {
        @Override
        boolean fitsAll(String text) {
            return text.chars().allMatch(c -> c >= '0' && c <= '9');
        }
    },
    /** No rule but that it is text: what is compared with a list afterwards. */
    ANY("must be well-formed text") {
        @Override
        boolean fitsAll(String text) {
            return true;
        }
    };

    private final String words;

    TextRule(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean fits(String text) {
        return isWellFormed(text) && fitsAll(text);
    }

    abstract boolean fitsAll(String text);

    /** Half a surrogate pair cannot be written as UTF-8, so no answer or fact could hold it. */
    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isControl(char c) {
        // C0, DEL and C1; line and paragraph separators; marks that turn the direction of the text around them.
        return c < ' '
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xfeff;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
