package io.everswitch.chaos.shop;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The newest webhooks, bounded by number and by bytes. Thread-safe. */
final class Inbox {
    private final int max;
    private final long bytesMax;
    private final Queue<ReceivedWebhook> webhooks = new ArrayDeque<>();
    private long bytes;

    Inbox(int max, long bytesMax) {
        this.max = max;
        this.bytesMax = bytesMax;
    }

    synchronized void add(ReceivedWebhook webhook) {
        webhooks.add(webhook);
        bytes += webhook.bytes();
        while (webhooks.size() > max || (bytes > bytesMax && webhooks.size() > 1)) {
            bytes -= webhooks.remove().bytes();
        }
    }

    synchronized void clear() {
        webhooks.clear();
        bytes = 0;
    }

    synchronized List<ReceivedWebhook> all() {
        return List.copyOf(webhooks);
    }
}
