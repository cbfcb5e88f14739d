package io.everswitch.domain.port;

/** Chooses a channel. Pure, at most some microseconds, thread-safe. */
public interface Router {
    RouteDecision route(RouteRequest request);
}
