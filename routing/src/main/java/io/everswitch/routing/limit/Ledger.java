package io.everswitch.routing.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one payer or merchant has used of one limit on one day: attempts that took the money, as a sum, and those that may still
 * take it, one by one. An attempt is reserved before it is sent and settled when it is known what became of it, so that the sum
 * of what was taken can never pass the limit. Reserving and settling twice changes nothing. Not thread-safe.
 */
public final class Ledger {
    /**
     * Reservations that are open at once. Each is 30 to 50 characters of what is kept of the ledger, which is written whole;
     * a merchant who has 1,000 attempts without an outcome has other troubles.
     */
    public static final int OPEN_MAX = 1_000;

    /** What a reservation came to. */
    public enum Verdict {
        GRANTED,
        OVER_AMOUNT,
        OVER_COUNT,
        /** {@value #OPEN_MAX} are open. */
        TOO_MANY_OPEN;

        public boolean granted() {
            return this == GRANTED;
        }
    }

    /** What is used: {@code open} of {@code count} may still be given back. */
    public record Usage(long amount, int count, int open) {}

    /**
     * One that is neither taken nor given back.
     *
     * @param atMs when it was reserved, epoch milliseconds
     */
    public record Reservation(String reference, long amount, long atMs) {}

    private long takenAmount;
    private int takenCount;
    private long openAmount;
    private final Map<String, Reservation> open = new LinkedHashMap<>();

    /** @return GRANTED also if it stands already */
    public Verdict reserve(Reservation reservation, long amountMax, int countMax) {
        if (open.containsKey(reservation.reference())) {
            return Verdict.GRANTED;
        }
        if (takenCount + open.size() >= countMax) {
            return Verdict.OVER_COUNT;
        }
        // In this order nothing overflows: what is used never passes amountMax unless that was lowered meanwhile.
        if (reservation.amount() > amountMax - Math.min(amountMax, takenAmount + openAmount)) {
            return Verdict.OVER_AMOUNT;
        }
        if (open.size() == OPEN_MAX) {
            return Verdict.TOO_MANY_OPEN;
        }
        add(reservation);
        return Verdict.GRANTED;
    }

    /** @return whether anything changed: what is not reserved any more was settled before */
    public boolean settle(String reference, boolean taken) {
        Reservation reservation = open.remove(reference);
        if (reservation == null) {
            return false;
        }
        openAmount -= reservation.amount();
        if (taken) {
            takenAmount = Math.addExact(takenAmount, reservation.amount());
            takenCount++;
        }
        return true;
    }

    public Usage usage() {
        return new Usage(takenAmount + openAmount, takenCount + open.size(), open.size());
    }

    public boolean isOpen(String reference) {
        return open.containsKey(reference);
    }

    /** Reserved at that time or before, the oldest first. */
    public List<String> openSince(long untilMs, int most) {
        List<String> old = new ArrayList<>();
        for (Reservation reservation : open.values()) {
            if (reservation.atMs() <= untilMs && old.size() < most) {
                old.add(reservation.reference());
            }
        }
        return old;
    }

    /** All of it as text: {@code amount count}, then {@code reference amount atMs} of each open one, in lines. */
    public String text() {
        StringBuilder text = new StringBuilder(32 + 48 * open.size());
        text.append(takenAmount).append(' ').append(takenCount);
        open.values()
                .forEach(each -> text.append('\n')
                        .append(each.reference())
                        .append(' ')
                        .append(each.amount())
                        .append(' ')
                        .append(each.atMs()));
        return text.toString();
    }

    /** @throws IllegalArgumentException if {@link #text} never wrote that */
    public static Ledger of(String text) {
        Ledger ledger = new Ledger();
        String[] lines = text.split("\n", -1);
        String[] taken = parts(lines[0], 2);
        ledger.takenAmount = Long.parseLong(taken[0]);
        ledger.takenCount = Integer.parseInt(taken[1]);
        for (int i = 1; i < lines.length; i++) {
            String[] parts = parts(lines[i], 3);
            ledger.add(new Reservation(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        }
        return ledger;
    }

    private static String[] parts(String line, int wanted) {
        String[] parts = line.split(" ", -1);
        if (parts.length != wanted) {
            throw new IllegalArgumentException("no line of a ledger: " + parts.length + " parts");
        }
        return parts;
    }

    private void add(Reservation reservation) {
        open.put(reservation.reference(), reservation);
        openAmount = Math.addExact(openAmount, reservation.amount());
    }
}
