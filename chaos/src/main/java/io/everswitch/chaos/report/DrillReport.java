package io.everswitch.chaos.report;

import io.everswitch.chaos.check.Finding;
import java.util.List;
import java.util.Map;

/**
 * What a drill came to.
 *
 * @param held whether every invariant held and every promise was kept
 * @param figures name to number, text, list or map of them
 * @param promises each with what it came to
 * @param findings the first of each invariant
 */
public record DrillReport(
        String drill,
        String purpose,
        long seed,
        String begunAt,
        boolean held,
        Map<String, Object> figures,
        List<Kept> promises,
        Map<String, Integer> found,
        List<Finding> findings,
        List<Mark> marks,
        List<Second> seconds) {
    /** A promise besides the invariants. */
    public record Kept(String promise, String was, boolean kept) {}
}
