package io.everswitch.chaos.bank;

import java.math.BigInteger;

/** The bank's own references: six characters 0–9 A–Z, never the same twice, and without visible order. */
final class BankReference {
    private static final int LENGTH = 6;
    private static final int BASE = 36;
    private static final long COUNT = 2_176_782_336L;
    /** No common factor with the count, so that numbers and references are one to one. */
    private static final long FACTOR = 1_000_000_007L;

    private static final long SHIFT = 777_777_777L;
    private static final long BACK =
            BigInteger.valueOf(FACTOR).modInverse(BigInteger.valueOf(COUNT)).longValueExact();

    private BankReference() {}

    /** @param number 0 … 2,147,483,647 */
    static String of(int number) {
        long scattered = multiply(number, FACTOR) + SHIFT;
        char[] letters = new char[LENGTH];
        long rest = scattered % COUNT;
        for (int i = LENGTH - 1; i >= 0; i--) {
            letters[i] = Character.toUpperCase(Character.forDigit((int) (rest % BASE), BASE));
            rest /= BASE;
        }
        return new String(letters);
    }

    static int number(String reference) {
        long scattered = Long.parseLong(reference, BASE);
        return (int) multiply((scattered - SHIFT + COUNT) % COUNT, BACK);
    }

    private static long multiply(long a, long b) {
        // Both are below 2^32, so the product fits when it is read without a sign.
        return Long.remainderUnsigned(a * b, COUNT);
    }
}
