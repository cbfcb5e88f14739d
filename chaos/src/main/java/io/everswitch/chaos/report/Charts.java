package io.everswitch.chaos.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The timeline as three drawings over each other: rate, latency, errors; faults lie behind all of them. Pure. */
final class Charts {
    private static final int WIDTH = 1000;
    private static final int LEFT = 58;
    private static final int RIGHT = 12;
    private static final int HEIGHT = 170;
    private static final int TOP = 22;
    private static final int BOTTOM = 22;
    private static final String[] COLOURS = {"#c02b2b", "#d9822b", "#8e44ad", "#2d72d2", "#7a5c3e"};
    private static final int KINDS_MAX = COLOURS.length;

    private final List<Second> seconds;
    private final List<Mark> marks;

    Charts(List<Second> seconds, List<Mark> marks) {
        this.seconds = seconds;
        this.marks = marks;
    }

    String html() {
        StringBuilder html = new StringBuilder(32 * 1024);
        html.append("<h2>Operations acknowledged per second</h2>");
        double rateMax = ceiling(max(Second::acknowledged), false);
        open(html, true);
        grid(html, rateMax, false);
        line(html, Second::acknowledged, rateMax, "#2d72d2", false);
        html.append("</svg><h2>Latency (ms, logarithmic)</h2>");
        double latencyMax = ceiling(Math.max(10, max(Second::p99Ms)), true);
        open(html, false);
        grid(html, latencyMax, true);
        line(html, Second::p99Ms, latencyMax, "#d9822b", true);
        line(html, Second::p50Ms, latencyMax, "#2d72d2", true);
        html.append("</svg>");
        legend(html, List.of("p50", "p99"), new String[] {"#2d72d2", "#d9822b"});
        errors(html);
        return html.toString();
    }

    private void errors(StringBuilder html) {
        Map<String, Integer> totals = new TreeMap<>();
        seconds.forEach(each -> each.errors().forEach((kind, count) -> totals.merge(kind, count, Integer::sum)));
        if (totals.isEmpty()) {
            return;
        }
        List<String> kinds = new ArrayList<>(totals.keySet());
        kinds.sort((a, b) -> totals.getOrDefault(b, 0) - totals.getOrDefault(a, 0));
        boolean rest = kinds.size() > KINDS_MAX;
        List<String> shown = rest ? kinds.subList(0, KINDS_MAX - 1) : kinds;
        html.append("<h2>Errors per second, with tries that were repeated</h2>");
        double max = ceiling(
                max(each -> each.errors().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum()),
                false);
        open(html, false);
        grid(html, max, false);
        double width = Math.max(1, (double) (WIDTH - LEFT - RIGHT) / Math.max(1, seconds.size()) - 0.5);
        for (Second second : seconds) {
            double base = 0;
            for (int i = 0; i < KINDS_MAX; i++) {
                int count = i < shown.size()
                        ? second.errors().getOrDefault(shown.get(i), 0)
                        : i == KINDS_MAX - 1 && rest ? others(second, shown) : 0;
                if (count > 0) {
                    double top = y(base + count, max, false);
                    append(
                            html,
                            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                            x(second.second()),
                            top,
                            width,
                            y(base, max, false) - top,
                            COLOURS[i]);
                    base += count;
                }
            }
        }
        html.append("</svg>");
        List<String> names = new ArrayList<>(shown);
        if (rest) {
            names.add("others");
        }
        legend(html, names, COLOURS);
    }

    private static int others(Second second, List<String> shown) {
        return second.errors().entrySet().stream()
                .filter(each -> !shown.contains(each.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private void open(StringBuilder html, boolean named) {
        append(html, "<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT + TOP + BOTTOM);
        double free = -1;
        for (Mark mark : marks) {
            double from = x(mark.fromSecond());
            double to = Math.max(from + 1.5, x(mark.toSecond()));
            append(
                    html,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#c02b2b\" opacity=\"0.10\">",
                    from,
                    TOP,
                    to - from,
                    HEIGHT);
            html.append("<title>").append(HtmlReport.text(mark.what())).append("</title></rect>");
            append(
                    html,
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#c02b2b\" opacity=\"0.6\"/>",
                    from,
                    from,
                    TOP,
                    TOP + HEIGHT);
            // Names that would lie over each other are left to the tooltip and to the other names.
            if (named && from > free) {
                double room = WIDTH - RIGHT - from;
                double width = mark.what().length() * 5.6;
                append(
                        html,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                        from,
                        TOP - 7,
                        width > room ? "end" : "start",
                        HtmlReport.text(mark.what()));
                free = width > room ? from : from + width + 8;
            }
        }
    }

    private void grid(StringBuilder html, double max, boolean logarithmic) {
        List<Double> values = new ArrayList<>();
        if (logarithmic) {
            for (double value = 1; value <= max; value *= 10) {
                values.add(value);
            }
        } else {
            for (int i = 0; i <= 4; i++) {
                values.add(max * i / 4);
            }
        }
        for (double value : values) {
            double y = y(value, max, logarithmic);
            append(
                    html,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e4e9ee\"/>",
                    LEFT,
                    WIDTH - RIGHT,
                    y,
                    y);
            String label = value == Math.rint(value) ? "%.0f" : "%.1f";
            append(html, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">" + label + "</text>", LEFT - 8, y + 4, value);
        }
        int every = Math.max(1, (int) ceiling(seconds.size() / 10.0, false));
        for (int second = 0; second <= seconds.size(); second += every) {
            append(
                    html,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d s</text>",
                    x(second),
                    TOP + HEIGHT + 16,
                    second);
        }
    }

    private void line(
            StringBuilder html, ToDoubleFunction<Second> value, double max, String colour, boolean logarithmic) {
        html.append("<polyline fill=\"none\" stroke-width=\"1.6\" stroke-linejoin=\"round\" stroke=\"")
                .append(colour)
                .append("\" points=\"");
        for (Second second : seconds) {
            append(html, "%.1f,%.1f ", x(second.second() + 0.5), y(value.applyAsDouble(second), max, logarithmic));
        }
        html.append("\"/>");
    }

    private double x(double second) {
        double share = second / Math.max(1, seconds.size());
        return LEFT + Math.min(1, Math.max(0, share)) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double max, boolean logarithmic) {
        double share = logarithmic ? Math.log10(Math.max(1, value)) / Math.log10(max) : value / max;
        return TOP + HEIGHT - Math.min(1, share) * HEIGHT;
    }

    private double max(ToDoubleFunction<Second> value) {
        return seconds.stream().mapToDouble(value).max().orElse(0);
    }

    /** The next round number; in a logarithmic drawing the next power of ten. */
    private static double ceiling(double value, boolean logarithmic) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, value))));
        double[] steps = logarithmic ? new double[] {1, 10} : new double[] {1, 2, 4, 5, 8, 10};
        for (double step : steps) {
            if (step * power >= value) {
                return Math.max(step * power, logarithmic ? 10 : 1);
            }
        }
        return 10 * power;
    }

    private static void legend(StringBuilder html, List<String> names, String[] colours) {
        html.append("<p class=\"legend\">");
        for (int i = 0; i < names.size(); i++) {
            html.append("<span><i style=\"background:")
                    .append(colours[i])
                    .append("\"></i>")
                    .append(HtmlReport.text(names.get(i)))
                    .append("</span>");
        }
        html.append("</p>");
    }

    private static void append(StringBuilder html, String format, Object... values) {
        html.append(String.format(Locale.ROOT, format, values));
    }
}
