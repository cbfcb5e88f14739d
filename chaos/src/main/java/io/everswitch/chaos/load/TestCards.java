package io.everswitch.chaos.load;

import java.util.SplittableRandom;

/** Card numbers that pass the Luhn check (ISO/IEC 7812-1) under prefixes of four brands; no real card is meant. */
public final class TestCards {
    private static final String[] PREFIXES = {"424242", "555555", "622200", "352800"};

    private TestCards() {}

    public static String next(SplittableRandom random) {
        StringBuilder number = new StringBuilder(PREFIXES[random.nextInt(PREFIXES.length)]);
        while (number.length() < 15) {
            number.append((char) ('0' + random.nextInt(10)));
        }
        return number.append(checkDigit(number)).toString();
    }

    private static char checkDigit(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }
}
