package io.everswitch.routing.health;

/**
 * What happened at a channel within one second at one node, or the sum of such. Immutable. Results are filed by the second in
 * which they came; what is called sent by the second in which their attempt was sent, so that whoever lets a channel back in can
 * tell its probes from time-outs of the bad times.
 *
 * @param answered sound results that were not slow
 * @param slow sound results that were
 * @param latencyMs sum over the sound results
 * @param started attempts handed to the channel
 * @param sentSound attempts sent in this second that came out sound since
 * @param sentFaulty attempts sent in this second that came out faulty since
 */
public record Tally(
        int answered,
        int slow,
        int timedOut,
        int unknown,
        int notConnected,
        int troubled,
        long latencyMs,
        int started,
        int sentSound,
        int sentFaulty) {
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final Tally STARTED = new Tally(0, 0, 0, 0, 0, 0, 0, 1, 0, 0);
    private static final Tally SENT_SOUND = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
    private static final Tally SENT_FAULTY = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    private static final Tally TIMED_OUT = new Tally(0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    private static final Tally UNKNOWN = new Tally(0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    private static final Tally NOT_CONNECTED = new Tally(0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    private static final Tally TROUBLED = new Tally(0, 0, 0, 0, 0, 1, 0, 0, 0, 0);

    static Tally started1() {
        return STARTED;
    }

    static Tally sent1(boolean faulty) {
        return faulty ? SENT_FAULTY : SENT_SOUND;
    }

    /** One result. */
    static Tally one(Symptom symptom, long latencyMs) {
        return switch (symptom) {
            case ANSWERED -> new Tally(1, 0, 0, 0, 0, 0, Math.max(0, latencyMs), 0, 0, 0);
            case SLOW -> new Tally(0, 1, 0, 0, 0, 0, Math.max(0, latencyMs), 0, 0, 0);
            case TIMED_OUT -> TIMED_OUT;
            case UNKNOWN -> UNKNOWN;
            case NOT_CONNECTED -> NOT_CONNECTED;
            case TROUBLED -> TROUBLED;
        };
    }

    Tally plus(Tally t) {
        return new Tally(
                answered + t.answered,
                slow + t.slow,
                timedOut + t.timedOut,
                unknown + t.unknown,
                notConnected + t.notConnected,
                troubled + t.troubled,
                latencyMs + t.latencyMs,
                started + t.started,
                sentSound + t.sentSound,
                sentFaulty + t.sentFaulty);
    }

    /** What this has more than the other, number by number; never below 0. */
    Tally beyond(Tally t) {
        return new Tally(
                Math.max(0, answered - t.answered),
                Math.max(0, slow - t.slow),
                Math.max(0, timedOut - t.timedOut),
                Math.max(0, unknown - t.unknown),
                Math.max(0, notConnected - t.notConnected),
                Math.max(0, troubled - t.troubled),
                Math.max(0, latencyMs - t.latencyMs),
                Math.max(0, started - t.started),
                Math.max(0, sentSound - t.sentSound),
                Math.max(0, sentFaulty - t.sentFaulty));
    }

    /** Sums are taken off as they were added: below 0 it would be a mistake of ours. */
    Tally without(Tally t) {
        return beyond(t);
    }

    public int sound() {
        return answered + slow;
    }

    public int faulty() {
        return timedOut + unknown + notConnected + troubled;
    }

    public int counted() {
        return sound() + faulty();
    }

    /** Attempts whose payers wait until somebody finds out what became of them. */
    public int heldUp() {
        return timedOut + unknown;
    }

    /** {@code 9 of 20 faulty in 60 s: 7 timed out, 2 not connected}. */
    String words(int seconds) {
        StringBuilder text = new StringBuilder(64)
                .append(faulty())
                .append(" of ")
                .append(counted())
                .append(" faulty in ")
                .append(seconds)
                .append(" s");
        int empty = text.length();
        kind(text, empty, timedOut, Symptom.TIMED_OUT);
        kind(text, empty, unknown, Symptom.UNKNOWN);
        kind(text, empty, notConnected, Symptom.NOT_CONNECTED);
        kind(text, empty, troubled, Symptom.TROUBLED);
        return text.toString();
    }

    private static void kind(StringBuilder text, int empty, int count, Symptom symptom) {
        if (count > 0) {
            text.append(text.length() == empty ? ": " : ", ")
                    .append(count)
                    .append(' ')
                    .append(symptom.words());
        }
    }
}
