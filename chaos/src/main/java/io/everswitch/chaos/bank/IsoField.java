package io.everswitch.chaos.bank;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one data element is written.
 *
 * @param length exact length, or the longest of a variable one; in digits or characters
 * @param lengthDigits 0 fixed, 2 LLVAR, 3 LLLVAR
 */
record IsoField(int number, boolean numeric, int length, int lengthDigits) {
    private static final Map<Integer, IsoField> FIELDS = Stream.of(
                    digitsUpTo(2, 19),
                    digits(3, 6),
                    digits(4, 12),
                    digits(7, 10),
                    digits(11, 6),
                    digits(12, 6),
                    digits(13, 4),
                    digits(14, 4),
                    digits(18, 4),
                    digits(22, 3),
                    digitsUpTo(32, 11),
                    text(37, 12),
                    text(38, 6),
                    text(39, 2),
                    text(41, 8),
                    text(42, 15),
                    new IsoField(48, false, 999, 3),
                    new IsoField(60, false, 999, 3),
                    new IsoField(61, false, 999, 3),
                    new IsoField(62, false, 999, 3),
                    new IsoField(63, false, 999, 3),
                    digits(49, 3),
                    digits(70, 3),
                    digits(90, 42),
                    new IsoField(102, false, 28, 2))
            .collect(Collectors.toUnmodifiableMap(IsoField::number, field -> field));

    static @Nullable IsoField of(int number) {
        return FIELDS.get(number);
    }

    private static IsoField digits(int number, int length) {
        return new IsoField(number, true, length, 0);
    }

    private static IsoField digitsUpTo(int number, int length) {
        return new IsoField(number, true, length, 2);
    }

    private static IsoField text(int number, int length) {
        return new IsoField(number, false, length, 0);
    }
}
