package io.everswitch.node.metrics;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.payment.Outcome;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of attempts by channel. Only the catalog's channels have series of their own; all others share {@code other}.
 * A channel's series appear with its first attempt: most of several hundred channels may have none. Thread-safe.
 */
final class ChannelMeters {
    static final String OTHER = "other";
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final Counter concluded;
    private final Counter resolved;
    private final Counter contradictions;
    private final Histogram answer;
    private final Histogram resolution;
    private final Map<ChannelId, Children> byChannel = new HashMap<>();
    private final Children other = new Children(OTHER);

    ChannelMeters(CollectorRegistry registry, Collection<ChannelId> channels) {
        concluded = Counter.build("everswitch_attempts", "Attempts by channel and first outcome.")
                .labelNames("channel", "outcome")
                .register(registry);
        resolved = Counter.build("everswitch_attempts_resolved", "Later outcomes of attempts that had one already.")
                .labelNames("channel", "outcome")
                .register(registry);
        contradictions = Counter.build("everswitch_bank_contradictions", "Times that a bank contradicted itself.")
                .labelNames("channel")
                .register(registry);
        answer = Histogram.build("everswitch_attempt_answer_seconds", "Journaling of an attempt to the bank's answer.")
                .labelNames("channel")
                .buckets(Buckets.BANK_SECONDS)
                .register(registry);
        resolution = Histogram.build(
                        "everswitch_attempt_resolution_seconds", "Journaling of an attempt to a later outcome.")
                .buckets(Buckets.FINAL_SECONDS)
                .register(registry);
        channels.forEach(channel -> byChannel.put(channel, new Children(channel.value())));
    }

    void concluded(ChannelId channel, Outcome outcome) {
        of(channel).concluded(outcome).inc();
    }

    void answered(ChannelId channel, Duration took) {
        of(channel).answer().observe(Buckets.seconds(took.toNanos()));
    }

    void resolved(ChannelId channel, Outcome outcome, Duration took) {
        resolved.labels(of(channel).name, name(outcome)).inc();
        resolution.observe(Buckets.seconds(took.toNanos()));
    }

    void contradiction(ChannelId channel) {
        contradictions.labels(of(channel).name).inc();
    }

    /** The label of a channel. */
    String name(ChannelId channel) {
        return of(channel).name;
    }

    private Children of(ChannelId channel) {
        Children children = byChannel.get(channel);
        return children == null ? other : children;
    }

    private static String name(Outcome outcome) {
        return outcome.name();
    }

    /** The series of one channel, looked up in the client once: that costs a list and a hash of it each time. */
    private final class Children {
        private final String name;
        // Racing threads write the same child, so plain fields do; the client publishes children safely.
        private final Counter.@Nullable Child[] byOutcome = new Counter.Child[OUTCOMES.length];
        private Histogram.@Nullable Child answer;

        Children(String name) {
            this.name = name;
        }

        // The index lives in this process's memory only, and this runs for every attempt.
        @SuppressWarnings("EnumOrdinal")
        Counter.Child concluded(Outcome outcome) {
            Counter.Child child = byOutcome[outcome.ordinal()];
            if (child == null) {
                child = concluded.labels(name, ChannelMeters.name(outcome));
                byOutcome[outcome.ordinal()] = child;
            }
            return child;
        }

        Histogram.Child answer() {
            Histogram.Child child = answer;
            if (child == null) {
                child = ChannelMeters.this.answer.labels(name);
                answer = child;
            }
            return child;
        }
    }
}
