package io.everswitch.node.metrics;

import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.routing.health.HealthView;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All figures of one node. Names and meanings are in the help texts of {@link #scrape}. Label values come from fixed lists
 * (statuses, outcomes, the catalog's channels, the given routes), so their number is bounded whatever clients and banks send,
 * and none can hold a secret (M10). Thread-safe; a call costs some tens of nanoseconds and never blocks or throws.
 */
public final class Metrics {
    /** Of what {@link #scrape} returns. */
    public static final String CONTENT_TYPE = TextFormat.CONTENT_TYPE_004;

    private final CollectorRegistry registry = new CollectorRegistry();
    private final Map<PaymentStatus, Counter.Child> statuses = new EnumMap<>(PaymentStatus.class);
    private final Map<ObligationKind, Counter.Child> opened = new EnumMap<>(ObligationKind.class);
    private final Map<ObligationKind, Counter.Child> closed = new EnumMap<>(ObligationKind.class);
    private final Map<ObligationKind, Gauge.Child> open = new EnumMap<>(ObligationKind.class);
    private final Map<NotificationResult.Kind, Counter.Child> notifications =
            new EnumMap<>(NotificationResult.Kind.class);
    private final Histogram webhook = histogram(
            "everswitch_bank_answer_to_webhook_seconds",
            "A bank's answer, or what else was told, to the first byte of the first webhook.",
            Buckets.WEBHOOK_SECONDS);
    private final Histogram confirmToFinal = histogram(
            "everswitch_confirm_to_final_seconds", "Confirmation to succeeded or failed.", Buckets.FINAL_SECONDS);
    private final LimitCounters limits;
    private final Counter.Child recoveredFull;
    private final Counter.Child recoveredEmpty;
    private final Gauge actors;
    private final Counter healthTurns;
    private final ChannelMeters channels;
    private final WireMeters wire;
    private final HttpMeters http;
    private final JournalMeters journal = new JournalMeters(registry);
    private final PaymentMeters payments = new PaymentMeters(this);

    /**
     * @param channels those of the catalog: only they have series of their own
     * @param routes templates of the HTTP routes, such as {@code /v1/payments/{id}}; others count as {@code other}
     * @param version of this build, for the series that is always 1
     */
    public Metrics(Collection<ChannelId> channels, Collection<String> routes, String version) {
        this.channels = new ChannelMeters(registry, channels);
        this.wire = new WireMeters(registry, this.channels);
        this.http = new HttpMeters(registry, routes);
        Counter byStatus = counter("everswitch_payments", "Payments that came into a status.", "status");
        for (PaymentStatus status : PaymentStatus.values()) {
            statuses.put(status, byStatus.labels(status.code()));
        }
        Counter byOpened = counter("everswitch_obligations_opened", "Obligations that came up here.", "kind");
        Counter byClosed = counter("everswitch_obligations_closed", "Obligations that were met here.", "kind");
        Gauge byOpen = Gauge.build(
                        "everswitch_obligations_open",
                        "Open obligations of the payments whose actors are on this node.")
                .labelNames("kind")
                .register(registry);
        for (ObligationKind kind : ObligationKind.values()) {
            opened.put(kind, byOpened.labels(kind.label()));
            closed.put(kind, byClosed.labels(kind.label()));
            open.put(kind, byOpen.labels(kind.label()));
        }
        Counter byResult = counter("everswitch_notifications", "Tries to notify a merchant, by result.", "result");
        for (NotificationResult.Kind kind : NotificationResult.Kind.values()) {
            notifications.put(kind, byResult.labels(kind.name()));
        }
        limits = new LimitCounters(
                counter("everswitch_limit_checks", "Attempts that limits concern, by what came of it.", "result"),
                counter("everswitch_limit_refusals", "Attempts that a limit refused.", "limit"));
        Counter recovered = counter(
                "everswitch_actor_recoveries",
                "Payment actors that finished recovery, by whether there were facts.",
                "facts");
        recoveredFull = recovered.labels("yes");
        recoveredEmpty = recovered.labels("no");
        healthTurns = Counter.build(
                        "everswitch_channel_health_turns",
                        "Turns of channels' health as this node judged it; those to red with their cause.")
                .labelNames("channel", "turn", "cause")
                .register(registry);
        actors = Gauge.build("everswitch_payment_actors", "Payment actors on this node.")
                .register(registry);
        Gauge.build("everswitch_build_info", "Always 1.")
                .labelNames("version", "java")
                .register(registry)
                .labels(version, Runtime.version().toString())
                .set(1);
        DefaultExports.register(registry);
    }

    /** A payment came into a status. */
    public void paymentStatus(PaymentStatus status) {
        child(statuses, status).inc();
    }

    /** An attempt has its first outcome. */
    public void attemptConcluded(ChannelId channel, Outcome outcome) {
        channels.concluded(channel, outcome);
    }

    /** The bank answered an attempt, or called back. */
    public void attemptAnswered(ChannelId channel, Duration took) {
        channels.answered(channel, took);
    }

    /** An attempt has a later outcome than its first. */
    public void attemptResolved(ChannelId channel, Outcome outcome, Duration sinceStart) {
        channels.resolved(channel, outcome, sinceStart);
    }

    public void bankContradiction(ChannelId channel) {
        channels.contradiction(channel);
    }

    public void obligationOpened(ObligationKind kind) {
        child(opened, kind).inc();
        child(open, kind).inc();
    }

    public void obligationClosed(ObligationKind kind) {
        child(closed, kind).inc();
        child(open, kind).dec();
    }

    /** Obligations of a payment whose actor started here (or, with a negative number, stopped here). */
    public void obligationsTaken(ObligationKind kind, int count) {
        if (count != 0) {
            child(open, kind).inc(count);
        }
    }

    /** One try to tell a merchant came to something. */
    public void notificationResult(NotificationResult.Kind result) {
        child(notifications, result).inc();
    }

    /** The first try of a notification goes out. */
    public void bankAnswerToWebhook(long nanos) {
        webhook.observe(Buckets.seconds(nanos));
    }

    public void confirmedToFinal(Duration took) {
        confirmToFinal.observe(Buckets.seconds(took.toNanos()));
    }

    /** @param route one of the templates that the constructor was given */
    public void httpRequest(String route, String method, int status, long nanos) {
        http.done(route, method, status, nanos);
    }

    /** A payment's actor started or stopped on this node. */
    public void actors(int change) {
        actors.inc(change);
    }

    public void actorRecovered(boolean hadFacts) {
        (hadFacts ? recoveredFull : recoveredEmpty).inc();
    }

    /** A channel of the catalog, and words of which there are few. */
    public void healthTurned(String channel, String turn, String cause) {
        healthTurns.labels(channel, turn, cause).inc();
    }

    /** What the journal tells its observer. */
    public JournalMeters journal() {
        return journal;
    }

    /** What the channel adapters tell their observer. */
    public ChannelMetrics wire() {
        return wire;
    }

    /** What payment actors tell their observer. */
    public PaymentMeters payments() {
        return payments;
    }

    /** What limits tell their observer. */
    public LimitCounters limits() {
        return limits;
    }

    /** Shows a number that somebody else keeps, asked for at every scrape; once per name. */
    public void watch(String name, String help, Supplier<? extends Number> number) {
        new WatchedGauge("everswitch_" + name, help, number).register(registry);
    }

    /** Shows whether channels are up, how busy, and how healthy, asked for at every scrape. Once. */
    public void watchChannels(
            List<ChannelId> ids, Function<ChannelId, ChannelStatus> ofChannel, Supplier<HealthView> health) {
        new ChannelGauges(ids, ofChannel, health).register(registry);
    }

    /** Everything in text format 0.0.4, {@link #CONTENT_TYPE}. Some milliseconds with hundreds of channels. */
    public String scrape() {
        StringWriter text = new StringWriter(64 * 1024);
        try {
            // The client adds to each series the time when it was made: as many lines again, and nobody asks for them.
            TextFormat.write004(text, registry.filteredMetricFamilySamples(name -> !name.endsWith("_created")));
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written", e);
        }
        return text.toString();
    }

    private Counter counter(String name, String help, String label) {
        return Counter.build(name, help).labelNames(label).register(registry);
    }

    private Histogram histogram(String name, String help, double[] buckets) {
        return Histogram.build(name, help).buckets(buckets).register(registry);
    }

    private static <K extends Enum<K>, C> C child(Map<K, C> children, K key) {
        C child = children.get(key);
        if (child == null) {
            throw new IllegalStateException("no series for " + key);
        }
        return child;
    }
}
