package io.everswitch.chaos.drill;

import io.everswitch.chaos.check.SwitchView;
import io.everswitch.chaos.report.DrillReport;
import io.everswitch.chaos.report.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges a bank that was ill for a while: found out, traffic moved, let back in. One thread. */
final class SickChannels {
    /** An answer time-out (3 s) before anybody can know, and eight time-outs at three of ten of two or three attempts a second. */
    private static final double DETECTED_WITHIN_S = 20;
    /** Probes alone are left, each of which may hold a payer up. */
    private static final double MOVED_PART_MAX = 0.1;

    private static final int FALLEN_SECONDS_MAX = 10;

    private final List<DrillReport.Kept> kept = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<Mark> marks = new ArrayList<>();

    /** When the run began and what is the end of its time line. */
    record Run(long beginNs, double seconds) {}

    void judge(Mark ill, String channel, Collection<SwitchView> payments, List<HealthTurns> nodes, Run run) {
        long begin = run.beginNs() / 1_000;
        long illAt = begin + (long) (ill.fromSecond() * 1e6);
        long wellAt = begin + (long) (ill.toSecond() * 1e6);
        List<String> notFound = new ArrayList<>();
        List<String> notBack = new ArrayList<>();
        Map<String, Object> detected = new LinkedHashMap<>();
        Map<String, Object> recovered = new LinkedHashMap<>();
        long movedAt = illAt;
        long backAt = wellAt;
        for (HealthTurns node : nodes) {
            marks.addAll(node.marks(begin, run.seconds()));
            long red = node.first("red", illAt);
            long back = node.first("recovered", wellAt);
            movedAt = Math.max(movedAt, red);
            backAt = Math.max(backAt, back);
            if (red < 0 || red > illAt + (long) (DETECTED_WITHIN_S * 1e6)) {
                notFound.add(node.node());
            }
            if (back < 0 || !List.of("recovered", "green").contains(node.last())) {
                notBack.add(node.node() + " (" + node.last() + ")");
            }
            detected.put(node.node(), red < 0 ? "never" : seconds(red - illAt));
            recovered.put(node.node(), back < 0 ? "never" : seconds(back - wellAt));
        }
        // A decision that fell before may be journaled a moment later.
        long moved = movedAt + 1_000_000;
        long warm = begin + (long) (ill.fromSecond() * 0.4e6);
        SickChannel seen = SickChannel.of(channel, payments, new SickChannel.Span(warm, illAt, moved, wellAt, backAt));
        figures.put("sick_channel_detected_after_s", detected);
        figures.put("sick_channel_recovered_after_s", recovered);
        figures.put("sick_channel_share_before", seen.shareBefore());
        figures.put("sick_channel_share_while_red", seen.shareMoved());
        figures.put("sick_channel_share_after", seen.shareAfter());
        figures.put("success_before", seen.successBefore());
        figures.put("success_lowest_over_" + SickChannel.SLIDING_S + "_s", seen.successLowest());
        promise(
                "every node turns " + channel + " red within " + (int) DETECTED_WITHIN_S + " s of its illness",
                notFound.isEmpty() ? detected.toString() : notFound + " did not",
                notFound.isEmpty() && !nodes.isEmpty());
        promise(
                "its traffic is moved: at most a tenth of its share is left, until the bank is well",
                part(seen.shareMoved()) + " of all, before " + part(seen.shareBefore()),
                seen.shareBefore() > 0 && seen.shareMoved() <= seen.shareBefore() * MOVED_PART_MAX);
        promise(
                "every node lets it back in, step by step, and its traffic comes back",
                (notBack.isEmpty() ? recovered.toString() : notBack + " did not") + ", " + part(seen.shareAfter())
                        + " of all",
                notBack.isEmpty() && seen.shareAfter() >= seen.shareBefore() / 2);
        promise(
                "success of the whole is not lower by more than the channel's share for more than " + FALLEN_SECONDS_MAX
                        + " s",
                seen.fallenSeconds() + " s; before " + part(seen.successBefore()) + ", lowest "
                        + part(seen.successLowest()),
                seen.fallenSeconds() <= FALLEN_SECONDS_MAX);
    }

    List<DrillReport.Kept> kept() {
        return kept;
    }

    Map<String, Object> figures() {
        return figures;
    }

    /** The health states by node, for the time line. */
    List<Mark> marks() {
        return marks;
    }

    private void promise(String promise, String was, boolean isKept) {
        kept.add(new DrillReport.Kept(promise, was, isKept));
    }

    private static String seconds(long micros) {
        return String.format(Locale.ROOT, "%.1f", micros / 1e6);
    }

    private static String part(double part) {
        return String.format(Locale.ROOT, "%.1f %%", part * 100);
    }
}
