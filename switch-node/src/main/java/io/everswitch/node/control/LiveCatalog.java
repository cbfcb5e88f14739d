package io.everswitch.node.control;

import io.everswitch.channel.catalog.CatalogError;
import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.CatalogSource;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The settings {@code channels/ID/KEY}: values over the catalog's file. Thread-safe. */
public final class LiveCatalog implements SettingsCheck {
    /** How the paths of these settings begin. */
    public static final String CHANNELS = "channels/";

    /** What routing and running channels go by at once: a setting without an effect is worse than none. */
    private static final Set<String> KEYS = Set.of(
            "enabled",
            "weight",
            "amount_min",
            "amount_max",
            "fee_fixed_minor",
            "fee_basis_points",
            "code_overrides",
            "query_ladder",
            "per_second_max",
            "send_window_ms",
            "callback_timeout_ms",
            "response_timeout_ms",
            "connect_timeout_ms",
            "in_flight_max");

    private final CatalogSource source;

    public LiveCatalog(CatalogSource source) {
        this.source = source;
    }

    /**
     * The catalog with settings over it.
     *
     * @throws CatalogException if they do not do, which settings that were checked never do while the file is the same
     */
    public ChannelCatalog catalog(Map<String, String> values) throws CatalogException {
        return source.with(ofChannels(values));
    }

    @Override
    public List<Complaint> check(Map<String, String> values, Set<String> changed) {
        List<Complaint> complaints = new ArrayList<>();
        for (String path : changed) {
            if (path.startsWith(CHANNELS) && !isWhole(path)) {
                complaints.add(new Complaint(path, "must be channels/CHANNEL/KEY"));
            } else if (path.startsWith(CHANNELS) && !KEYS.contains(path.substring(path.lastIndexOf('/') + 1))) {
                complaints.add(new Complaint(path, "cannot be changed while the switch runs"));
            }
        }
        if (!complaints.isEmpty()) {
            return complaints;
        }
        try {
            catalog(values);
        } catch (CatalogException e) {
            e.errors().forEach(error -> complaints.add(complaint(error, changed)));
        }
        return complaints;
    }

    /** Under the path that changed where there is one; a rule over two keys may name the one that did not. */
    private static Complaint complaint(CatalogError error, Set<String> changed) {
        String channel = error.owner().substring(error.owner().indexOf(' ') + 1);
        int dot = error.field().indexOf('.');
        String key = dot < 0 ? error.field() : error.field().substring(0, dot);
        String path = CHANNELS + channel + '/' + key;
        if (changed.contains(path) && dot < 0) {
            return new Complaint(path, error.rule());
        }
        String named = changed.contains(path)
                ? path
                : changed.stream()
                        .filter(other -> other.startsWith(CHANNELS + channel + '/'))
                        .findFirst()
                        .orElse(path);
        return new Complaint(named, error.field() + " " + error.rule());
    }

    private static Map<ChannelId, Map<String, String>> ofChannels(Map<String, String> values) {
        Map<ChannelId, Map<String, String>> channels = new LinkedHashMap<>();
        values.forEach((path, value) -> {
            if (path.startsWith(CHANNELS) && isWhole(path)) {
                int slash = path.indexOf('/', CHANNELS.length());
                channels.computeIfAbsent(new ChannelId(path.substring(CHANNELS.length(), slash)), id -> new TreeMap<>())
                        .put(path.substring(slash + 1), value);
            }
        });
        return channels;
    }

    private static boolean isWhole(String path) {
        int slash = path.indexOf('/', CHANNELS.length());
        return slash > CHANNELS.length()
                && slash < path.length() - 1
                && path.indexOf('/', slash + 1) < 0
                && path.substring(CHANNELS.length(), slash).matches("[A-Za-z0-9._:-]{1,64}");
    }
}
