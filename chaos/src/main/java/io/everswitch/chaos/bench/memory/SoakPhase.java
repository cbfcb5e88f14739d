package io.everswitch.chaos.bench.memory;

import io.everswitch.chaos.load.LoadRunner;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Payments come at a rate, are archived and get older than a short retention; the heap after full collection must stay at
 * its level. Blocks; the load runs on a thread of its own.
 */
public final class SoakPhase {
    /** Below any payment with its index entries, in one node's memory: what a first phase of few payments may say of it. */
    private static final double BYTES_MIN = 2_000;

    private static final int CLASSES_TOLD = 12;

    private final MemorySite site;
    private final MemorySettings settings;
    private final double bytesPerPayment;
    private final Consumer<String> say;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<MemorySample> samples = new ArrayList<>();
    private long beginNs;

    /** @param bytesPerPayment of all nodes' heaps together, as {@link BytesPhase} found */
    public SoakPhase(MemorySite site, MemorySettings settings, double bytesPerPayment, Consumer<String> say) {
        this.site = site;
        this.settings = settings;
        this.bytesPerPayment = Math.max(BYTES_MIN, bytesPerPayment);
        this.say = say;
    }

    /** @param passed whether the heap stayed at its level */
    public record Result(boolean passed, String why, Map<String, Integer> errors, Map<String, Object> figures) {}

    public Result run() throws IOException, InterruptedException {
        MemorySettings.Soak soak = settings.soak();
        Maker maker = new Maker(site.target(), settings.inFlight(), settings.seed() + 1_000);
        LoadRunner runner = maker.steady(soak.ratePerSecond(), soak.duration());
        if (!soak.keys()) {
            runner.withoutKeys();
        }
        say.accept(MemorySample.head());
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread load = new Thread(() -> make(maker, runner, ended), "soak-load");
        load.setDaemon(true);
        beginNs = System.nanoTime();
        look(runner);
        load.start();
        try {
            for (int n = 1; soak.every().multipliedBy(n).compareTo(soak.duration()) <= 0; n++) {
                sleepUntil(beginNs + soak.every().multipliedBy(n).toNanos());
                look(runner);
            }
        } finally {
            runner.stop();
            load.join();
        }
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw new IOException("the load did not come to its end: " + e.getCause(), e);
        }
        return result(maker);
    }

    private static void make(Maker maker, LoadRunner runner, CompletableFuture<Void> ended) {
        try {
            maker.count(runner, true);
            ended.complete(null);
        } catch (InterruptedException | RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private void look(LoadRunner runner) throws IOException, InterruptedException {
        double seconds = (System.nanoTime() - beginNs) / 1e9;
        MemorySample sample = new MemorySample("soak", seconds, runner.begun(), MemorySample.take(site, http));
        samples.add(sample);
        say.accept(sample.line());
    }

    private static void sleepUntil(long ns) throws InterruptedException {
        long left = (ns - System.nanoTime()) / 1_000_000;
        if (left > 0) {
            Thread.sleep(left);
        }
    }

    private Result result(Maker maker) {
        MemorySettings.Soak soak = settings.soak();
        List<MemorySample> judged = samples.stream()
                .filter(sample -> sample.seconds() >= soak.skipS())
                .toList();
        Growth.Load load = new Growth.Load(soak.skipS(), perSecond(judged), bytesPerPayment);
        Growth.Verdict verdict = Growth.judge(
                samples.stream()
                        .map(sample -> new Slopes.Point(sample.seconds(), sample.heapBytes()))
                        .toList(),
                load);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("minutes", soak.duration().toSeconds() / 60.0);
        figures.put("retention_s", soak.retentionS());
        figures.put("idempotency_keys", soak.keys());
        figures.put("payments", maker.payments());
        figures.put("payments_per_second", load.perSecond());
        figures.put("heap_bytes_per_payment", Math.round(bytesPerPayment));
        figures.put("verdict", verdict.asMap());
        figures.put("client_errors", maker.errors());
        figures.put("classes_that_grew_bytes", grown(judged));
        figures.put("samples", samples.stream().map(MemorySample::asMap).toList());
        return new Result(verdict.passed(), verdict.why(), maker.errors(), figures);
    }

    private static double perSecond(List<MemorySample> judged) {
        if (judged.size() < 2) {
            return 0;
        }
        MemorySample first = judged.get(0);
        MemorySample last = judged.get(judged.size() - 1);
        return (last.payments() - first.payments()) / (last.seconds() - first.seconds());
    }

    /** Of what is judged, between its begin and its end: where to look first when it grows. */
    private static Map<String, Long> grown(List<MemorySample> judged) {
        Map<String, Long> told = new LinkedHashMap<>();
        if (judged.size() < 2) {
            return told;
        }
        Map<String, Long> before = judged.get(0).classes();
        Map<String, Long> grown = new LinkedHashMap<>();
        judged.get(judged.size() - 1)
                .classes()
                .forEach((name, bytes) -> grown.put(name, bytes - before.getOrDefault(name, 0L)));
        grown.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(CLASSES_TOLD)
                .forEach(entry -> told.put(entry.getKey(), entry.getValue()));
        return told;
    }
}
