package io.everswitch.chaos.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.IsoOptions;
import io.everswitch.channel.iso8583.MacAlgorithm;
import io.everswitch.channel.iso8583.MacKey;
import io.everswitch.domain.port.AttemptRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MACs between the adapter, which has them from a library, and the simulated bank, which makes them of plain ciphers. */
@Timeout(60)
class IsoMacAdapterTest {
    private static final String KEY = "0123456789abcdeffedcba9876543210";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private IsoRig rig(IsoWire.Framing framing, IsoWire.Form form, MacAlgorithm algorithm, String key)
            throws Exception {
        IsoWire wire = new IsoWire(framing, form, new IsoSecurity(IsoWire.Mac.valueOf(algorithm.name()), KEY));
        BankSimulator simulator = IsoRig.simulator(directory, IsoRig.bank("b", wire));
        MacKey ours = MacKey.ofHex(algorithm, key.getBytes(StandardCharsets.US_ASCII));
        return new IsoRig(simulator, "b", wire, new IsoOptions(ours), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "RETAIL, BINARY2, BINARY",
        "RETAIL, ASCII4, ASCII",
        "AES_CMAC, BINARY2_TPDU, BINARY",
        "AES_CMAC, BINARY2, ASCII",
        "HMAC_SHA256_64, ASCII4, BINARY",
        "HMAC_SHA256_64, BINARY2_TPDU, ASCII"
    })
    void payments_withMac_areAsWithout(MacAlgorithm algorithm, IsoWire.Framing framing, IsoWire.Form form)
            throws Exception {
        try (IsoRig rig = rig(framing, form, algorithm, KEY).up()) {
            AttemptRequest first = rig.request(1200);
            assertEquals("APPROVED 00", rig.send(first));
            assertEquals("DECLINED_FINAL 51", rig.send(rig.request(1251)));
            assertEquals("ACKNOWLEDGED 00", rig.reverse(first, 0));
            assertEquals("ACKNOWLEDGED 00", rig.reverse(first, 1));
            assertTrue(rig.protocolErrors.isEmpty(), rig.protocolErrors.toString());
            assertEquals(0, rig.counted("b", Counter.MACS_REFUSED));
        }
    }

    @Test
    void answer_wrongMac_isUnknownAndItsReversalUndoesIt() throws Exception {
        try (IsoRig rig = rig(IsoWire.Framing.BINARY2, IsoWire.Form.BINARY, MacAlgorithm.RETAIL, KEY)
                .up()) {
            AttemptRequest request = rig.request(6_670);
            assertEquals("UNKNOWN wrong_mac", rig.send(request));
            assertEquals(List.of("mac"), List.copyOf(rig.protocolErrors));
            assertEquals(1, rig.counted("b", Counter.APPROVED));
            assertEquals("ACKNOWLEDGED 00", rig.reverse(request, 0));
        }
    }

    @Test
    void keys_different_nothingIsBookedAndTheChannelStaysDown() throws Exception {
        try (IsoRig rig = rig(IsoWire.Framing.BINARY2, IsoWire.Form.ASCII, MacAlgorithm.AES_CMAC, "11".repeat(16))) {
            org.awaitility.Awaitility.await().until(() -> rig.disconnects.contains("sign_on_unanswered"));
            assertEquals("NOT_SENT not_connected", rig.send(rig.request(1200)));
            assertTrue(rig.counted("b", Counter.MACS_REFUSED) > 0);
            assertEquals(0, rig.counted("b", Counter.APPROVED));
        }
    }
}
