package io.everswitch.node.http;

import org.jspecify.annotations.Nullable;

/** Whether the switch may call an address that a merchant named. Thread-safe, never blocks: no name is looked up here. */
@FunctionalInterface
public interface UrlCheck {
    /** Why it may not be called, in words that a merchant may read and without the address; null if it may. */
    @Nullable
    String refusal(String url);
}
