package io.everswitch.chaos.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of toxics with their attributes, all of them whole numbers, in the order in which they are shown. */
enum ToxicKind {
    NOOP("noop"),
    LATENCY("latency", "latency", "jitter"),
    TIMEOUT("timeout", "timeout"),
    RESET_PEER("reset_peer", "timeout"),
    BANDWIDTH("bandwidth", "rate"),
    SLICER("slicer", "average_size", "size_variation", "delay"),
    LIMIT_DATA("limit_data", "bytes"),
    SLOW_CLOSE("slow_close", "delay");

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> attributes;

    ToxicKind(String wireName, String... attributes) {
        this.wireName = wireName;
        this.attributes = List.of(attributes);
    }

    String wireName() {
        return wireName;
    }

    List<String> attributes() {
        return attributes;
    }

    static @Nullable ToxicKind parse(String wireName) {
        for (ToxicKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        return null;
    }
}
