package io.everswitch.chaos.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back as it was, and a history that lacks a step says so. */
class HistoryTest {
    @TempDir
    Path folder;

    private static Step invoke(long op) {
        return Step.invoke(1_700_000_000_000_000_000L + op, op, 3, OpKind.CREATE, "o-" + op, "", 1_200);
    }

    @Test
    void write_everyKindOfStep_isReadBackAsItWas() throws IOException {
        PaymentSeen.AttemptSeen attempt = new PaymentSeen.AttemptSeen("att_1", "approved", true, 17);
        PaymentSeen seen = new PaymentSeen("pay_1", "o-1", 1_200, "succeeded", "known", 300, List.of(attempt));
        List<Step> steps = new ArrayList<>();
        for (OpKind kind : OpKind.values()) {
            steps.add(Step.invoke(steps.size(), steps.size(), 3, kind, "o-1", "pay_1", 5));
        }
        for (StepType type : StepType.values()) {
            long latency = type.isEnd() ? 42 : 0;
            String code = type == StepType.INVOKE ? "" : "503 \"unavailable\"";
            steps.add(invoke(1).then(2_000_000_000_000_000_000L, type, code, latency));
        }
        steps.add(invoke(1).then(9, StepType.OK, "201", 4).showing(seen));
        steps.add(invoke(2).then(9, StepType.OK, "202", 4).refunding("ref_1", "pending"));
        Path file = folder.resolve("history.jsonl");
        try (HistoryWriter writer = new HistoryWriter(file)) {
            steps.forEach(writer::add);
        }
        List<Step> read = new ArrayList<>();
        HistoryReader.read(file, read::add);
        assertEquals(steps, read);
    }

    @Test
    void close_stepCameAfterIt_saysThatThereAreHoles() throws IOException {
        HistoryWriter writer = new HistoryWriter(folder.resolve("history.jsonl"));
        writer.add(invoke(1));
        writer.close();
        writer.add(invoke(2));
        IOException holes = assertThrows(IOException.class, writer::close);
        assertTrue(String.valueOf(holes.getMessage()).contains("holes: 1 steps"), holes.getMessage());
    }

    @Test
    void read_lineCutShort_fails() throws IOException {
        Path file = folder.resolve("history.jsonl");
        try (HistoryWriter writer = new HistoryWriter(file)) {
            writer.add(invoke(1));
            writer.add(invoke(2));
        }
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 9));
        List<Step> read = new ArrayList<>();
        assertThrows(IOException.class, () -> HistoryReader.read(file, read::add));
        assertEquals(List.of(invoke(1)), read);
    }
}
