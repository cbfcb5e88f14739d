package io.everswitch.node.boot;

import io.everswitch.channel.ChannelAdapters;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.node.control.UnmappedCodes;
import io.everswitch.node.entity.EntityObserver;
import io.everswitch.node.http.Control;
import io.everswitch.node.http.HttpEdges;
import io.everswitch.node.http.HttpObserver;
import io.everswitch.node.limits.AttemptLimits;
import io.everswitch.node.limits.LimitMeters;
import io.everswitch.node.limits.RetryBudget;
import io.everswitch.node.metrics.Metrics;
import io.everswitch.node.notify.WebhookNotifier;
import io.everswitch.routing.health.ChannelHealthBoard;
import io.everswitch.routing.health.HealthEvent;
import io.everswitch.routing.health.HealthPolicy;
import io.everswitch.routing.health.HealthTurn;
import io.everswitch.routing.score.SuccessRates;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where everything that is observed goes: to the metrics, and to the channels' health. Thread-safe. */
final class Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    private final List<ChannelId> channelIds;
    private final ChannelHealthBoard health;
    private final Metrics metrics;
    private final UnmappedCodes unmapped;
    private final SuccessRates successRates = new SuccessRates();
    private final Clock clock;

    Telemetry(ChannelCatalog catalog, JournalExtension journal, Clock clock) {
        this.channelIds =
                catalog.channels().stream().map(channel -> channel.id()).toList();
        this.health = new ChannelHealthBoard(
                catalog.channels().stream()
                        .collect(Collectors.toMap(channel -> channel.id(), channel -> channel.methods())),
                HealthPolicy.DEFAULT);
        this.metrics = new Metrics(channelIds, HttpEdges.routes(), version());
        this.clock = clock;
        this.unmapped = new UnmappedCodes(clock);
        health.listen(this::turned);
        metrics.watch(
                "journal_free_bytes",
                "Room left for the journal.",
                () -> journal.status().freeBytes());
    }

    void watch(ChannelAdapters channels) {
        metrics.watchChannels(channelIds, id -> channels.get(id).status(), () -> health.view(clock.instant()));
    }

    private void turned(HealthEvent event) {
        metrics.healthTurned(event.channel(), event.turn().word(), event.cause());
        if (event.turn() == HealthTurn.RED) {
            LOG.warn("{}", event.reason());
        } else {
            LOG.info("{}", event.reason());
        }
    }

    Control.HealthStory story(ChannelId channel) {
        return new Control.HealthStory(health.reports(channel, clock.instant()), health.events(channel));
    }

    ChannelHealthBoard health() {
        return health;
    }

    String scrape() {
        return metrics.scrape();
    }

    HttpObserver http() {
        return metrics::httpRequest;
    }

    LimitMeters limits() {
        return metrics.limits();
    }

    JournalMetrics journal() {
        return metrics.journal();
    }

    ChannelMetrics channels() {
        return new WireEars(metrics.wire(), unmapped);
    }

    SuccessRates successRates() {
        return successRates;
    }

    UnmappedCodes unmapped() {
        return unmapped;
    }

    WebhookNotifier.Observer notifications() {
        return new WebhookNotifier.Observer() {
            @Override
            public void sending(String type, int tries, long nanosSinceCause) {
                if (tries <= 1) {
                    metrics.bankAnswerToWebhook(nanosSinceCause);
                }
            }

            @Override
            public void answered(String type, NotificationResult.Kind kind) {
                metrics.notificationResult(kind);
            }
        };
    }

    EntityObserver entities(AttemptLimits limits, RetryBudget retries) {
        return new EntityObserver() {
            @Override
            public void factDurable(@Nullable Payment before, Payment after, PaymentFact fact) {
                metrics.payments().factDurable(before, after, fact);
                health.factDurable(before, after, fact);
                limits.factDurable(after, fact);
                retries.factDurable(after, fact);
                successRates.factDurable(before, fact);
                if (fact instanceof PaymentFact.AttemptConcluded said && said.outcome() == Outcome.UNKNOWN) {
                    unmapped.example(after.attempt(said.attempt()).channel(), said.rawCode(), after.id());
                }
            }

            @Override
            public void recovered(@Nullable Payment payment) {
                metrics.actors(1);
                metrics.actorRecovered(payment != null);
                if (payment != null) {
                    metrics.payments().taken(payment);
                }
            }

            @Override
            public void stopped(@Nullable Payment payment) {
                metrics.actors(-1);
                if (payment != null) {
                    metrics.payments().left(payment);
                }
            }
        };
    }

    private static String version() {
        String version = Telemetry.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
