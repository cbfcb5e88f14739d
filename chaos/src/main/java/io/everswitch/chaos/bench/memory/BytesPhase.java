package io.everswitch.chaos.bench.memory;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What one payment takes: payments are made in steps, and after each the heap is looked at after a full collection, when no
 * payment has an actor any more and the archive has what is done. The slope over payments leaves out what a node takes anyway.
 * Blocks; one thread.
 */
public final class BytesPhase {
    /** Classes, connections and buffers that the first payments bring are not theirs. */
    private static final int WARM_UP = 2_000;

    private static final int STEPS = 5;
    private static final int STEP_MIN = 100;
    private static final int KEYS_SHARE = 10;

    private final MemorySite site;
    private final MemorySettings settings;
    private final Consumer<String> say;
    private final Maker maker;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<MemorySample> samples = new ArrayList<>();
    private final long beginNs = System.nanoTime();

    public BytesPhase(MemorySite site, MemorySettings settings, Consumer<String> say) {
        this.site = site;
        this.settings = settings;
        this.say = say;
        this.maker = new Maker(site.target(), settings.inFlight(), settings.seed());
    }

    /**
     * What was found.
     *
     * @param heapBytesPerClosed of all nodes together
     * @param errors of clients
     */
    public record Result(double heapBytesPerClosed, Map<String, Integer> errors, Map<String, Object> figures) {}

    public Result run() throws IOException, InterruptedException {
        say.accept(MemorySample.head());
        int step = Math.max(STEP_MIN, (settings.closed() + STEPS - 1) / STEPS);
        maker.closed(WARM_UP, false);
        sample("warm");
        int made = 0;
        while (made < settings.closed()) {
            int now = Math.min(step, settings.closed() - made);
            maker.closed(now, false);
            made += now;
            sample("closed " + made);
        }
        List<MemorySample> closed = List.copyOf(samples);
        maker.closed(Math.max(STEP_MIN, settings.closed() / KEYS_SHARE), true);
        MemorySample keys = sample("closed with keys");
        maker.open(settings.open());
        look("open " + settings.open() + ", just made");
        MemorySample open = sample("open " + settings.open());
        return result(closed, keys, open);
    }

    private MemorySample sample(String label) throws IOException, InterruptedException {
        new Settling(site, http).await();
        return look(label);
    }

    private MemorySample look(String label) throws IOException, InterruptedException {
        MemorySample sample = new MemorySample(
                label, (System.nanoTime() - beginNs) / 1e9, maker.payments(), MemorySample.take(site, http));
        samples.add(sample);
        say.accept(sample.line());
        return sample;
    }

    private Result result(List<MemorySample> closed, MemorySample keys, MemorySample open) {
        MemorySample first = closed.get(0);
        MemorySample last = closed.get(closed.size() - 1);
        double heap = slope(closed, node -> node.heap().bytes());
        double histories = slope(closed, NodeSample::histories);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(
                "how", "slope of the heap after full collection over payments, by least squares; open: a difference");
        figures.put("nodes", site.nodes().size());
        figures.put("closed", last.payments() - first.payments());
        figures.put("open", settings.open());
        figures.put("histories_in_memory_per_closed_payment", round(histories));
        figures.put("heap_bytes_per_closed_payment", Math.round(heap));
        figures.put(
                "heap_bytes_per_closed_payment_and_copy", site.copies() == 0 ? 0 : Math.round(heap / site.copies()));
        figures.put("index_entries_per_closed_payment", round(slope(closed, NodeSample::index)));
        Map<String, Object> each = new LinkedHashMap<>();
        for (int i = 0; i < first.nodes().size(); i++) {
            int index = i;
            each.put(
                    first.nodes().get(i).node(),
                    Math.round(Slopes.fitted(closed.stream()
                            .map(sample -> new Slopes.Point(
                                    sample.payments(),
                                    sample.nodes().get(index).heap().bytes()))
                            .toList())));
        }
        figures.put("heap_bytes_per_closed_payment_by_node", each);
        figures.put("spool_bytes_per_closed_payment", Math.round(slope(closed, NodeSample::spoolBytes)));
        double withKey = perPayment(last, keys, node -> node.heap().bytes());
        figures.put("heap_bytes_more_with_idempotency_key", Math.round(withKey - heap));
        figures.put("index_entries_with_idempotency_key", round(perPayment(last, keys, NodeSample::index)));
        figures.put(
                "heap_bytes_per_open_payment",
                Math.round(perPayment(keys, open, node -> node.heap().bytes())));
        figures.put("spool_bytes_per_open_payment", Math.round(perPayment(keys, open, NodeSample::spoolBytes)));
        double complete = site.copies() == 0 ? 1 : histories / site.copies();
        figures.put("taken_out_early_share", round(Math.max(0, 1 - complete)));
        figures.put("client_errors", maker.errors());
        figures.put("samples", samples.stream().map(MemorySample::asMap).toList());
        return new Result(heap, maker.errors(), figures);
    }

    private static double slope(List<MemorySample> samples, ToLongFunction<NodeSample> of) {
        return Slopes.fitted(samples.stream()
                .map(sample -> new Slopes.Point(sample.payments(), sample.sum(of)))
                .toList());
    }

    private static double perPayment(MemorySample before, MemorySample after, ToLongFunction<NodeSample> of) {
        return (double) (after.sum(of) - before.sum(of)) / (after.payments() - before.payments());
    }

    private static double round(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
