package io.everswitch.node.http;

/** What a card number tells by itself. Pure. */
final class Cards {
    private Cards() {}

    /** @param number digits only */
    static boolean isLuhn(String number) {
        int sum = 0;
        boolean twice = false;
        for (int i = number.length() - 1; i >= 0; i--) {
            int digit = number.charAt(i) - '0';
            if (twice) {
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            }
            sum += digit;
            twice = !twice;
        }
        return sum % 10 == 0;
    }

    /** visa, mastercard, unionpay, jcb, amex or other. */
    static String brand(String number) {
        int four = Integer.parseInt(number.substring(0, 4));
        int two = four / 100;
        if (two / 10 == 4) {
            return "visa";
        }
        if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) {
            return "mastercard";
        }
        if (two == 62 || two == 81) {
            return "unionpay";
        }
        if (two == 34 || two == 37) {
            return "amex";
        }
        return four >= 3528 && four <= 3589 ? "jcb" : "other";
    }
}
