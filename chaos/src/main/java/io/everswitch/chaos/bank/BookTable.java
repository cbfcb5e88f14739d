package io.everswitch.chaos.bank;

/**
 * What one channel's bank knows, by reference: an open-addressed table of plain arrays, 40 bytes a slot and some 90 a
 * booking, so that millions fit. References are held as 128-bit hashes. Not thread-safe.
 */
final class BookTable {
    private static final int SLOTS_MIN = 64;
    private static final int STATE_BITS = 3;
    private static final int CURRENCY_BITS = 15;
    private static final int CODE_BITS = 11;
    private static final int BASE = 36;

    private long[] keys = new long[2 * SLOTS_MIN];
    private long[] amounts = new long[SLOTS_MIN];
    private long[] refunded = new long[SLOTS_MIN];
    private int[] numbers = new int[SLOTS_MIN];
    /** State, currency and code; zero is a free slot. */
    private int[] facts = new int[SLOTS_MIN];

    private int size;

    /** The slot of a reference, or −1. A slot is good until the next {@link #add}. */
    int find(String reference) {
        int slot = slot(Hash.of(1, reference), Hash.of(2, reference));
        return facts[slot] == 0 ? -1 : slot;
    }

    /** Adds a reference that is not there. */
    int add(String reference, BookState state, long amount, String currency, String code, int number) {
        if ((size + 1) * 3L > facts.length * 2L) {
            grow();
        }
        long high = Hash.of(1, reference);
        long low = Hash.of(2, reference);
        int slot = slot(high, low);
        keys[2 * slot] = high;
        keys[2 * slot + 1] = low;
        amounts[slot] = amount;
        refunded[slot] = 0;
        numbers[slot] = number;
        facts[slot] =
                state.code() | packCurrency(currency) << STATE_BITS | packCode(code) << (STATE_BITS + CURRENCY_BITS);
        size++;
        return slot;
    }

    BookState state(int slot) {
        return BookState.ofCode(facts[slot] & ((1 << STATE_BITS) - 1));
    }

    void state(int slot, BookState state) {
        facts[slot] = (facts[slot] & -(1 << STATE_BITS)) | state.code();
    }

    long amount(int slot) {
        return amounts[slot];
    }

    long refunded(int slot) {
        return refunded[slot];
    }

    void refund(int slot, long amount) {
        refunded[slot] = Math.addExact(refunded[slot], amount);
    }

    int number(int slot) {
        return numbers[slot];
    }

    String currency(int slot) {
        int packed = facts[slot] >>> STATE_BITS & ((1 << CURRENCY_BITS) - 1);
        return String.valueOf(new char[] {
            (char) ('A' + (packed >>> 10)), (char) ('A' + (packed >>> 5 & 31)), (char) ('A' + (packed & 31))
        });
    }

    String code(int slot) {
        int packed = facts[slot] >>> (STATE_BITS + CURRENCY_BITS) & ((1 << CODE_BITS) - 1);
        return String.valueOf(new char[] {digit(packed / BASE), digit(packed % BASE)});
    }

    int size() {
        return size;
    }

    private int slot(long high, long low) {
        int mask = facts.length - 1;
        int slot = (int) high & mask;
        while (facts[slot] != 0 && !(keys[2 * slot] == high && keys[2 * slot + 1] == low)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldAmounts = amounts;
        long[] oldRefunded = refunded;
        int[] oldNumbers = numbers;
        int[] oldFacts = facts;
        int slots = Math.multiplyExact(oldFacts.length, 2);
        keys = new long[2 * slots];
        amounts = new long[slots];
        refunded = new long[slots];
        numbers = new int[slots];
        facts = new int[slots];
        for (int old = 0; old < oldFacts.length; old++) {
            if (oldFacts[old] != 0) {
                int slot = slot(oldKeys[2 * old], oldKeys[2 * old + 1]);
                keys[2 * slot] = oldKeys[2 * old];
                keys[2 * slot + 1] = oldKeys[2 * old + 1];
                amounts[slot] = oldAmounts[old];
                refunded[slot] = oldRefunded[old];
                numbers[slot] = oldNumbers[old];
                facts[slot] = oldFacts[old];
            }
        }
    }

    private static int packCurrency(String currency) {
        return (currency.charAt(0) - 'A') << 10 | (currency.charAt(1) - 'A') << 5 | (currency.charAt(2) - 'A');
    }

    private static int packCode(String code) {
        return Character.digit(code.charAt(0), BASE) * BASE + Character.digit(code.charAt(1), BASE);
    }

    private static char digit(int value) {
        return Character.toUpperCase(Character.forDigit(value, BASE));
    }
}
