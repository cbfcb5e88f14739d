package io.everswitch.chaos.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A distribution of durations in microseconds, reported in milliseconds. */
final class Percentiles {
    private final Histogram histogram = new Histogram(3_600_000_000L, 3);

    void add(long micros) {
        histogram.recordValue(Math.max(0, Math.min(micros, 3_600_000_000L)));
    }

    long count() {
        return histogram.getTotalCount();
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("count", histogram.getTotalCount());
        map.put("p50_ms", ms(50));
        map.put("p99_ms", ms(99));
        map.put("p99_9_ms", ms(99.9));
        map.put("max_ms", histogram.getMaxValue() / 1000.0);
        return map;
    }

    @Override
    public String toString() {
        return String.format("p50 %.1f  p99 %.1f  p99.9 %.1f ms (%d)", ms(50), ms(99), ms(99.9), count());
    }

    private double ms(double percentile) {
        return count() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1000.0;
    }
}
