package io.everswitch.node.control;

import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.node.settings.SettingsBoard;
import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.health.HealthPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings {@code health/default} and {@code health/CHANNEL}: from which numbers on a channel is yellow or red, and how it comes
 * back. What a channel's own setting does not name is as in the default one, and what that does not name as in {@link
 * HealthPolicy#DEFAULT}. Thread-safe.
 */
public final class LiveHealth implements SettingsCheck, SettingsBoard.Listener {
    /** How the paths of these settings begin. */
    public static final String HEALTH = "health/";

    private static final String BY_DEFAULT = HEALTH + "default";

    private static final Set<String> FIELDS = Set.of(
            "traffic_min",
            "yellow_percent",
            "red_percent",
            "held_up_red_percent",
            "faulty_in_a_row_max",
            "yellow_share_min_percent",
            "cool_down_ms",
            "cool_down_max_ms",
            "probe_step_max_ms",
            "probes");

    private static final int COUNT_MAX = 10_000;
    private static final int IN_A_ROW_MAX = 1_000;
    private static final int PROBES_MAX = 1_000;
    /** Below that a red channel would be asked as if it were not red. */
    private static final int COOL_DOWN_MIN_MS = 100;
    /** An hour: a channel that may get nothing for longer is one that somebody should switch off. */
    private static final int WAIT_MAX_MS = 3_600_000;

    private final ChannelCatalog catalog;
    private final Consumer<Function<ChannelId, HealthPolicy>> board;

    /**
     * @param catalog whose channels may be named
     * @param board told of all channels' numbers whenever settings change
     */
    public LiveHealth(ChannelCatalog catalog, Consumer<Function<ChannelId, HealthPolicy>> board) {
        this.catalog = catalog;
        this.board = board;
    }

    @Override
    public void changed(SettingsView view) {
        HealthPolicy byDefault = policy(BY_DEFAULT, view.values(), HealthPolicy.DEFAULT, new ArrayList<>());
        Map<ChannelId, HealthPolicy> own = new HashMap<>();
        for (String path : view.values().keySet()) {
            // The file of this node may be another one.
            if (path.startsWith(HEALTH) && isChannel(path.substring(HEALTH.length()))) {
                own.put(
                        new ChannelId(path.substring(HEALTH.length())),
                        policy(path, view.values(), byDefault, new ArrayList<>()));
            }
        }
        board.accept(channel -> own.getOrDefault(channel, byDefault));
    }

    @Override
    public List<Complaint> check(Map<String, String> values, Set<String> changed) {
        List<Complaint> complaints = new ArrayList<>();
        Set<String> concerned = new TreeSet<>(changed);
        if (changed.contains(BY_DEFAULT)) {
            // What stands over the default ones must go with them.
            values.keySet().stream().filter(path -> path.startsWith(HEALTH)).forEach(concerned::add);
        }
        HealthPolicy byDefault = policy(BY_DEFAULT, values, HealthPolicy.DEFAULT, new ArrayList<>());
        for (String path : concerned) {
            if (path.equals(BY_DEFAULT)) {
                policy(path, values, HealthPolicy.DEFAULT, complaints);
            } else if (!isChannel(path.substring(HEALTH.length()))) {
                complaints.add(
                        new Complaint(path, "must be health/default or health/CHANNEL, a channel of the catalog"));
            } else {
                policy(path, values, byDefault, complaints);
            }
        }
        return complaints;
    }

    private boolean isChannel(String id) {
        return catalog.channels().stream()
                .anyMatch(channel -> channel.id().value().equals(id));
    }

    /** That beneath it if anything is wrong, which is then among the complaints. */
    private static HealthPolicy policy(
            String path, Map<String, String> values, HealthPolicy beneath, List<Complaint> complaints) {
        String value = values.get(path);
        if (value == null) {
            return beneath;
        }
        ObjectValue object = new ObjectValue(path, value, FIELDS);
        HealthPolicy policy = read(object, beneath);
        complaints.addAll(object.complaints());
        return policy == null ? beneath : policy;
    }

    private static @Nullable HealthPolicy read(ObjectValue object, HealthPolicy beneath) {
        int traffic = (int) object.number("traffic_min", 1, COUNT_MAX, beneath.trafficMin());
        int yellow = (int) object.number("yellow_percent", 1, 99, beneath.yellowPercent());
        int red = (int) object.number("red_percent", 2, 100, beneath.redPercent());
        int heldUp = (int) object.number("held_up_red_percent", 1, 100, beneath.heldUpRedPercent());
        int inARow = (int) object.number("faulty_in_a_row_max", 2, IN_A_ROW_MAX, beneath.faultyInARowMax());
        int share = (int) object.number("yellow_share_min_percent", 1, 100, beneath.yellowShareMinPercent());
        long coolDown = object.number("cool_down_ms", COOL_DOWN_MIN_MS, WAIT_MAX_MS, beneath.coolDownMs());
        long coolDownMax = object.number("cool_down_max_ms", COOL_DOWN_MIN_MS, WAIT_MAX_MS, beneath.coolDownMaxMs());
        long step = object.number("probe_step_max_ms", 1_000, WAIT_MAX_MS, beneath.probeStepMaxMs());
        int probes = (int) object.number("probes", 1, PROBES_MAX, beneath.probes());
        if (yellow >= red) {
            object.wrong("yellow_percent (" + yellow + ") must be below red_percent (" + red + ")");
        }
        if (coolDown > coolDownMax) {
            object.wrong("cool_down_max_ms (" + coolDownMax + ") must not be below cool_down_ms (" + coolDown + ")");
        }
        return object.complaints().isEmpty()
                ? new HealthPolicy(
                        beneath.windowSeconds(),
                        traffic,
                        yellow,
                        red,
                        heldUp,
                        inARow,
                        share,
                        coolDown,
                        coolDownMax,
                        step,
                        probes,
                        beneath.rampPercent())
                : null;
    }
}
