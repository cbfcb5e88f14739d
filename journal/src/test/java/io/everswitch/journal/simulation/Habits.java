package io.everswitch.journal.simulation;

/**
 * What is frequent in one schedule and what is rare: each schedule has habits of its own, so that rare meetings of two or
 * three things are frequent in some.
 *
 * @param shares of 100 steps: of tasks, messages, calls, housekeeping; disturbances have the rest
 * @param weights of the kinds of disturbance
 * @param lateOneIn one request in so many is late
 * @param paymentsMax how many payments there are
 */
@SuppressWarnings("ArrayRecordComponent") // made once, only read
record Habits(int[] shares, int[] weights, int lateOneIn, int paymentsMax) {

    static Habits of(Dice dice) {
        int[] weights = new int[Moves.DISTURBANCES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = dice.oneIn(4) ? 0 : 1 + dice.below(4);
        }
        int disturbances = 4 + dice.below(20);
        int messages = dice.below(20);
        int house = 3 + dice.below(12);
        int calls = 8 + dice.below(10);
        int[] shares = {100 - disturbances - messages - house - calls, messages, calls, house};
        return new Habits(shares, weights, 3 + dice.below(30), 1 + dice.below(5));
    }

    int disturbance(Dice dice) {
        int all = 0;
        for (int weight : weights) {
            all += weight;
        }
        int left = all == 0 ? 0 : dice.below(all);
        for (int kind = 0; kind < weights.length; kind++) {
            left -= weights[kind];
            if (left < 0) {
                return kind;
            }
        }
        return 0;
    }
}
