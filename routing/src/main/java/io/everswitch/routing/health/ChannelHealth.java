package io.everswitch.routing.health;

/**
 * How a channel does at one moment. Immutable.
 *
 * @param sharePercent how much of its weight it may use now, 0 … 100; 0 if and only if it is red
 * @param probing it was red and is let back in step by step
 * @param counted number of results in the window that say something about the channel
 * @param faulty number of those that speak against it
 * @param meanLatencyMs of the sound ones; 0 if there are none
 */
public record ChannelHealth(
        Level level, int sharePercent, boolean probing, int counted, int faulty, long meanLatencyMs) {
    /** Traffic-light words, as people read them on the console. */
    public enum Level {
        GREEN("green"),
        YELLOW("yellow"),
        RED("red");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Nothing is known against it. */
    public static final ChannelHealth FRESH = new ChannelHealth(Level.GREEN, 100, false, 0, 0, 0);

    /** 0 … 100; 0 without results. */
    public int faultyPercent() {
        return counted == 0 ? 0 : (int) (100L * faulty / counted);
    }

    /** Short, for people: {@code yellow 12 % of 240 faulty}. */
    public String words() {
        if (level == Level.GREEN && !probing) {
            return level.word;
        }
        return level.word + (probing ? " probing " + sharePercent + " %, " : " ") + faultyPercent() + " % of " + counted
                + " faulty";
    }
}
