package io.everswitch.chaos.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.node.control.Preview;
import io.everswitch.node.control.RecordedDecision;
import io.everswitch.node.control.SeenRate;
import io.everswitch.node.control.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Path DEMO = Path.of("demo/channels.yaml");

    private static List<RecordedDecision> recorded() throws IOException {
        StringBuilder file = new StringBuilder("{\"decisions\":[");
        for (int i = 0; i < 200; i++) {
            file.append(i == 0 ? "" : ",")
                    .append("{\"at_ms\":")
                    .append(1_000 + i)
                    .append(",\"chosen\":null,\"merchant\":\"m\",\"method\":\"card\",\"bank\":null,\"brand\":\"visa\","
                            + "\"amount\":10000,\"currency\":\"CNY\",\"tried\":[],\"shadow\":false,\"spread\":\"")
                    .append(i * 7_919L)
                    .append("\"}");
        }
        return Recorded.read(file.append("]}").toString().getBytes(UTF_8));
    }

    @Test
    void replay_sameSettings_changesNothing() throws Exception {
        Preview preview = new Replay(DEMO).of(recorded(), Map.of(), Map.of());
        assertEquals(200, preview.attempts());
        assertEquals(0, preview.moved() + preview.unroutable());
        assertTrue(preview.changes().isEmpty());
    }

    @Test
    void replay_aStop_movesWhatWentThere() throws Exception {
        Preview none = new Replay(DEMO)
                .of(recorded(), Map.of(), Map.of("degradations/x", "{\"action\":\"stop\",\"method\":\"card\"}"));
        assertEquals(200, none.unroutable());
        Map.Entry<String, Preview.Difference> busiest = none.changes().entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.comparingInt(Preview.Difference::before)))
                .orElseThrow();
        Preview one = new Replay(DEMO)
                .of(
                        recorded(),
                        Map.of(),
                        Map.of("rules/x", "{\"when\":\"always\",\"then\":\"avoid " + busiest.getKey() + "\"}"));
        assertEquals(busiest.getValue().before(), one.moved());
        assertEquals(0, requireNonNull(one.changes().get(busiest.getKey())).after());
        assertEquals(0, one.unroutable());
    }

    @Test
    void trial_sickBanks_expectedValueAvoidsThem_withTheSameLuck() throws Exception {
        Preview busy = new Replay(DEMO)
                .of(recorded(), Map.of(), Map.of("degradations/x", "{\"action\":\"stop\",\"method\":\"card\"}"));
        List<SeenRate> rates = new ArrayList<>();
        for (String channel : busy.changes().keySet()) {
            rates.add(new SeenRate(new ChannelId(channel), MeansKind.CARD, rates.size() % 2 == 0 ? 0.3 : 0.95, 40));
        }
        Trial.Plan plan = new Trial.Plan(recorded(), rates, 20, 7);
        Trial.Sum weights = new Replay(DEMO).trial(plan, Map.of("routing/strategy", "\"weights\""));
        Trial.Sum again = new Replay(DEMO).trial(plan, Map.of("routing/strategy", "\"weights\""));
        Trial.Sum value = new Replay(DEMO).trial(plan, Map.of("routing/strategy", "\"expected_value\""));
        assertEquals(weights, again);
        assertEquals(4_000, weights.attempts());
        assertEquals(weights.amount(), value.amount());
        assertTrue(value.approvedAmount() > weights.approvedAmount() * 1.1, value + " against " + weights);
    }

    @Test
    void replay_wrongSettingsOrFile_namesWhatIsWrong() throws Exception {
        Replay replay = new Replay(DEMO);
        IOException wrong = assertThrows(
                IOException.class, () -> replay.of(recorded(), Map.of(), Map.of("rules/x", "{\"when\":\"x\"}")));
        assertTrue(
                String.valueOf(wrong.getMessage()).startsWith("rules/x must have when and then"), wrong.getMessage());
        assertThrows(IOException.class, () -> Recorded.settings("[]".getBytes(UTF_8)));
        assertThrows(
                IOException.class,
                () -> Recorded.read("{\"decisions\":[{\"method\":\"cash\",\"merchant\":\"m\"}]}".getBytes(UTF_8)));
    }
}
