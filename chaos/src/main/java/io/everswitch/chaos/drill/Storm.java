package io.everswitch.chaos.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who misbehaves how in a storm: every second channel, the misbehaviours by turns, and one channel whose bank never answers.
 * Immutable.
 *
 * @param behaviours of the sick channels, JSON
 * @param hanging those of them whose bank leaves requests without an answer on purpose
 * @param before how often each misbehaviour had been met when the storm began
 */
record Storm(Map<String, String> behaviours, Set<String> hanging, Map<String, Long> before) {
    static final String HANGS_ALWAYS = "{\"hang_before_commit_rate\":1}";

    /**
     * A misbehaviour, and the simulator's counter of payments that met it.
     *
     * @param hangs whether requests wait for an answer until their time-out
     */
    private record Misbehaviour(String counter, String behaviour, boolean hangs) {}

    /** All of the bank simulator's, three of ten where it is a matter of chance: enough to be met in a short drill. */
    private static final List<Misbehaviour> ALL = List.of(
            new Misbehaviour("was_slow", "{\"latency_ms\":{\"p50\":800,\"p99\":4000}}", true),
            new Misbehaviour("was_declining", "{\"decline_rate\":0.3}", false),
            new Misbehaviour("hung_before_commit", "{\"hang_before_commit_rate\":0.3}", true),
            new Misbehaviour("hung_after_commit", "{\"hang_after_commit_rate\":0.3}", true),
            new Misbehaviour("answered_late", "{\"hang_after_commit_rate\":0.3,\"late_reply_ms\":4000}", true),
            new Misbehaviour("repeated_itself", "{\"duplicate_callback_rate\":0.3}", false),
            new Misbehaviour("lost_callback", "{\"lost_callback_rate\":0.3}", false),
            new Misbehaviour("reset_mid_frame", "{\"reset_mid_frame_rate\":0.3}", false),
            new Misbehaviour("told_wrong_amount", "{\"wrong_amount_rate\":0.3}", false),
            new Misbehaviour("talked_garbage", "{\"garbage_rate\":0.3}", false),
            new Misbehaviour("was_down", "{\"down\":true}", false));

    Storm {
        behaviours = Map.copyOf(behaviours);
        hanging = Set.copyOf(hanging);
        before = Map.copyOf(before);
    }

    /** @param channels as the simulator tells them */
    static Storm over(JsonNode channels, String hangsAlways) throws IOException {
        Map<String, String> behaviours = new LinkedHashMap<>();
        Set<String> hanging = new LinkedHashSet<>();
        boolean found = false;
        for (int i = 0; i < channels.size(); i++) {
            String id = channels.get(i).path("id").asText();
            if (id.equals(hangsAlways)) {
                found = true;
            } else if (i % 2 == 0) {
                Misbehaviour one = ALL.get(i / 2 % ALL.size());
                behaviours.put(id, one.behaviour());
                if (one.hangs()) {
                    hanging.add(id);
                }
            }
        }
        if (!found || behaviours.size() < ALL.size()) {
            throw new IOException("of " + channels.size() + " channels no half can misbehave in " + ALL.size()
                    + " ways, or none is " + hangsAlways);
        }
        behaviours.put(hangsAlways, HANGS_ALWAYS);
        hanging.add(hangsAlways);
        return new Storm(behaviours, hanging, counted(channels));
    }

    boolean isSick(String channel) {
        return behaviours.containsKey(channel);
    }

    /** How often each misbehaviour was met since the storm began. */
    Map<String, Long> met(JsonNode channels) {
        Map<String, Long> now = new LinkedHashMap<>(counted(channels));
        now.replaceAll((counter, count) -> count - before.getOrDefault(counter, 0L));
        return now;
    }

    private static Map<String, Long> counted(JsonNode channels) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Misbehaviour one : ALL) {
            long sum = 0;
            for (JsonNode channel : channels) {
                sum += channel.path("counters").path(one.counter()).asLong();
            }
            counts.put(one.counter(), sum);
        }
        return counts;
    }
}
