package io.everswitch.chaos.load;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;

/**
 * Makes payments through the merchant API, at a rate or as fast as they finish: create, then confirm and wait for the final
 * status. One thread begins payments, the HTTP client's threads go on with them.
 */
public final class LoadRunner {
    private final LoadTarget target;
    private final LoadSettings settings;
    private final LongUnaryOperator amounts;
    private final Queue<Journey> journeys = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private boolean confirms = true;
    private boolean keys = true;

    /** @param amounts amount in minor units of the n-th payment: its last two digits steer the bank simulator */
    public LoadRunner(LoadTarget target, LoadSettings settings, LongUnaryOperator amounts) {
        this.target = target;
        this.settings = settings;
        this.amounts = amounts;
    }

    /** Amounts that every bank approves. */
    public static LongUnaryOperator ordinaryAmounts() {
        return n -> 1_000 + (n % 9_000) * 100;
    }

    /** Payments are created and stay so. Before {@link #run}. */
    public LoadRunner createOnly() {
        confirms = false;
        return this;
    }

    /** Requests bear no idempotency key, so that the switch has none to remember. Before {@link #run}. */
    public LoadRunner withoutKeys() {
        keys = false;
        return this;
    }

    /** Ends the beginning of new payments early. */
    public void stop() {
        stopped.set(true);
    }

    /** Payments begun so far. */
    public int begun() {
        return journeys.size();
    }

    /** Runs to the end of the last payment. */
    public List<Journey> run() throws InterruptedException {
        String run = Long.toString(System.currentTimeMillis(), 36);
        SplittableRandom random = new SplittableRandom(settings.seed());
        Semaphore room = new Semaphore(settings.inFlight());
        long begin = System.nanoTime();
        long end = begin + settings.duration().toNanos();
        try (MerchantClient client = new MerchantClient(target, settings)) {
            for (long n = 0; mayBegin(n, end); n++) {
                long planned = begin;
                if (settings.ratePerSecond() > 0) {
                    planned = begin + n * 1_000_000_000L / settings.ratePerSecond();
                    sleepUntil(planned);
                }
                room.acquire();
                long plannedMicros =
                        settings.ratePerSecond() > 0 ? nowMicros() - (System.nanoTime() - planned) / 1000 : nowMicros();
                Journey journey = new Journey(run + '-' + n, amounts.applyAsLong(n), means(random), plannedMicros);
                journeys.add(journey);
                begin(client, journey).whenComplete((ok, failure) -> room.release());
            }
            long patience = settings.waitSeconds() + settings.retryFor().toSeconds() * 2 + 30;
            if (!room.tryAcquire(settings.inFlight(), patience, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "payments were still under way " + patience + " s after the last began");
            }
        }
        return List.copyOf(journeys);
    }

    private boolean mayBegin(long n, long end) {
        return !stopped.get() && System.nanoTime() < end && (settings.paymentsMax() == 0 || n < settings.paymentsMax());
    }

    private CompletionStage<Void> begin(MerchantClient client, Journey journey) {
        journey.beganAtMicros = nowMicros();
        String create = "{\"merchant_order_id\":\"" + journey.orderId + "\",\"amount\":" + journey.amount
                + ",\"currency\":\"CNY\",\"description\":\"load\"}";
        return client.post(new MerchantClient.Call("/v1/payments", create, "", ""), journey)
                .thenCompose(created -> {
                    if (created.status() != 201 && created.status() != 200) {
                        throw new IllegalStateException("create " + created.status() + " "
                                + created.fields().code());
                    }
                    journey.paymentId = created.fields().id();
                    journey.createdAtMicros = nowMicros();
                    if (confirms) {
                        return confirm(client, journey);
                    }
                    journey.status = created.fields().status();
                    return CompletableFuture.<Void>completedFuture(null);
                })
                .exceptionally(failure -> {
                    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                    journey.error = cause.getMessage();
                    return null;
                });
    }

    private CompletionStage<Void> confirm(MerchantClient client, Journey journey) {
        journey.confirmBeganAtMicros = nowMicros();
        return client.post(
                        new MerchantClient.Call(
                                "/v1/payments/" + journey.paymentId + "/confirm",
                                journey.means,
                                keys ? journey.orderId : "",
                                "wait=" + settings.waitSeconds()),
                        journey)
                .thenApply(confirmed -> {
                    if (confirmed.status() != 200) {
                        throw new IllegalStateException("confirm " + confirmed.status() + " "
                                + confirmed.fields().code());
                    }
                    journey.status = confirmed.fields().status();
                    if (isFinal(confirmed.fields().status())) {
                        journey.finalAtMicros = nowMicros();
                    }
                    return null;
                });
    }

    private String means(SplittableRandom random) {
        if (target.banks().isEmpty() || random.nextBoolean()) {
            String pan = TestCards.next(random);
            return "{\"payment_method\":{\"type\":\"card\",\"card\":{\"number\":\"" + pan
                    + "\",\"exp_month\":12,\"exp_year\":2031,\"cvc\":\"123\"}}}";
        }
        String bank = target.banks().get(random.nextInt(target.banks().size()));
        return "{\"payment_method\":{\"type\":\"bank_account\",\"bank_account\":{\"bank\":\"" + bank
                + "\",\"account\":\"62200" + (1_000_000_000L + random.nextLong(8_999_999_999L)) + "\"}}}";
    }

    private static boolean isFinal(String status) {
        return switch (status) {
            case "succeeded", "failed", "canceled", "expired" -> true;
            default -> false;
        };
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }
}
