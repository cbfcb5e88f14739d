package io.everswitch.channel.iso8583;

import com.solab.iso8583.IsoType;
import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of fields on the page: number, format, length. Everything that is not in it cannot be read.
 *
 * @param length exact for fixed formats, the maximum for variable ones
 */
record IsoField(int de, Format format, int length) {
    /** How a field is written; n = digits, ans = printable ASCII. */
    enum Format {
        N,
        ANS,
        LLVAR_N,
        LLVAR_ANS,
        LLLVAR_ANS;

        boolean isNumeric() {
            return this == N || this == LLVAR_N;
        }

        /** Digits of the length before the value. */
        int lengthDigits() {
            return switch (this) {
                case N, ANS -> 0;
                case LLVAR_N, LLVAR_ANS -> 2;
                case LLLVAR_ANS -> 3;
            };
        }
    }

    private static final List<@Nullable IsoField> TABLE = table();

    static @Nullable IsoField of(int de) {
        return TABLE.get(de);
    }

    IsoType type(Form form) {
        return switch (format) {
            case N -> IsoType.NUMERIC;
            case ANS -> IsoType.ALPHA;
            case LLVAR_N -> form == Form.BINARY ? IsoType.LLBCDBIN : IsoType.LLVAR;
            case LLVAR_ANS -> IsoType.LLVAR;
            case LLLVAR_ANS -> IsoType.LLLVAR;
        };
    }

    /** Bytes that {@code characters} characters of this field take. */
    int bytes(Form form, int characters) {
        return form == Form.BINARY && format.isNumeric() ? (characters + 1) / 2 : characters;
    }

    /** Bytes of the length before the value. */
    int lengthBytes(Form form) {
        return form == Form.BINARY ? (format.lengthDigits() + 1) / 2 : format.lengthDigits();
    }

    boolean allows(String value) {
        boolean fits = format.lengthDigits() == 0 ? value.length() == length : value.length() <= length;
        return fits && value.chars().allMatch(c -> format.isNumeric() ? c >= '0' && c <= '9' : c >= ' ' && c <= '~');
    }

    private static List<@Nullable IsoField> table() {
        List<@Nullable IsoField> table = new ArrayList<>();
        for (int de = 0; de <= IsoFields.DE_MAX; de++) {
            table.add(null);
        }
        add(table, Format.LLVAR_N, 2, 19, 32, 11);
        add(table, Format.N, 3, 6, 4, 12, 7, 10, 11, 6, 12, 6, 13, 4, 14, 4, 18, 4, 22, 3, 49, 3, 70, 3, 90, 42);
        add(table, Format.ANS, 37, 12, 38, 6, 39, 2, 41, 8, 42, 15);
        add(table, Format.LLLVAR_ANS, 48, 999, 60, 999, 61, 999, 62, 999, 63, 999);
        add(table, Format.LLVAR_ANS, 102, 28);
        return table;
    }

    private static void add(List<@Nullable IsoField> table, Format format, int... numbersAndLengths) {
        for (int i = 0; i < numbersAndLengths.length; i += 2) {
            int de = numbersAndLengths[i];
            table.set(de, new IsoField(de, format, numbersAndLengths[i + 1]));
        }
    }
}
