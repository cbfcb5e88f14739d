package io.everswitch.node.boot;

import io.everswitch.channel.ChannelAdapters;
import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.node.control.LiveRouting;
import io.everswitch.node.control.Preview;
import io.everswitch.node.control.RecordedDecision;
import io.everswitch.node.control.SeenRate;
import io.everswitch.node.control.UnmappedCodes;
import io.everswitch.node.http.Control;
import io.everswitch.node.http.UnfitSettings;
import io.everswitch.node.settings.Settings;
import io.everswitch.node.settings.SettingsBoard;
import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsCommand;
import io.everswitch.node.settings.SettingsHistory;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.node.settings.SettingsReply;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.choice.Explanation;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.HealthView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Channels and settings, as operators steer them at this node. Thread-safe. */
final class NodeControl implements Control {
    /** Of fewer attempts nobody can say what a large part is. */
    private static final int ATTEMPTS_MIN = 100;

    /** The channels, and what is seen of them. */
    record Watched(ChannelAdapters channels, Telemetry telemetry) {}

    private final SettingsBoard board;
    private final SettingsCheck schema;
    private final LiveRouting routing;
    private final ChannelAdapters channels;
    private final Telemetry telemetry;
    private final int approvalAbovePercent;
    private volatile @Nullable Settings settings;

    NodeControl(
            SettingsBoard board, SettingsCheck schema, LiveRouting routing, Watched watched, int approvalAbovePercent) {
        this.board = board;
        this.schema = schema;
        this.routing = routing;
        this.channels = watched.channels();
        this.telemetry = watched.telemetry();
        this.approvalAbovePercent = approvalAbovePercent;
    }

    /** From now on changes can be made here. */
    void started(Settings started) {
        settings = started;
    }

    @Override
    public SettingsView view() {
        return board.view();
    }

    @Override
    public CompletionStage<SettingsReply> command(SettingsCommand command) {
        Settings now = settings;
        return now == null ? notYet() : now.command(needsApproval(command));
    }

    /** What would move a large part of the traffic is another person's business too, whatever its author says. */
    private SettingsCommand needsApproval(SettingsCommand command) {
        if (!(command instanceof SettingsCommand.Apply apply) || apply.approval()) {
            return command;
        }
        try {
            Preview preview = preview(apply.set());
            return preview.attempts() >= ATTEMPTS_MIN && preview.movedPercent() > approvalAbovePercent
                    ? apply.withApproval()
                    : apply;
        } catch (UnfitSettings e) {
            // It will be refused, with the same words, by whoever decides.
            return apply;
        }
    }

    @Override
    public CompletionStage<SettingsHistory> history(long before, int limit) {
        Settings now = settings;
        return now == null ? notYet() : now.history(before, limit);
    }

    @Override
    public Preview preview(Map<String, String> set) {
        Map<String, String> values = new TreeMap<>(board.view().values());
        set.forEach((path, value) -> {
            if (value.equals("null")) {
                values.remove(path);
            } else {
                values.put(path, value);
            }
        });
        List<Complaint> complaints = schema.check(values, set.keySet());
        if (!complaints.isEmpty()) {
            throw new UnfitSettings(complaints);
        }
        try {
            return routing.preview(values);
        } catch (CatalogException e) {
            throw new IllegalStateException("settings that were checked do not fit", e);
        }
    }

    private static <T> CompletionStage<T> notYet() {
        return CompletableFuture.failedFuture(new TimeoutException("the node is starting"));
    }

    @Override
    public List<RecordedDecision> decisions() {
        return routing.decisions();
    }

    @Override
    public List<SeenRate> rates() {
        return routing.rates();
    }

    @Override
    public Explanation explain(RouteRequest request) {
        return routing.explain(request);
    }

    @Override
    public List<UnmappedCodes.Unmapped> unmappedCodes() {
        return telemetry.unmapped().all();
    }

    @Override
    public List<ChannelReport> channels() {
        SettingsView view = board.view();
        HealthView healthNow = routing.health();
        return routing.catalog().channels().stream()
                .map(entry -> report(entry, view, healthNow.of(entry.id())))
                .toList();
    }

    @Override
    public HealthStory health(String channel) {
        ChannelId id = routing.catalog().channels().stream()
                .map(ChannelEntry::id)
                .filter(one -> one.value().equals(channel))
                .findFirst()
                .orElse(null);
        return id == null ? HealthStory.NONE : telemetry.story(id);
    }

    private ChannelReport report(ChannelEntry entry, SettingsView view, ChannelHealth health) {
        ChannelId id = entry.id();
        ChannelStatus status = channels.get(id).status();
        String beginning = "channels/" + id + "/";
        List<String> changed = view.values().tailMap(beginning).keySet().stream()
                .takeWhile(path -> path.startsWith(beginning))
                .map(path -> path.substring(beginning.length()))
                .toList();
        return new ChannelReport(
                id.value(),
                entry.bank().value(),
                entry.enabled(),
                entry.weight(),
                changed,
                health.level().word(),
                health.sharePercent(),
                health.faultyPercent(),
                health.counted(),
                status.up(),
                status.reason(),
                status.inFlight());
    }
}
