package io.everswitch.channel.iso8583;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states of {@link IsoConnection}, see the picture there. */
enum ConnectionState {
    DISCONNECTED,
    CONNECTING,
    SIGNING_ON,
    UP,
    CLOSED;

    private static final Map<ConnectionState, Set<ConnectionState>> TRANSITIONS = new EnumMap<>(Map.of(
            DISCONNECTED, EnumSet.of(CONNECTING, CLOSED),
            CONNECTING, EnumSet.of(SIGNING_ON, DISCONNECTED, CLOSED),
            SIGNING_ON, EnumSet.of(UP, DISCONNECTED, CLOSED),
            UP, EnumSet.of(DISCONNECTED, CLOSED),
            CLOSED, EnumSet.noneOf(ConnectionState.class)));

    boolean mayBecome(ConnectionState next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }
}
