package io.everswitch.node.boot;

import io.everswitch.channel.ChannelAdapters;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.node.control.LiveRouting;
import io.everswitch.node.http.Control;
import io.everswitch.node.settings.Settings;
import io.everswitch.node.settings.SettingsBoard;
import io.everswitch.node.settings.SettingsCommand;
import io.everswitch.node.settings.SettingsHistory;
import io.everswitch.node.settings.SettingsReply;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.HealthView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Channels and settings, as operators steer them at this node. Thread-safe. */
final class NodeControl implements Control {
    private final SettingsBoard board;
    private final LiveRouting routing;
    private final ChannelAdapters channels;
    private final Supplier<HealthView> health;
    private volatile @Nullable Settings settings;

    NodeControl(SettingsBoard board, LiveRouting routing, ChannelAdapters channels, Supplier<HealthView> health) {
        this.board = board;
        this.routing = routing;
        this.channels = channels;
        this.health = health;
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
        return now == null ? notYet() : now.command(command);
    }

    @Override
    public CompletionStage<SettingsHistory> history(long before, int limit) {
        Settings now = settings;
        return now == null ? notYet() : now.history(before, limit);
    }

    private static <T> CompletionStage<T> notYet() {
        return CompletableFuture.failedFuture(new TimeoutException("the node is starting"));
    }

    @Override
    public List<ChannelReport> channels() {
        SettingsView view = board.view();
        HealthView healthNow = health.get();
        return routing.catalog().channels().stream()
                .map(entry -> report(entry, view, healthNow.of(entry.id())))
                .toList();
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
