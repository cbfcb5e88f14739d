package io.everswitch.routing.score;

/**
 * How routing chooses among channels that may all be used.
 *
 * @param kind by static weights, or by what an attempt is worth
 * @param explorationPercent share of decisions that go to a channel which does not look best, 0 … {@value #EXPLORATION_MAX}: a
 *     channel that nobody uses is never seen to have recovered
 * @param bandPercent channels whose worth is within so many per cent of the amount of the best one's are alike, 0 … {@value
 *     #BAND_MAX}, and share by weight: differences below that are chance
 * @param explorationAmountMax largest amount to explore with, in minor units
 */
public record Strategy(Kind kind, int explorationPercent, int bandPercent, long explorationAmountMax) {
    public static final int EXPLORATION_MAX = 10;
    public static final int BAND_MAX = 20;

    /**
     * Weights, as the catalog has them. The other figures are for who switches to expected value: 2 of 100 payers see each other
     * channel often enough to notice a recovery within minutes at 10 payments a second, and 1 % of the amount is what fees differ by.
     */
    public static final Strategy DEFAULT = new Strategy(Kind.WEIGHTS, 2, 1, 100_000);

    /** What decides. */
    public enum Kind {
        WEIGHTS("weights"),
        /** Success rate × amount − fee. */
        EXPECTED_VALUE("expected_value");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public Strategy {
        require(explorationPercent >= 0 && explorationPercent <= EXPLORATION_MAX, "explorationPercent must be 0 … 10");
        require(bandPercent >= 0 && bandPercent <= BAND_MAX, "bandPercent must be 0 … 20");
        require(explorationAmountMax >= 0, "explorationAmountMax must not be negative");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("strategy: " + rule);
        }
    }
}
