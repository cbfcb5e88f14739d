package io.everswitch.chaos.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What checkers found: all are counted, the first of each invariant are kept. Used by one thread. */
public final class Findings {
    /** Enough to see the pattern; a switch that loses everything must not fill our memory. */
    private static final int KEPT_MAX = 100;

    /** One bug breaks several: what was lost, sent too late or sent twice ends in books that do not agree and in wrong webhooks. */
    private static final List<String> CAUSES = List.of("M1", "M9", "M4", "M3", "M5", "M7", "M8", "M2", "M6");

    private final List<Finding> kept = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    public void add(String invariant, String payment, String what) {
        if (counts.merge(invariant, 1, Integer::sum) <= KEPT_MAX) {
            kept.add(new Finding(invariant, payment, what));
        }
    }

    public void addAll(List<Finding> findings) {
        findings.forEach(finding -> add(finding.invariant(), finding.payment(), finding.what()));
    }

    /** What may be the cause of others comes before them. */
    public List<Finding> kept() {
        List<Finding> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparingInt(each -> CAUSES.indexOf(each.invariant())));
        return List.copyOf(sorted);
    }

    /** By invariant; absent if nothing was found. */
    public Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }
}
