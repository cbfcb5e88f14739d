package io.everswitch.chaos.load;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What one client wants to do, drawn beforehand so that the seed alone decides it. The shares are not those of any shop: every
 * operation must come often enough to be hit by a fault. Immutable.
 *
 * @param means body of the confirmation
 * @param repeats creates once more with the same key
 * @param reads asks for the payment before it pays
 * @param cancels instead of paying
 * @param refunds how many refunds at the same time, each of {@code refundAmount}
 * @param lists asks for the payment by its order at the end
 */
record JourneyPlan(
        String order,
        long amount,
        String means,
        boolean repeats,
        boolean reads,
        boolean cancels,
        int refunds,
        long refundAmount,
        boolean lists) {
    /** Without the means of payment. */
    @Override
    public String toString() {
        return "journey " + order;
    }

    static JourneyPlan draw(
            String order, long n, SteadySettings settings, List<String> banks, SplittableRandom random) {
        long amount = 1_000 + (n % 9_000) * 100 + settings.amountEnding();
        int refunds = random.nextInt(100);
        return new JourneyPlan(
                order,
                amount,
                means(banks, random),
                random.nextInt(100) < 10,
                random.nextInt(100) < 20,
                random.nextInt(100) < 6,
                refunds < 10 ? 1 : refunds < 13 ? 2 : 0,
                // Two of these are more than the payment: one of them must be refused (M7).
                amount * 6 / 10,
                random.nextInt(100) < 10);
    }

    private static String means(List<String> banks, SplittableRandom random) {
        if (banks.isEmpty() || random.nextBoolean()) {
            return "{\"payment_method\":{\"type\":\"card\",\"card\":{\"number\":\"" + TestCards.next(random)
                    + "\",\"exp_month\":12,\"exp_year\":2031,\"cvc\":\"123\"}}}";
        }
        return "{\"payment_method\":{\"type\":\"bank_account\",\"bank_account\":{\"bank\":\""
                + banks.get(random.nextInt(banks.size())) + "\",\"account\":\"62200"
                + (1_000_000_000L + random.nextLong(8_999_999_999L)) + "\"}}}";
    }
}
