package io.everswitch.chaos.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.everswitch.chaos.report.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one node tells of a channel's health, oldest first. Immutable.
 *
 * @param turns of the whole channel; those of single methods are left out
 */
record HealthTurns(String node, List<Turn> turns) {
    /** @param atMicros since 1970, by the node's clock */
    record Turn(long atMicros, String turn, String reason) {}

    HealthTurns {
        turns = List.copyOf(turns);
    }

    /** @param events what {@code GET /channels/{id}/events} answered, newest first */
    static HealthTurns read(String node, JsonNode events) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode event : events.path("events")) {
            if (event.path("method").asText("").isEmpty()
                    || event.path("method").isNull()) {
                Instant at = Instant.parse(event.path("at").asText());
                turns.add(
                        0,
                        new Turn(
                                at.toEpochMilli() * 1_000,
                                event.path("turn").asText(),
                                event.path("reason").asText()));
            }
        }
        return new HealthTurns(node, turns);
    }

    /** When it turned so first, from a moment on; −1 if it never did. */
    long first(String turn, long fromMicros) {
        return turns.stream()
                .filter(one -> one.turn().equals(turn) && one.atMicros() >= fromMicros)
                .mapToLong(Turn::atMicros)
                .findFirst()
                .orElse(-1);
    }

    /** What it is from its last turn on: {@code recovered} and {@code green} are well. */
    String last() {
        return turns.isEmpty() ? "green" : turns.get(turns.size() - 1).turn();
    }

    /** Each state from its turn to the next; well ones are not marked. */
    List<Mark> marks(long beginMicros, double endSecond) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            double from = (turn.atMicros() - beginMicros) / 1e6;
            double to = i + 1 < turns.size() ? (turns.get(i + 1).atMicros() - beginMicros) / 1e6 : endSecond;
            boolean well = turn.turn().equals("recovered") || turn.turn().equals("green");
            if (from >= 0) {
                marks.add(new Mark(node + ": " + turn.reason(), from, well ? from : Math.max(from, to)));
            }
        }
        return marks;
    }
}
