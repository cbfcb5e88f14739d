package io.everswitch.chaos.bench.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges whether the heap grows while payments come and go. Pure.
 *
 * <p>The heap after full collection may not grow, over what is judged, by 10 % of its level, nor by what one in twenty of the
 * payments that were made meanwhile would take if it stayed: a leak of every tenth one is twice that. Below 2 % of the level
 * nothing is called growth: lists double, maps are resized, and a collection meets work under way. A soak that would not see
 * that half of all payments stay is too short or too slow to tell anything, and is not passed.
 */
final class Growth {
    private static final double OF_LEVEL_MAX = 0.10;
    private static final double OF_LEVEL_SEEN = 0.02;
    private static final double OF_PAYMENTS_MAX = 0.05;
    private static final double OF_PAYMENTS_SEEN = 0.5;
    private static final int SAMPLES_MIN = 4;

    private Growth() {}

    /**
     * What the soak was.
     *
     * @param skipS seconds at the begin that are not judged: until as much goes as comes
     * @param perSecond payments made per second
     * @param bytesPerPayment of the heaps of all nodes together, while it is in memory
     */
    record Load(double skipS, double perSecond, double bytesPerPayment) {}

    /**
     * @param passed whether it does not grow
     * @param grownBytes by the fitted line, over what was judged
     * @param boundBytes what would have been too much
     * @param seenShare the smallest share of payments, staying for ever, that would have been found
     */
    record Verdict(
            boolean passed, String why, double levelBytes, double grownBytes, double boundBytes, double seenShare) {
        Map<String, Object> asMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("passed", passed);
            map.put("why", why);
            map.put("heap_level_bytes", Math.round(levelBytes));
            map.put("grown_bytes", Math.round(grownBytes));
            map.put("bound_bytes", Math.round(boundBytes));
            map.put("smallest_share_of_payments_seen", seenShare);
            return map;
        }
    }

    /** @param heap seconds and bytes after full collection, in order */
    static Verdict judge(List<Slopes.Point> heap, Load load) {
        List<Slopes.Point> judged =
                heap.stream().filter(point -> point.x() >= load.skipS()).toList();
        if (judged.size() < SAMPLES_MIN) {
            return new Verdict(
                    false, "only " + judged.size() + " samples after the first " + load.skipS() + " s", 0, 0, 0, 1);
        }
        double seconds = judged.get(judged.size() - 1).x() - judged.get(0).x();
        double level =
                Slopes.median(judged.stream().mapToDouble(Slopes.Point::y).toArray());
        double grown = Slopes.robust(judged) * seconds;
        double all = load.perSecond() * seconds * load.bytesPerPayment();
        double bound = Math.min(OF_LEVEL_MAX * level, Math.max(OF_LEVEL_SEEN * level, OF_PAYMENTS_MAX * all));
        double seen = all <= 0 ? 1 : bound / all;
        if (seen > OF_PAYMENTS_SEEN) {
            String why =
                    "tells nothing: %.0f %% of all payments could stay and would not be seen".formatted(seen * 100);
            return new Verdict(false, why, level, grown, bound, seen);
        }
        String why = "%s by %.1f MB in %.0f s at a level of %.1f MB; bound %.1f MB, all payments would be %.1f MB"
                .formatted(grown < bound ? "flat: grew" : "GROWS", mb(grown), seconds, mb(level), mb(bound), mb(all));
        return new Verdict(grown < bound, why, level, grown, bound, seen);
    }

    private static double mb(double bytes) {
        return bytes / (1 << 20);
    }
}
