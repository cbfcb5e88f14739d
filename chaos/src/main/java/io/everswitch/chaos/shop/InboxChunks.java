package io.everswitch.chaos.shop;

import io.everswitch.chaos.http.Chunks;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Webhooks as one JSON array, or as lines. Used by one thread at a time. */
final class InboxChunks implements Chunks {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final List<ReceivedWebhook> webhooks;
    private final boolean array;
    private int next;
    private boolean done;

    InboxChunks(List<ReceivedWebhook> webhooks, boolean array) {
        this.webhooks = webhooks;
        this.array = array;
    }

    @Override
    public byte @Nullable [] next() {
        if (done) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK_BYTES);
        while (next < webhooks.size() && out.size() < CHUNK_BYTES) {
            if (array) {
                out.write(next == 0 ? '[' : ',');
                out.writeBytes(webhooks.get(next).element());
            } else {
                out.writeBytes(webhooks.get(next).line());
            }
            next++;
        }
        if (next == webhooks.size()) {
            done = true;
            if (array) {
                out.writeBytes(webhooks.isEmpty() ? new byte[] {'[', ']'} : new byte[] {']'});
            }
        }
        return out.size() == 0 ? null : out.toByteArray();
    }
}
