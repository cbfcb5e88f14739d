package io.everswitch.node.settings;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All settings at one version. Immutable.
 *
 * <p>A setting is a path with layers: a value that stays replaces all of them, a value with an end lies on top until then.
 * Nothing has to happen at that time: who looks, looks with the time.
 */
public final class SettingsDocument {
    /** Changes that the audit remembers; older ones are in the journal. */
    static final int CHANGES_KEPT_MAX = 1_000;

    public static final SettingsDocument EMPTY =
            new SettingsDocument(0, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private final long version;
    private final long proposed;
    private final SortedMap<String, List<Layer>> layers;
    private final NavigableMap<Long, Change> changes;
    private final SortedMap<Long, Proposal> proposals;

    private SettingsDocument(
            long version,
            long proposed,
            SortedMap<String, List<Layer>> layers,
            NavigableMap<Long, Change> changes,
            SortedMap<Long, Proposal> proposals) {
        this.version = version;
        this.proposed = proposed;
        this.layers = Collections.unmodifiableSortedMap(layers);
        this.changes = Collections.unmodifiableNavigableMap(changes);
        this.proposals = Collections.unmodifiableSortedMap(proposals);
    }

    /** The document as a mirror knows it: without its history. */
    static SettingsDocument mirrored(long version, SortedMap<String, List<Layer>> layers) {
        return new SettingsDocument(version, 0, new TreeMap<>(layers), new TreeMap<>(), new TreeMap<>());
    }

    /** The number of the last change; 0 before the first. */
    public long version() {
        return version;
    }

    /** The number of the last proposal; 0 before the first. */
    long proposed() {
        return proposed;
    }

    /** What stands at a time, path → JSON value as text; paths that are as the catalog has them are not in it. */
    public SortedMap<String, String> values(Instant now) {
        SortedMap<String, String> values = new TreeMap<>();
        layers.forEach((path, all) -> {
            Layer top = top(all, now);
            if (top != null && top.value() != null) {
                values.put(path, top.value());
            }
        });
        return values;
    }

    /** The layer that stands at a time; null: as the catalog has it. */
    public @Nullable Layer standing(String path, Instant now) {
        return top(layers.getOrDefault(path, List.of()), now);
    }

    /** Those that have not ended at a time, the lowest first. */
    List<Layer> layers(String path, Instant now) {
        return layers.getOrDefault(path, List.of()).stream()
                .filter(layer -> layer.standsAt(now))
                .toList();
    }

    SortedMap<String, List<Layer>> layers() {
        return layers;
    }

    /** When the next value ends by itself; null if none does. */
    public @Nullable Instant nextEnd(Instant now) {
        return layers.values().stream()
                .flatMap(List::stream)
                .map(Layer::until)
                .filter(until -> until != null && until.isAfter(now))
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The changes that are remembered, by number. */
    public NavigableMap<Long, Change> changes() {
        return changes;
    }

    /** Those that may still be approved. */
    public List<Proposal> proposals(Instant now) {
        return proposals.values().stream()
                .filter(proposal -> proposal.endsAt().isAfter(now))
                .toList();
    }

    public SettingsDocument apply(SettingsFact fact) {
        if (fact instanceof SettingsFact.Changed changed) {
            return changed(changed.change()).without(changed.proposal());
        }
        if (fact instanceof SettingsFact.Proposed it) {
            Proposal proposal = it.proposal();
            // Those that nobody may approve any more go when another one comes.
            SortedMap<Long, Proposal> left = new TreeMap<>();
            proposals(proposal.at()).forEach(open -> left.put(open.number(), open));
            left.put(proposal.number(), proposal);
            return new SettingsDocument(
                    version, proposal.number(), new TreeMap<>(layers), new TreeMap<>(changes), left);
        }
        return without(((SettingsFact.Rejected) fact).proposal());
    }

    private SettingsDocument without(long proposal) {
        if (!proposals.containsKey(proposal)) {
            return this;
        }
        SortedMap<Long, Proposal> left = new TreeMap<>(proposals);
        left.remove(proposal);
        return new SettingsDocument(version, proposed, new TreeMap<>(layers), new TreeMap<>(changes), left);
    }

    private SettingsDocument changed(Change change) {
        SortedMap<String, List<Layer>> next = new TreeMap<>(layers);
        for (Change.Entry entry : change.entries()) {
            if (entry.after().isEmpty()) {
                next.remove(entry.path());
            } else {
                next.put(entry.path(), entry.after());
            }
        }
        NavigableMap<Long, Change> kept = new TreeMap<>(changes);
        kept.put(change.number(), change);
        while (kept.size() > CHANGES_KEPT_MAX) {
            kept.pollFirstEntry();
        }
        return new SettingsDocument(change.number(), proposed, next, kept, new TreeMap<>(proposals));
    }

    private static @Nullable Layer top(List<Layer> all, Instant now) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).standsAt(now)) {
                return all.get(i);
            }
        }
        return null;
    }

    /** The number of layers of all paths. */
    int size() {
        return layers.values().stream().mapToInt(List::size).sum();
    }
}
