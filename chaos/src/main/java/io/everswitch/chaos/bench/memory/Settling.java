package io.everswitch.chaos.bench.memory;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;

/** Waits until no payment has an actor and the archive lacks nothing. Blocks. */
final class Settling {
    /** Actors leave seconds after their last message; the archive may have some minutes of closed loop before it. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Nodes tell how much they hold this often, and a little later it is on the page. */
    private static final Duration TOLD_WITHIN = Duration.ofMillis(2_500);

    private final MemorySite site;
    private final HttpClient http;

    Settling(MemorySite site, HttpClient http) {
        this.site = site;
        this.http = http;
    }

    /** Whatever is left after patience has ended stands in the sample. */
    void await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (busy() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE.toMillis());
        }
        Thread.sleep(TOLD_WITHIN.toMillis());
    }

    private boolean busy() throws IOException, InterruptedException {
        for (MemorySite.Node node : site.nodes()) {
            MetricsPage page = MetricsPage.read(http, node.operationsUrl());
            if (page.value("everswitch_payment_actors") > 0 || page.value("everswitch_journal_archive_backlog") > 0) {
                return true;
            }
        }
        return false;
    }
}
