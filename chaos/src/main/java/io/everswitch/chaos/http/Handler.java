package io.everswitch.chaos.http;

/** Answers requests. Called on an event loop: it must not block, and it may keep the exchange and answer later. */
@FunctionalInterface
public interface Handler {
    void handle(Exchange exchange);
}
