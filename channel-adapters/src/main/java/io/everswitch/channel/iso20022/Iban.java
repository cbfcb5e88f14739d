package io.everswitch.channel.iso20022;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Tells IBANs (ISO 13616) from other account numbers, because they stand in different elements. Stateless. */
final class Iban {
    private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private Iban() {}

    /** Whether shape and check digits are right. */
    static boolean is(String account) {
        if (!SHAPE.matcher(account).matches()) {
            return false;
        }
        String turned = account.substring(4) + account.substring(0, 4);
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < turned.length(); i++) {
            digits.append(Character.digit(turned.charAt(i), 36));
        }
        return new BigInteger(digits.toString()).mod(MODULUS).equals(BigInteger.ONE);
    }
}
