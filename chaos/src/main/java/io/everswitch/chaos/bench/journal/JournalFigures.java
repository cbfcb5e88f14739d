package io.everswitch.chaos.bench.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a contest measured, and how its contestants compare. */
public final class JournalFigures {

    /** The journal's goals (docs/ARCHITECTURE.md): against the synchronous database and against no durability at all. */
    private static final double TIMES_CASSANDRA_MIN = 8;

    private static final double OF_IN_MEMORY_MIN = 0.5;

    /** @param cpuMicros CPU of the contestant's own processes per fact; Cassandra's server is not among them */
    record Row(Contestant contestant, double factsPerSecond, Histogram micros, double cpuMicros) {}

    private final JournalContest.Settings settings;
    private final List<Row> rows = new ArrayList<>();

    JournalFigures(JournalContest.Settings settings) {
        this.settings = settings;
    }

    void add(Row row) {
        rows.add(row);
    }

    String line(Row row) {
        return String.format(
                "%-22s %8.0f facts/s  p50 %6.2f ms  p99 %6.2f ms  %6.1f us CPU each%s%s",
                row.contestant().title(),
                row.factsPerSecond(),
                row.micros().getValueAtPercentile(50) / 1e3,
                row.micros().getValueAtPercentile(99) / 1e3,
                row.cpuMicros(),
                compared(row, Contestant.IN_MEMORY, "of in-memory"),
                compared(row, Contestant.CASSANDRA, "times Cassandra"));
    }

    private String compared(Row row, Contestant with, String word) {
        double ratio = ratio(row.contestant(), with);
        return ratio == 0 || row.contestant() == with ? "" : String.format("  %.2f %s", ratio, word);
    }

    /** 0 where one of them was not measured. */
    private double ratio(Contestant contestant, Contestant with) {
        double over = perSecond(with);
        return over == 0 ? 0 : perSecond(contestant) / over;
    }

    private double perSecond(Contestant contestant) {
        return rows.stream()
                .filter(row -> row.contestant() == contestant)
                .mapToDouble(Row::factsPerSecond)
                .findFirst()
                .orElse(0);
    }

    /** Whether the journal reaches its goals against everything that was measured. */
    public boolean reached() {
        double timesCassandra = ratio(Contestant.EVERSWITCH_ONE, Contestant.CASSANDRA);
        return ratio(Contestant.EVERSWITCH_ONE, Contestant.IN_MEMORY) >= OF_IN_MEMORY_MIN
                && (timesCassandra == 0 || timesCassandra >= TIMES_CASSANDRA_MIN)
                && (timesCassandra == 0
                        || ratio(Contestant.EVERSWITCH_TWO, Contestant.CASSANDRA) >= TIMES_CASSANDRA_MIN);
    }

    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("concurrent_entities", settings.concurrent());
        map.put("seconds", settings.seconds());
        map.put("cores", Runtime.getRuntime().availableProcessors());
        for (Row row : rows) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("facts_per_second", Math.round(row.factsPerSecond()));
            one.put("p50_ms", row.micros().getValueAtPercentile(50) / 1e3);
            one.put("p99_ms", row.micros().getValueAtPercentile(99) / 1e3);
            one.put("max_ms", row.micros().getMaxValue() / 1e3);
            one.put("cpu_us_per_fact", Math.round(row.cpuMicros() * 10) / 10.0);
            one.put("of_in_memory", rounded(ratio(row.contestant(), Contestant.IN_MEMORY)));
            one.put("times_cassandra", rounded(ratio(row.contestant(), Contestant.CASSANDRA)));
            map.put(row.contestant().key(), one);
        }
        map.put("reached", reached());
        return map;
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 1000) / 1000.0;
    }
}
