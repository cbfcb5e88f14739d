package io.everswitch.node.http;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.node.control.Preview;
import io.everswitch.node.control.RecordedDecision;
import io.everswitch.node.control.UnmappedCodes;
import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsCommand;
import io.everswitch.node.settings.SettingsDocument;
import io.everswitch.node.settings.SettingsFact;
import io.everswitch.node.settings.SettingsHistory;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.node.settings.SettingsReply;
import io.everswitch.node.settings.SettingsRules;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.choice.Explanation;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.HealthEvent;
import io.everswitch.routing.health.HealthReport;
import io.everswitch.routing.health.HealthTurn;
import io.everswitch.routing.health.Tally;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Settings by the real rules, in memory. Thread-safe. */
final class MemoryControl implements Control {
    private static final SettingsCheck CHECK = (values, changed) -> changed.stream()
            .filter(path -> "-1".equals(values.get(path)))
            .map(path -> new Complaint(path, "must not be negative"))
            .toList();

    /** Nobody answers. */
    volatile boolean silent;

    private SettingsDocument document = SettingsDocument.EMPTY;

    @Override
    public synchronized SettingsView view() {
        return new SettingsView(document.version(), document.values(Instant.now()));
    }

    @Override
    public synchronized CompletionStage<SettingsReply> command(SettingsCommand command) {
        if (silent) {
            return CompletableFuture.failedFuture(new TimeoutException("nobody"));
        }
        SettingsRules.Decision decision = SettingsRules.decide(document, command, CHECK, Instant.now());
        SettingsFact fact = decision.fact();
        if (fact != null) {
            document = document.apply(fact);
        }
        return CompletableFuture.completedFuture(SettingsReply.of(decision));
    }

    @Override
    public synchronized CompletionStage<SettingsHistory> history(long before, int limit) {
        return CompletableFuture.completedFuture(new SettingsHistory(
                document.version(),
                document.changes().headMap(before, false).descendingMap().values().stream()
                        .limit(limit)
                        .toList(),
                document.proposals(Instant.now())));
    }

    @Override
    public Preview preview(Map<String, String> set) {
        set.forEach((path, value) -> {
            if (value.equals("-1")) {
                throw new UnfitSettings(List.of(new Complaint(path, "must not be negative")));
            }
        });
        return new Preview(60_000, 100, 30, 2, Map.of("jade-card", new Preview.Difference(32, 0, 9_000, 0, 90, 0)));
    }

    @Override
    public List<ChannelReport> channels() {
        return List.of(new ChannelReport(
                "jade-card", "jade", true, 40, List.of("weight"), "yellow", 55, 12, 240, false, "not_connected", 3));
    }

    @Override
    public List<UnmappedCodes.Unmapped> unmappedCodes() {
        UnmappedCodes codes = new UnmappedCodes(Clock.systemUTC());
        codes.said(new ChannelId("jade"), "Z1");
        return codes.all();
    }

    @Override
    public HealthStory health(String channel) {
        return channel.equals("jade-card")
                ? new HealthStory(
                        List.of(
                                report("", ChannelHealth.Level.YELLOW),
                                report("card", ChannelHealth.Level.RED),
                                report("bank_account", ChannelHealth.Level.GREEN)),
                        Collections.nCopies(
                                5,
                                new HealthEvent(
                                        Instant.EPOCH,
                                        channel,
                                        "card",
                                        HealthTurn.RED,
                                        "held_up",
                                        "red: 9 of 20 faulty in 60 s",
                                        0)))
                : HealthStory.NONE;
    }

    private static HealthReport report(String method, ChannelHealth.Level level) {
        return new HealthReport(
                method,
                new ChannelHealth(level, 55, false, 20, 9, 40),
                new Tally(11, 0, 7, 0, 2, 0, 440, 20, 11, 9),
                "red: 9 of 20 faulty in 60 s",
                -1);
    }

    @Override
    public Explanation explain(RouteRequest request) {
        ChannelId jade = new ChannelId("jade-card");
        return new Explanation(
                new RouteDecision(jade, List.of("eligible 1 of 2", "chose jade-card: " + request.amount())),
                7,
                List.of(
                        new Explanation.Line(jade, "", "free", 80, "green", 0.9, 90),
                        new Explanation.Line(new ChannelId("amber"), "amount", "free", 80, "green", 0.9, 90)));
    }

    @Override
    public List<RecordedDecision> decisions() {
        return List.of(new RecordedDecision(
                new RouteRequest(
                        new MerchantId("m1"),
                        MeansKind.CARD,
                        null,
                        "visa",
                        Money.of(100, "CNY"),
                        Set.of(new ChannelId("amber")),
                        false,
                        Long.MAX_VALUE),
                new ChannelId("jade-card"),
                1_000));
    }
}
