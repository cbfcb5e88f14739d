package io.everswitch.routing.choice;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision knew and weighed, as it was journaled with its attempt. Immutable.
 *
 * @param node who decided; empty if it was not told
 * @param settingsVersion 0: the catalog alone
 * @param how {@code by_weight}, {@code by_worth}, {@code explored}, {@code least_bad} (all were red) or {@code rates_used_up};
 *     {@code "none"} where nobody was left
 * @param pool number of those that the strategy chose among: the preferred ones if there were any, the drained ones if no others
 * @param eligible number of those that could be chosen at all
 * @param of number of channels that take the method
 * @param priorRate toward which rates are drawn, as if by {@code priorResults} results, 0 … 1
 * @param candidates the chosen one first, then the best of the pool, at most eight others
 * @param dropped those that fell, by rule and cause
 * @param untold number of those that fell for causes that found no room
 * @param passedOver rules that would have left nobody; empty if there were none
 */
public record Grounds(
        String node,
        long settingsVersion,
        String how,
        int pool,
        int eligible,
        int of,
        double priorRate,
        int priorResults,
        List<Candidate> candidates,
        List<Dropped> dropped,
        int untold,
        String passedOver) {
    /** A reader that meets another one leaves it alone. */
    static final String FORMAT = "1";

    static final int NODE_CHARS_MAX = 64;

    /**
     * One that could be chosen.
     *
     * @param rate of success, drawn toward the prior, 0 … 1
     * @param results behind that rate, older ones counting less
     * @param fee in minor units
     * @param worth rate × amount − fee, in minor units
     * @param sharePercent what its health left it
     * @param operators the degradation that drained or preferred it; empty if none did
     */
    public record Candidate(
            String channel,
            double rate,
            int results,
            long fee,
            long worth,
            int weight,
            int sharePercent,
            String health,
            String operators) {}

    /**
     * Those that fell for one cause.
     *
     * @param why the rule, in one word as in a decision's reasons: bank, currency, amount, stopped …
     * @param by the degradation, the operators' rule, or what made a channel red; empty where the word says it all
     * @param channels the first of them; empty where there was no room
     */
    public record Dropped(String why, int count, String by, List<String> channels) {
        public Dropped {
            channels = List.copyOf(channels);
        }
    }

    public Grounds {
        candidates = List.copyOf(candidates);
        dropped = List.copyOf(dropped);
    }

    /** Null for what {@link GroundsWriter} of this version never wrote. */
    public static @Nullable Grounds read(String text) {
        String[] lines = text.split("\n", -1);
        String[] head = lines[0].split("\t", -1);
        if (head.length != 9 || !head[0].equals(FORMAT)) {
            return null;
        }
        List<Candidate> candidates = new ArrayList<>();
        List<Dropped> dropped = new ArrayList<>();
        int untold = 0;
        String passedOver = "";
        try {
            for (int i = 1; i < lines.length; i++) {
                String[] parts = lines[i].split("\t", -1);
                switch (parts[0]) {
                    case "=" -> candidates.add(candidate(parts));
                    case "-" ->
                        dropped.add(new Dropped(
                                parts[1],
                                Integer.parseInt(parts[2]),
                                parts[3],
                                parts[4].isEmpty() ? List.of() : List.of(parts[4].split(" "))));
                    case "+" -> untold = Integer.parseInt(parts[1]);
                    case "~" -> passedOver = parts[1];
                    default -> {
                        return null;
                    }
                }
            }
            return new Grounds(
                    head[1],
                    Long.parseLong(head[2]),
                    head[3],
                    Integer.parseInt(head[4]),
                    Integer.parseInt(head[5]),
                    Integer.parseInt(head[6]),
                    Integer.parseInt(head[7]) / 1_000.0,
                    Integer.parseInt(head[8]),
                    candidates,
                    dropped,
                    untold,
                    passedOver);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Whoever shows it shows the text as it is.
            return null;
        }
    }

    private static Candidate candidate(String[] parts) {
        return new Candidate(
                parts[1],
                Integer.parseInt(parts[2]) / 1_000.0,
                Integer.parseInt(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                Integer.parseInt(parts[6]),
                Integer.parseInt(parts[7]),
                parts[8],
                parts[9]);
    }
}
