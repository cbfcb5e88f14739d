package io.everswitch.node.settings;

import io.everswitch.node.settings.SettingsRefusal.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What becomes of a command. Pure; time is an argument. */
public final class SettingsRules {
    /** How long a second person has: a change that nobody cares for in an hour was for another moment. */
    static final Duration PROPOSAL_MAX = Duration.ofHours(1);
    /** Paths of one change: a whole bank's channels, not the whole catalog by accident. */
    static final int PATHS_MAX = 500;
    /** UTF-8 bytes of all values of one change: with all that stood before it crosses between nodes in one message (256 KiB). */
    static final int CHANGE_BYTES_MAX = 24 * 1024;
    /** Values with an end that lie on each other at one path. */
    static final int DEPTH_MAX = 4;
    /** Layers of all paths: every live field of 500 channels, twice. */
    static final int LAYERS_MAX = 20_000;
    /** Proposals that wait at once. */
    static final int PROPOSALS_MAX = 100;

    /** What was decided: a fact, or why not. */
    public record Decision(
            @Nullable SettingsFact fact, @Nullable SettingsRefusal refusal) {
        static Decision of(SettingsFact fact) {
            return new Decision(fact, null);
        }

        static Decision refused(Kind kind, String detail) {
            return new Decision(null, SettingsRefusal.of(kind, detail));
        }
    }

    private final SettingsDocument document;
    private final SettingsCheck check;
    private final Instant now;

    private SettingsRules(SettingsDocument document, SettingsCheck check, Instant now) {
        this.document = document;
        this.check = check;
        this.now = now;
    }

    public static Decision decide(
            SettingsDocument document, SettingsCommand command, SettingsCheck check, Instant now) {
        SettingsRules rules = new SettingsRules(document, check, now);
        if (command instanceof SettingsCommand.Apply apply) {
            return rules.apply(apply, null, 0);
        }
        return command instanceof SettingsCommand.Undo undo
                ? rules.undo(undo)
                : rules.answer((SettingsCommand.Answer) command);
    }

    private Decision apply(SettingsCommand.Apply apply, @Nullable String approvedBy, long proposal) {
        if (apply.expectedVersion() >= 0 && apply.expectedVersion() != document.version()) {
            return Decision.refused(Kind.VERSION, "The settings have version " + document.version() + " by now.");
        }
        Decision tooMuch = bounds(apply);
        if (tooMuch != null) {
            return tooMuch;
        }
        List<Change.Entry> entries = new ArrayList<>();
        for (var wanted : apply.set().entrySet()) {
            List<Layer> before = document.layers(wanted.getKey(), now);
            Change.Entry entry =
                    new Change.Entry(wanted.getKey(), before, after(apply, value(wanted.getValue()), before));
            if (entry.after().size() > DEPTH_MAX) {
                return Decision.refused(
                        Kind.TOO_MANY,
                        wanted.getKey() + " has " + DEPTH_MAX + " values with an end already: undo one of them.");
            }
            // A value that ends is a change even where the same value stands: it holds while what is beneath it
            // changes.
            if (apply.until() != null || !(entry.before().equals(entry.after()) || isSame(entry))) {
                entries.add(entry);
            }
        }
        if (entries.isEmpty()) {
            return Decision.refused(Kind.NOTHING_CHANGES, "All these values stand already.");
        }
        Decision bad = checked(entries);
        if (bad != null) {
            return bad;
        }
        if (apply.approval() && approvedBy == null) {
            return proposed(apply);
        }
        return Decision.of(new SettingsFact.Changed(
                new Change(
                        document.version() + 1,
                        now,
                        apply.author(),
                        approvedBy,
                        apply.reason(),
                        apply.until(),
                        0,
                        entries),
                proposal));
    }

    private @Nullable Decision bounds(SettingsCommand.Apply apply) {
        if (apply.set().size() > PATHS_MAX) {
            return Decision.refused(Kind.TOO_MANY, "One change has at most " + PATHS_MAX + " settings.");
        }
        long bytes = apply.set().entrySet().stream()
                .mapToLong(e -> length(e.getKey()) + length(e.getValue()))
                .sum();
        if (bytes > CHANGE_BYTES_MAX) {
            return Decision.refused(Kind.TOO_MANY, "One change has at most " + CHANGE_BYTES_MAX + " bytes.");
        }
        return document.size() + apply.set().size() > LAYERS_MAX
                ? Decision.refused(Kind.TOO_MANY, "There are at most " + LAYERS_MAX + " settings.")
                : null;
    }

    private static long length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** JSON's null is the way to say: as the catalog has it. */
    private static @Nullable String value(String json) {
        return json.equals("null") ? null : json;
    }

    private List<Layer> after(SettingsCommand.Apply apply, @Nullable String value, List<Layer> before) {
        Layer layer = new Layer(value, apply.until(), document.version() + 1);
        if (apply.until() == null) {
            return value == null ? List.of() : List.of(layer);
        }
        List<Layer> all = new ArrayList<>(before);
        all.add(layer);
        return all;
    }

    /** A lasting value over the same lasting value. */
    private static boolean isSame(Change.Entry entry) {
        boolean lasting = entry.before().stream().allMatch(layer -> layer.until() == null);
        return lasting && Objects.equals(entry.valueBefore(), entry.valueAfter());
    }

    private @Nullable Decision checked(List<Change.Entry> entries) {
        SortedMap<String, String> values = document.values(now);
        TreeSet<String> changed = new TreeSet<>();
        for (Change.Entry entry : entries) {
            String value = entry.valueAfter();
            if (value == null) {
                values.remove(entry.path());
            } else {
                values.put(entry.path(), value);
            }
            changed.add(entry.path());
        }
        List<SettingsRefusal.Complaint> complaints = check.check(values, changed);
        return complaints.isEmpty()
                ? null
                : new Decision(null, new SettingsRefusal(Kind.INVALID, "The settings would break a rule.", complaints));
    }

    private Decision proposed(SettingsCommand.Apply apply) {
        if (document.proposals(now).size() >= PROPOSALS_MAX) {
            return Decision.refused(Kind.TOO_MANY, "At most " + PROPOSALS_MAX + " proposals wait at once.");
        }
        return Decision.of(
                new SettingsFact.Proposed(new Proposal(document.proposed() + 1, now, now.plus(PROPOSAL_MAX), apply)));
    }

    private Decision undo(SettingsCommand.Undo undo) {
        Change change = document.changes().get(undo.change());
        if (change == null) {
            return Decision.refused(Kind.NOT_FOUND, "There is no change " + undo.change() + " to undo.");
        }
        List<Change.Entry> entries = new ArrayList<>();
        for (Change.Entry made : change.entries()) {
            List<Layer> standing = document.layers(made.path(), now);
            List<Layer> then = standing(made.after());
            if (!standing.equals(then)) {
                return Decision.refused(
                        Kind.CHANGED_SINCE, made.path() + " was changed since: undo that change first.");
            }
            List<Layer> back = standing(made.before());
            if (!back.equals(standing)) {
                entries.add(new Change.Entry(made.path(), standing, back));
            }
        }
        if (entries.isEmpty()) {
            return Decision.refused(Kind.NOTHING_CHANGES, "All that it changed has ended.");
        }
        Decision bad = checked(entries);
        return bad != null
                ? bad
                : Decision.of(new SettingsFact.Changed(
                        new Change(
                                document.version() + 1,
                                now,
                                undo.author(),
                                null,
                                undo.reason(),
                                null,
                                undo.change(),
                                entries),
                        0));
    }

    private List<Layer> standing(List<Layer> layers) {
        return layers.stream().filter(layer -> layer.standsAt(now)).toList();
    }

    private Decision answer(SettingsCommand.Answer answer) {
        Proposal proposal = document.proposals(now).stream()
                .filter(p -> p.number() == answer.proposal())
                .findFirst()
                .orElse(null);
        if (proposal == null) {
            return Decision.refused(Kind.NOT_FOUND, "No proposal " + answer.proposal() + " waits for an answer.");
        }
        if (!answer.approve()) {
            return Decision.of(new SettingsFact.Rejected(proposal.number(), answer.author(), answer.reason()));
        }
        return proposal.change().author().equals(answer.author())
                ? Decision.refused(Kind.SAME_PERSON, "Another person than its author has to approve it.")
                : apply(proposal.change(), answer.author(), proposal.number());
    }
}
