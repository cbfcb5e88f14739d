package io.everswitch.node.boot;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Payments at a steady rate, each made and confirmed by a client that repeats at the next node, as the API tells it to. */
final class Traffic implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\":\"(pay_[0-9A-Z]{26})\"");
    private static final Duration GIVE_UP = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    /** One payment as its client saw it; times are {@link System#nanoTime}. */
    record Done(String id, String status, long begunNanos, long endedNanos, int repeats) {
        long lateMs(long faultNanos) {
            return (endedNanos - Math.max(begunNanos, faultNanos)) / 1_000_000;
        }
    }

    final ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    final AtomicInteger begun = new AtomicInteger();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(48);
    private final NodeProcesses nodes;
    private final String run = Long.toString(System.nanoTime(), 36);

    Traffic(NodeProcesses nodes, int perSecond) {
        this.nodes = nodes;
        long everyMicros = 1_000_000L / perSecond;
        var unused = threads.scheduleAtFixedRate(
                () -> {
                    int number = begun.getAndIncrement();
                    threads.execute(() -> pay(number));
                },
                0,
                everyMicros,
                TimeUnit.MICROSECONDS);
    }

    private void pay(int number) {
        long begunNanos = System.nanoTime();
        int[] repeats = {0};
        try {
            String order = run + "-" + number;
            String created = repeat(
                    number,
                    repeats,
                    "/v1/payments",
                    "{\"merchant_order_id\":\"" + order + "\",\"amount\":1000,\"currency\":\"CNY\"}",
                    order + "c");
            Matcher id = ID.matcher(created);
            if (!id.find()) {
                wrong.add("created: " + created);
                return;
            }
            String confirmed = repeat(
                    number + 1,
                    repeats,
                    "/v1/payments/" + id.group(1) + "/confirm",
                    "{\"payment_method\":{\"type\":\"card\",\"card\":{\"number\":\"4242424242424242\",\"exp_month\":12,"
                            + "\"exp_year\":2031,\"cvc\":\"123\"}}}",
                    order + "p");
            int at = confirmed.indexOf("\"status\":\"");
            String status = at < 0 ? confirmed : confirmed.substring(at + 10, confirmed.indexOf('"', at + 10));
            done.add(new Done(id.group(1), status, begunNanos, System.nanoTime(), repeats[0]));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            wrong.add("gave up: " + e);
        }
    }

    private String repeat(int first, int[] repeats, String path, String body, String key)
            throws InterruptedException, IOException {
        long until = System.nanoTime() + GIVE_UP.toNanos();
        int node = first;
        String last = "";
        while (System.nanoTime() < until) {
            try {
                HttpResponse<String> answer =
                        nodes.ask(Math.floorMod(node, NodeProcesses.NODES), "POST", path, body, key, PATIENCE);
                if (answer.statusCode() < 300) {
                    return answer.body();
                }
                last = answer.statusCode() + " " + answer.body();
                if (!answer.body().contains("\"retryable\":true")) {
                    wrong.add(last);
                    return last;
                }
            } catch (IOException e) {
                last = e.toString();
            }
            repeats[0]++;
            node++;
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("no success: " + last);
    }

    /** How late payments were that were under way at the fault or began within a few seconds after it, sorted. */
    List<Long> lateMs(long faultNanos, Duration within) {
        return done.stream()
                .filter(each -> each.endedNanos() > faultNanos
                        && each.begunNanos() < faultNanos + within.toNanos()
                        && each.begunNanos()
                                > faultNanos - Duration.ofSeconds(10).toNanos())
                .map(each -> each.lateMs(faultNanos))
                .sorted()
                .toList();
    }

    /** No new ones; waits until all that began are done. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                wrong.add("payments were not done after a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
