package io.everswitch.chaos.drill;

import io.everswitch.chaos.check.SwitchView;
import java.util.Collection;

/**
 * What a channel's attempts tell of its stop, by the times at which they were journaled.
 *
 * @param before attempts that began before it was stopped
 * @param late attempts that began while it was stopped, more than the allowed time after
 * @param latestMs how long after the stop the last attempt began; 0 if none did
 * @param after attempts that began after the stop was undone
 * @param unroutable payments that failed without any attempt, that is for want of a channel
 */
record StoppedChannel(long before, long late, double latestMs, long after, long unroutable) {

    /** When it was stopped, when that was undone, and how late an attempt may still begin; all in microseconds since 1970. */
    record Span(long stoppedAt, long undoneAt, long allowed) {}

    static StoppedChannel of(String channel, Collection<SwitchView> payments, Span span) {
        long before = 0;
        long late = 0;
        long latest = span.stoppedAt();
        long after = 0;
        long unroutable = 0;
        for (SwitchView payment : payments) {
            if (payment.status().equals("failed") && payment.attempts().isEmpty()) {
                unroutable++;
            }
            for (SwitchView.AttemptView attempt : payment.attempts()) {
                long at = attempt.createdAtMicros();
                if (!attempt.channel().equals(channel)) {
                    continue;
                }
                if (at < span.stoppedAt()) {
                    before++;
                } else if (at >= span.undoneAt()) {
                    after++;
                } else {
                    latest = Math.max(latest, at);
                    late += at > span.stoppedAt() + span.allowed() ? 1 : 0;
                }
            }
        }
        return new StoppedChannel(before, late, (latest - span.stoppedAt()) / 1000.0, after, unroutable);
    }
}
