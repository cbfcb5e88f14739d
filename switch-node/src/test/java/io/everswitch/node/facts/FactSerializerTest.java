package io.everswitch.node.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.everswitch.domain.payment.PaymentFact;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactSerializerTest {
    private final FactSerializer serializer = new FactSerializer();

    @Test
    void samples_coverEveryKindOfFact() {
        Set<Class<?>> kinds = new HashSet<>(Arrays.asList(PaymentFact.class.getPermittedSubclasses()));
        Samples.all().forEach(fact -> kinds.remove(fact.getClass()));
        assertEquals(Set.of(), kinds);
    }

    @Test
    void roundTrip_everyKind_isEqual() throws NotSerializableException {
        for (PaymentFact fact : Samples.all()) {
            byte[] bytes = serializer.toBinary(JournaledFact.recovered(fact));
            JournaledFact back =
                    (JournaledFact) serializer.fromBinary(bytes, serializer.manifest(JournaledFact.recovered(fact)));
            assertEquals(fact, back.fact());
        }
    }

    /** What an older version wrote must be readable for ever: the file is written once and only ever appended to. */
    @Test
    void golden_everyStoredFact_isReadAsItWasWritten() throws IOException {
        List<String> lines = golden();
        List<PaymentFact> samples = Samples.all();
        assertEquals(samples.size(), lines.size(), "golden lines:\n" + String.join("\n", current()));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int gap = line.indexOf(' ');
            JournaledFact read = (JournaledFact)
                    serializer.fromBinary(HexFormat.of().parseHex(line.substring(gap + 1)), line.substring(0, gap));
            assertEquals(samples.get(i), read.fact());
        }
    }

    @Test
    void fromBinary_unknownManifest_refused() {
        assertThrows(NotSerializableException.class, () -> serializer.fromBinary(new byte[] {1}, "created.99"));
    }

    @Test
    void fromBinary_brokenBytes_refusedWithoutQuotingThem() {
        NotSerializableException refusal = assertThrows(
                NotSerializableException.class,
                () -> serializer.fromBinary("4242424242424242".getBytes(StandardCharsets.UTF_8), "created.1"));
        assertFalse(String.valueOf(refusal.getMessage()).contains("4242"));
    }

    private List<String> current() {
        List<String> lines = new ArrayList<>();
        for (PaymentFact fact : Samples.all()) {
            JournaledFact entry = JournaledFact.recovered(fact);
            lines.add(serializer.manifest(entry) + ' ' + HexFormat.of().formatHex(serializer.toBinary(entry)));
        }
        return lines;
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = FactSerializerTest.class.getResourceAsStream("/facts/golden-1.txt")) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                            .lines()
                            .toList();
        }
    }
}
