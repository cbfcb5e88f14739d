package io.everswitch.domain.id;

import java.util.regex.Pattern;

/** The one check that all identifiers made of plain text share. */
final class Texts {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private Texts() {}

    static String plain(String what, String value) {
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must be 1 to 64 of A–Z a–z 0–9 . _ : -");
        }
        return value;
    }
}
