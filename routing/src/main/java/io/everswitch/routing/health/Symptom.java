package io.everswitch.routing.health;

import io.everswitch.domain.payment.Outcome;

/** What a result that counts tells of the channel, finer than its {@link Verdict}. */
public enum Symptom {
    /** As a bank should. */
    ANSWERED("answered"),
    /** As a bank should, but much later than this channel usually does. Sound all the same. */
    SLOW("slow"),
    /** The bank did not answer in time. */
    TIMED_OUT("timed out"),
    /** Nobody knows what the bank did, for another reason than time: garbage, a lost line. */
    UNKNOWN("unknown"),
    /** There was no line to the bank. */
    NOT_CONNECTED("not connected"),
    /** The bank says that it, or our contract with it, is broken. */
    TROUBLED("troubled");

    private final String words;

    Symptom(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }

    boolean isFaulty() {
        return this != ANSWERED && this != SLOW;
    }

    /** What a result with this verdict is, as far as the verdict alone tells. */
    static Symptom of(Verdict verdict) {
        return verdict == Verdict.SOUND ? ANSWERED : TROUBLED;
    }

    /** @param verdict of the same outcome; not SILENT */
    static Symptom of(Verdict verdict, Outcome outcome, String rawCode) {
        if (verdict == Verdict.SOUND) {
            return ANSWERED;
        }
        return switch (outcome) {
            case UNKNOWN -> rawCode.equals("timeout") ? TIMED_OUT : UNKNOWN;
            case NOT_SENT -> NOT_CONNECTED;
            case APPROVED, DECLINED_FINAL, DECLINED_RETRIABLE -> TROUBLED;
        };
    }
}
