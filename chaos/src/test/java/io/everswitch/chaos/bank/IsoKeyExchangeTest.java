package io.everswitch.chaos.bank;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.IsoOptions;
import io.everswitch.channel.iso8583.KeyBox;
import io.everswitch.channel.iso8583.KeyExchange;
import io.everswitch.channel.iso8583.MacAlgorithm;
import io.everswitch.channel.iso8583.MacKey;
import io.everswitch.domain.port.AttemptAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that change many times a second while payments go to and fro. */
@Timeout(60)
class IsoKeyExchangeTest {
    private static final String KEY = "0123456789abcdeffedcba9876543210";
    private static final String KEK = "000102030405060708090a0b0c0d0e0f";
    private static final int PAYMENTS = 2_000;
    private static final int KEYS = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @ParameterizedTest
    @CsvSource({"RETAIL, TDES_ECB, 48, BINARY", "AES_CMAC, AES_KW, 60, ASCII", "HMAC_SHA256_64, AES_KW, 63, BINARY"})
    void keys_changedUnderLoad_noAnswerIsLost(MacAlgorithm algorithm, KeyBox.Wrap wrap, int field, IsoWire.Form form)
            throws Exception {
        IsoWire wire = new IsoWire(
                IsoWire.Framing.BINARY2,
                form,
                new IsoSecurity(
                        IsoWire.Mac.valueOf(algorithm.name()),
                        KEY,
                        new BankKeyBox(wrap == KeyBox.Wrap.TDES_ECB, field, KEK),
                        2_000));
        // Answers wait 2 … 10 ms in the bank, so that many cross a change of keys.
        BankSimulator simulator = IsoRig.simulator(directory, new Latency(2, 10), IsoRig.bank("b", wire));
        KeyExchange exchange =
                new KeyExchange(KeyBox.ofHex(wrap, KEK.getBytes(StandardCharsets.US_ASCII)), field, 20, 2_000);
        IsoOptions options = new IsoOptions(MacKey.ofHex(algorithm, KEY.getBytes(StandardCharsets.US_ASCII)), exchange);
        try (IsoRig rig = new IsoRig(simulator, "b", wire, options, 2).up()) {
            List<CompletionStage<AttemptAnswer>> sent = new ArrayList<>();
            int approved = 0;
            while (sent.size() < PAYMENTS || rig.counted("b", Counter.KEYS_GIVEN) < KEYS) {
                for (int i = 0; i < 50; i++) {
                    sent.add(rig.channel.send(rig.request(1200)));
                }
                for (CompletionStage<AttemptAnswer> one : sent.subList(sent.size() - 50, sent.size())) {
                    String answer = IsoRig.word(IsoRig.get(one));
                    // Behind a full socket a payment is refused before its first byte; nothing else may happen.
                    assertTrue(answer.equals("APPROVED 00") || answer.startsWith("NOT_SENT"), answer);
                    approved += answer.startsWith("APPROVED") ? 1 : 0;
                }
            }
            assertEquals(approved, rig.counted("b", Counter.APPROVED));
            assertTrue(approved > PAYMENTS / 2, "approved " + approved);
            assertTrue(rig.protocolErrors.isEmpty(), rig.protocolErrors.toString());
            assertEquals(0, rig.counted("b", Counter.MACS_REFUSED));
            assertEquals(List.of(), List.copyOf(rig.disconnects));
            assertEquals(2, rig.connects.get());
        }
    }

    @org.junit.jupiter.api.Test
    void keys_bankGivesNone_channelStaysDown() throws Exception {
        IsoWire wire =
                new IsoWire(IsoWire.Framing.ASCII4, IsoWire.Form.ASCII, new IsoSecurity(IsoWire.Mac.AES_CMAC, KEY));
        KeyExchange exchange = new KeyExchange(
                KeyBox.ofHex(KeyBox.Wrap.AES_KW, KEK.getBytes(StandardCharsets.US_ASCII)), 48, 1_000, 1_000);
        IsoOptions options =
                new IsoOptions(MacKey.ofHex(MacAlgorithm.AES_CMAC, KEY.getBytes(StandardCharsets.US_ASCII)), exchange);
        BankSimulator simulator = IsoRig.simulator(directory, IsoRig.bank("b", wire));
        try (IsoRig rig = new IsoRig(simulator, "b", wire, options, 1)) {
            await().until(() -> rig.disconnects.contains("key_exchange_failed"));
            assertEquals("NOT_SENT not_connected", rig.send(rig.request(1200)));
        }
    }
}
