package io.everswitch.routing.health;

import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.port.AttemptAnswer;
import java.util.Set;

/**
 * What one result says about the channel itself, not about the payer. The only place where results are told apart for
 * health.
 */
public enum Verdict {
    /** The bank answered as a bank should: approved, or declined for the payer's own reasons (lack of funds, bad CVC). */
    SOUND,
    /** Time-out, unknown, not connected, or the bank says that it or our contract with it is broken. */
    FAULTY,
    /** Says nothing about the channel. */
    SILENT;

    /**
     * Codes of field 39 by which a bank reports its own trouble (90 cut-off, 91 issuer down, 92 no route, 96 malfunction, 98
     * network) or trouble between it and us (30 format, 40 function, 58 terminal, 97 and A0 MAC). They hit every payer alike.
     */
    private static final Set<String> TROUBLE = Set.of("30", "40", "58", "90", "91", "92", "96", "97", "98", "A0");

    /**
     * NOT_SENT for reasons on our side of the wire. They must not turn a sound bank red: a paused node refuses all its attempts
     * as too late, our own limits refuse what is over them, real banks refuse every shadow payment on purpose, a stopping node closes its channels, and a full bulkhead
     * already shows as "not up" exactly while it is full.
     */
    private static final Set<String> OURS = Set.of("send_by", "shadow", "closed", "bulkhead_full", "limits_unanswered");

    /** UNKNOWN because our own process went away: says nothing about the bank, and comes for many channels at once. */
    private static final String RESTARTED = "restarted";

    public static Verdict of(AttemptAnswer.Kind kind, String rawCode) {
        return switch (kind) {
            case APPROVED -> SOUND;
            case DECLINED_FINAL, DECLINED_RETRIABLE -> TROUBLE.contains(rawCode) ? FAULTY : SOUND;
            case NOT_SENT -> OURS.contains(rawCode) || rawCode.startsWith(AttemptAnswer.LIMIT) ? SILENT : FAULTY;
            case UNKNOWN -> rawCode.equals(RESTARTED) ? SILENT : FAULTY;
            // Not an outcome yet. Counting it as sound would halve the fault rate of a bank that takes every order and
            // never
            // calls back; the outcome that follows is recorded when it comes.
            case ACCEPTED -> SILENT;
        };
    }

    public static Verdict of(Outcome outcome, String rawCode) {
        return of(
                switch (outcome) {
                    case APPROVED -> AttemptAnswer.Kind.APPROVED;
                    case DECLINED_FINAL -> AttemptAnswer.Kind.DECLINED_FINAL;
                    case DECLINED_RETRIABLE -> AttemptAnswer.Kind.DECLINED_RETRIABLE;
                    case NOT_SENT -> AttemptAnswer.Kind.NOT_SENT;
                    case UNKNOWN -> AttemptAnswer.Kind.UNKNOWN;
                },
                rawCode);
    }
}
