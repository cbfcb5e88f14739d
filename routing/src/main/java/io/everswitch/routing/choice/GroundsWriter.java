package io.everswitch.routing.choice;

import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.score.SuccessRates;
import io.everswitch.routing.score.SuccessView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a decision knew and weighed, so that it can be explained when nothing is as it was: journaled with the attempt, and
 * therefore short. The best candidates stand in it with all figures, the others are counted; those that fell are counted by rule and
 * cause, and named as far as there is room. {@link Grounds} reads it. Lives within one call; not thread-safe.
 *
 * <p>Lines, fields between tabs: the first has what the whole decision went by, {@code =} is a candidate, {@code -} are those that fell
 * for one cause, {@code ~} rules that were passed over, {@code +} how many fell for causes that found no room.
 */
final class GroundsWriter {
    /** Of the whole text: a payment in memory is some 3 kB, and most have one attempt. */
    static final int CHARS_MAX = 1_024;
    /** Of that for candidates: those that fell are asked for more often. */
    private static final int CANDIDATE_CHARS_MAX = 640;
    /** Candidates with all figures. The chosen one is always among them. */
    static final int CANDIDATES_MAX = 8;
    /** Channels named for one cause. */
    private static final int NAMES_MAX = 6;
    /** Causes of one rule that are told apart; past that there is hardly any room. */
    private static final int CAUSES_MAX = 6;

    private static final int CAUSE_CHARS_MAX = 80;
    /** What the last line needs. */
    private static final int TAIL_CHARS = 8;

    /** Those that fell for one cause. */
    private static final class Group {
        private final Falls.Why why;
        private final String by;
        private final StringBuilder names = new StringBuilder();
        private int count;

        Group(Falls.Why why, String by) {
            this.why = why;
            this.by = by;
        }

        void add(RoutedChannel channel) {
            if (count < NAMES_MAX) {
                names.append(count == 0 ? "" : " ").append(channel.id().value());
            }
            count++;
        }
    }

    private final Moment moment;
    private final RouteRequest request;
    private final SuccessView rates;
    private final Candidates candidates;
    private final StringBuilder text = new StringBuilder(384);

    GroundsWriter(Moment moment, RouteRequest request, SuccessView rates, Candidates candidates) {
        this.moment = moment;
        this.request = request;
        this.rates = rates;
        this.candidates = candidates;
    }

    String write() {
        RoutingTable.Drawer drawer = candidates.falls().drawer();
        text.append(Grounds.FORMAT);
        field(clean(moment.node(), Grounds.NODE_CHARS_MAX));
        number(moment.settings().version());
        field(candidates.how().word());
        number(candidates.poolTo() - candidates.poolFrom());
        number(candidates.free() + candidates.drained());
        number(drawer.of());
        number(Math.round(SuccessRates.PRIOR_RATE * 1_000));
        number(Math.round(SuccessRates.PRIOR_RESULTS));
        best();
        ruledOut("bank", drawer.otherBank());
        ruledOut("currency", drawer.otherCurrency());
        ruledOut("disabled", drawer.disabled());
        fallen();
        passedOver();
        return text.toString();
    }

    private void best() {
        int[] order = new int[CANDIDATES_MAX];
        double[] scores = new double[CANDIDATES_MAX];
        int size = 0;
        for (int i = candidates.poolFrom(); i < candidates.poolTo(); i++) {
            double score = candidates.score(i);
            int at = size;
            while (at > 0 && scores[at - 1] < score) {
                at--;
            }
            if (at < CANDIDATES_MAX) {
                int moved = Math.min(size, CANDIDATES_MAX - 1) - at;
                System.arraycopy(order, at, order, at + 1, moved);
                System.arraycopy(scores, at, scores, at + 1, moved);
                order[at] = i;
                scores[at] = score;
                size = Math.min(size + 1, CANDIDATES_MAX);
            }
        }
        RoutedChannel chosen = candidates.chosen();
        if (chosen != null) {
            candidate(chosen, candidates.chosenAt());
        }
        for (int k = 0; k < size; k++) {
            if (order[k] != candidates.chosenAt()) {
                candidate(candidates.channel(order[k]), order[k]);
            }
        }
    }

    private void candidate(RoutedChannel channel, int i) {
        int before = text.length();
        long minor = request.amount().minor();
        double rate = rates.rate(channel.id(), request.method(), moment.nowMs());
        long fee = channel.feeMinor(minor);
        text.append("\n=");
        field(channel.id().value());
        number(Math.round(rate * 1_000));
        number(Math.round(rates.results(channel.id(), request.method(), moment.nowMs())));
        number(fee);
        number(Math.round(rate * minor - fee));
        number(channel.weight());
        if (i < 0) {
            field("0");
            field(health(channel));
        } else {
            number(candidates.health(i).sharePercent());
            field(clean(candidates.health(i).words(), CAUSE_CHARS_MAX));
        }
        field(operators(channel));
        if (text.length() > CANDIDATE_CHARS_MAX) {
            text.setLength(before);
        }
    }

    /** The word of operators that a candidate goes by, if any. */
    private String operators(RoutedChannel channel) {
        if (moment.settings().degradations().isEmpty()) {
            return "";
        }
        Degradations.Verdict verdict = moment.verdict(channel, request);
        return verdict == Degradations.Verdict.DRAINED || verdict == Degradations.Verdict.PREFERRED
                ? moment.degradation(channel, request, verdict)
                : "";
    }

    /** What the table alone decides: counted, for who asks can look into the catalog of that settings version. */
    private void ruledOut(String why, int count) {
        if (count > 0) {
            text.append("\n-");
            field(why);
            number(count);
            field("");
            field("");
        }
    }

    private void fallen() {
        List<Group> groups = new ArrayList<>();
        // The last rules first: what people and health took out is asked for more often than what the catalog rules
        // out.
        Falls.Why[] rules = Falls.Why.values();
        for (int k = rules.length - 1; k >= 0; k--) {
            Falls.Why why = rules[k];
            if (candidates.falls().count(why) == 0) {
                continue;
            }
            int known = groups.size();
            for (RoutedChannel channel : candidates.falls().of(why)) {
                // A cause is looked for only while there is room for it.
                String by = groups.size() - known < CAUSES_MAX ? by(why, channel) : "";
                group(groups, known, why, by).add(channel);
            }
        }
        int untold = 0;
        for (Group group : groups) {
            untold += tell(group) ? 0 : group.count;
        }
        if (untold > 0) {
            text.append("\n+\t").append(untold);
        }
    }

    /** The one of that cause among those from {@code from} on, which are of that rule. */
    private static Group group(List<Group> groups, int from, Falls.Why why, String by) {
        for (int i = from; i < groups.size(); i++) {
            if (groups.get(i).by.equals(by)) {
                return groups.get(i);
            }
        }
        Group group = new Group(why, by);
        groups.add(group);
        return group;
    }

    private String by(Falls.Why why, RoutedChannel channel) {
        return switch (why) {
            case STOPPED -> moment.degradation(channel, request, Degradations.Verdict.STOPPED);
            case CAPPED -> moment.degradation(channel, request, Degradations.Verdict.CAPPED);
            case RULE -> text(candidates.ruledOutBy(channel.id()));
            case RED -> health(channel);
            case SHADOW, BRAND, AMOUNT, TRIED, DOWN -> "";
        };
    }

    private String health(RoutedChannel channel) {
        String reason = moment.health().reason(channel.id(), request.method());
        // The rest names the channel.
        int end = reason.indexOf("; channel ");
        return clean(end < 0 ? reason : reason.substring(0, end), CAUSE_CHARS_MAX);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Without its names if there is no room for them; false if there is no room at all. */
    private boolean tell(Group group) {
        int before = text.length();
        text.append("\n-");
        field(group.why.word());
        number(group.count);
        field(clean(group.by, CAUSE_CHARS_MAX));
        int names = text.length();
        field(group.names.toString());
        if (text.length() > CHARS_MAX - TAIL_CHARS) {
            text.setLength(names);
            field("");
        }
        if (text.length() > CHARS_MAX - TAIL_CHARS) {
            text.setLength(before);
            return false;
        }
        return true;
    }

    private void passedOver() {
        int before = text.length();
        if (!candidates.rulesPassedOver().isEmpty()) {
            text.append("\n~");
            field(clean(candidates.rulesPassedOver(), CAUSE_CHARS_MAX));
        }
        if (text.length() > CHARS_MAX) {
            text.setLength(before);
        }
    }

    private void field(String value) {
        text.append('\t').append(value);
    }

    private void number(long value) {
        text.append('\t').append(value);
    }

    /** What separates is no part of a field. */
    private static String clean(String value, int most) {
        String cut = value.length() <= most ? value : value.substring(0, most);
        return cut.indexOf('\t') < 0 && cut.indexOf('\n') < 0
                ? cut
                : cut.replace('\t', ' ').replace('\n', ' ');
    }
}
