package io.everswitch.chaos.shop;

import java.net.URI;
import java.util.List;

/**
 * @param port 0 means any free one
 * @param publicUrl how browser and switch reach the shop; empty means its own host and port
 * @param secret of the webhooks, {@code whsec_…}
 * @param cashierOrigins where cashier pages live beside the switch's own origin
 * @param receivedMax webhooks that are kept
 * @param receivedBytesMax … in so many bytes at most
 */
record ShopSettings(
        String host,
        int port,
        String publicUrl,
        URI switchUrl,
        String apiKey,
        String secret,
        List<String> cashierOrigins,
        int receivedMax,
        long receivedBytesMax) {
    static final int PORT = 8070;
    /** Two minutes of the highest load. */
    static final int RECEIVED_MAX = 200_000;

    ShopSettings {
        cashierOrigins = List.copyOf(cashierOrigins);
        if (receivedMax < 1 || receivedBytesMax < 1) {
            throw new IllegalArgumentException("the shop must keep one webhook at least");
        }
    }

    /** Half of the heap may hold webhooks; the rest is for work. */
    static long defaultBytesMax() {
        return Runtime.getRuntime().maxMemory() / 2;
    }

    @Override
    public String toString() {
        return "ShopSettings[" + host + ":" + port + "]";
    }
}
