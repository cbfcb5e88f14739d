package io.everswitch.chaos.fault;

import java.util.Map;

/**
 * One toxic of one proxy as it is set now. Immutable.
 *
 * @param id tells a toxic from a later one of the same name; kept over changes
 * @param label name and stream, as they were given
 * @param attributes every attribute of the kind, in order
 */
record Toxic(long id, Label label, ToxicKind kind, float toxicity, Map<String, Long> attributes) {
    /** @param stream the stream's name as it was given, in whatever case */
    record Label(String name, String stream, Direction direction) {}

    String name() {
        return label.name();
    }

    Direction direction() {
        return label.direction();
    }

    long attribute(String name) {
        Long value = attributes.get(name);
        if (value == null) {
            throw new IllegalArgumentException(kind.wireName() + " has no attribute " + name);
        }
        return value;
    }

    Toxic with(float newToxicity, Map<String, Long> newAttributes) {
        return new Toxic(id, label, kind, newToxicity, newAttributes);
    }
}
