package io.everswitch.chaos.bank;

import static io.everswitch.chaos.bank.TestIsoClient.code;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoBankTest {
    private static final String CHANNEL = "binary2-ascii";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestBank bank;

    @BeforeEach
    void start() throws IOException {
        bank = new TestBank(directory);
    }

    @AfterEach
    void stop() throws IOException {
        bank.close();
    }

    static List<String> isoChannels() {
        return TestBank.isoChannels();
    }

    @ParameterizedTest
    @MethodSource("isoChannels")
    void everyForm_wholeLife_isBooked(String channel) throws Exception {
        try (TestIsoClient client = bank.iso(channel)) {
            Map<Integer, String> echo =
                    client.ask("0800", TestIsoClient.fields("7", "1122153000", "11", "777777", "70", "301"));
            assertEquals("0810", echo.get(0));
            assertEquals("777777", echo.get(11));
            assertEquals("00", code(echo));

            Map<Integer, String> request = client.purchase("A1", 12_300);
            Map<Integer, String> answer = client.ask("0200", request);
            assertEquals("0210", answer.get(0));
            assertEquals("00", code(answer));
            assertEquals(6, String.valueOf(answer.get(38)).length());
            for (int repeated : new int[] {3, 4, 11, 37, 41, 42, 49}) {
                assertEquals(request.get(repeated), answer.get(repeated), "field " + repeated);
            }
            assertEquals("01002A1", answer.get(48));
            assertFalse(answer.containsKey(2));

            assertEquals("00", code(client.ask("0200", client.purchase("A2", 500))));
            Map<Integer, String> reversed = client.ask("0400", client.reversal("A2", 500));
            assertEquals("0410", reversed.get(0));
            assertEquals("00", code(reversed));
            Map<Integer, String> repeat = client.ask("0421", client.reversal("A2", 500));
            assertEquals("0430", repeat.get(0));
            assertEquals("00", code(repeat));

            Map<Integer, String> refund = client.ask("0220", client.refund("R1", "A1", 300));
            assertEquals("0230", refund.get(0));
            assertEquals("00", code(refund));
            assertEquals("00", code(client.ask("0221", client.refund("R1", "A1", 300))));
        }
        assertEquals(
                List.of("charge A1 12300", "charge A2 500", "reversal A2 500", "refund R1 300"),
                bank.ledger("?channel=" + channel));
    }

    @Test
    void tpdu_isAnswered_withAddressesSwapped() throws Exception {
        try (TestIsoClient client = bank.iso("binary2-tpdu-binary")) {
            client.ask("0200", client.purchase("A1", 100));
            assertArrayEquals(new byte[] {0x60, 3, 4, 1, 2}, client.lastTpdu);
        }
    }

    @ParameterizedTest
    @CsvSource({"1005,05,0", "1051,51,0", "1091,91,0", "1000,00,1", "1077,00,1"})
    void amount_steers_whateverTheBehaviour(long amount, String expected, int booked) throws Exception {
        if (amount != 1000) {
            bank.behave(CHANNEL, "{\"decline_rate\":1,\"decline_code\":\"61\",\"garbage_rate\":1}");
        }
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            Map<Integer, String> answer = client.ask("0200", client.purchase("A1", amount));
            assertEquals(expected, code(answer));
            assertEquals(booked == 1, answer.containsKey(38));
            if (amount == 1077) {
                assertEquals(answer, client.answer());
            }
            assertTrue(client.isSilent(100));
        }
        assertEquals(booked, bank.ledger().size());
    }

    @ParameterizedTest
    @CsvSource({"1068,1,00", "1069,0,25"})
    void amount_neverAnswered_isReversedByEvidence(long amount, int booked, String reversal) throws Exception {
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            client.send("0200", client.purchase("A1", amount));
            assertTrue(client.isSilent(150));
            assertEquals(booked, bank.ledger().size());
            assertEquals(reversal, code(client.ask("0400", client.reversal("A1", amount))));
            assertEquals(2L * booked, bank.ledger().size());
        }
    }

    @Test
    void purchase_sameReferenceAgain_neverChargedTwice() throws Exception {
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            assertEquals("00", code(client.ask("0200", client.purchase("A1", 1000))));
            assertEquals("94", code(client.ask("0200", client.purchase("A1", 1000))));
            assertEquals("94", code(client.ask("0200", client.purchase("A1", 2000))));
        }
        assertEquals(List.of("charge A1 1000"), bank.ledger());
    }

    @Test
    void reversal_beforePurchase_refusesTheLatePurchase() throws Exception {
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            assertEquals("25", code(client.ask("0420", client.reversal("A1", 1000))));
            assertEquals("94", code(client.ask("0200", client.purchase("A1", 1000))));
            assertEquals("25", code(client.ask("0421", client.reversal("A1", 1000))));
        }
        assertEquals(List.of(), bank.ledger());
    }

    @Test
    void reversal_ofWhatCannotBeUndone_isRefused() throws Exception {
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            client.ask("0200", client.purchase("A1", 1000));
            assertEquals("13", code(client.ask("0400", client.reversal("A1", 999))));
            client.ask("0220", client.refund("R1", "A1", 400));
            assertEquals("12", code(client.ask("0400", client.reversal("A1", 1000))));
            assertEquals("05", code(client.ask("0200", client.purchase("A2", 1005))));
            assertEquals("25", code(client.ask("0400", client.reversal("A2", 1005))));
        }
        assertEquals(List.of("charge A1 1000", "refund R1 400"), bank.ledger());
    }

    @Test
    void refund_aboveWhatIsLeft_isRefused() throws Exception {
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            client.ask("0200", client.purchase("A1", 1000));
            assertEquals("00", code(client.ask("0220", client.refund("R1", "A1", 700))));
            assertEquals("57", code(client.ask("0220", client.refund("R2", "A1", 301))));
            assertEquals("57", code(client.ask("0221", client.refund("R2", "A1", 301))));
            assertEquals("00", code(client.ask("0220", client.refund("R3", "A1", 300))));
            assertEquals("12", code(client.ask("0220", client.refund("R4", "A9", 1))));
        }
        assertEquals(List.of("charge A1 1000", "refund R1 700", "refund R3 300"), bank.ledger());
    }

    @Test
    void decline_byRate_hasTheCode() throws Exception {
        bank.behave(CHANNEL, "{\"decline_rate\":1,\"decline_code\":\"61\"}");
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            assertEquals("61", code(client.ask("0200", client.purchase("A1", 1000))));
        }
        assertEquals(List.of(), bank.ledger());
    }

    @Test
    void hang_beforeAndAfterCommit_isSilent() throws Exception {
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            bank.behave(CHANNEL, "{\"hang_before_commit_rate\":1}");
            client.send("0200", client.purchase("A1", 1000));
            assertTrue(client.isSilent(150));
            bank.behave(CHANNEL, "{\"hang_before_commit_rate\":0,\"hang_after_commit_rate\":1}");
            client.send("0200", client.purchase("A2", 1000));
            assertTrue(client.isSilent(150));
            assertEquals(List.of("charge A2 1000"), bank.ledger());
            assertEquals("00", code(client.ask("0400", client.reversal("A2", 1000))));
        }
    }

    @Test
    void lateReply_comesAfterTheTime() throws Exception {
        bank.behave(CHANNEL, "{\"hang_after_commit_rate\":1,\"late_reply_ms\":300}");
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            long start = System.nanoTime();
            assertEquals("00", code(client.ask("0200", client.purchase("A1", 1000))));
            assertTrue(System.nanoTime() - start >= 300_000_000L);
        }
    }

    @Test
    void wrongAmount_isInTheAnswerOnly() throws Exception {
        bank.behave(CHANNEL, "{\"wrong_amount_rate\":1}");
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            Map<Integer, String> answer = client.ask("0200", client.purchase("A1", 1000));
            assertEquals("000000001001", answer.get(4));
        }
        assertEquals(List.of("charge A1 1000"), bank.ledger());
    }

    @Test
    void duplicateAnswer_comesTwice() throws Exception {
        bank.behave(CHANNEL, "{\"duplicate_callback_rate\":1}");
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            assertEquals(client.ask("0200", client.purchase("A1", 1000)), client.answer());
        }
    }

    @ParameterizedTest
    @MethodSource("isoChannels")
    void garbage_isAFrameButNoMessage(String channel) throws Exception {
        bank.behave(channel, "{\"garbage_rate\":1}");
        try (TestIsoClient client = bank.iso(channel)) {
            client.send("0200", client.purchase("A1", 1000));
            byte[] garbage = client.frame();
            assertThrows(IsoFormatException.class, () -> new IsoCodec(IsoWire.Form.ASCII).decode(garbage));
            assertThrows(IsoFormatException.class, () -> new IsoCodec(IsoWire.Form.BINARY).decode(garbage));
            bank.behave(channel, "{\"garbage_rate\":0}");
            assertEquals("00", code(client.ask("0400", client.reversal("A1", 1000))));
        }
    }

    @Test
    void resetMidFrame_endsTheConnection_butIsBooked() throws Exception {
        bank.behave(CHANNEL, "{\"reset_mid_frame_rate\":1}");
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            client.send("0200", client.purchase("A1", 1000));
            assertTrue(client.endsWithoutAnswer());
        }
        assertEquals(List.of("charge A1 1000"), bank.ledger());
    }

    @Test
    void down_refusesConnections_untilItIsUp() throws Exception {
        int port = bank.simulator.port(CHANNEL);
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            bank.behave(CHANNEL, "{\"down\":true}");
            assertTrue(client.endsWithoutAnswer());
            assertThrows(ConnectException.class, () -> bank.iso(CHANNEL).close());
        }
        bank.behave(CHANNEL, "{\"down\":false}");
        assertEquals(port, bank.simulator.port(CHANNEL));
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            assertEquals("00", code(client.ask("0200", client.purchase("A1", 1000))));
        }
    }

    @Test
    void beforeSignOn_nothingIsTaken() throws Exception {
        try (TestIsoClient client = new TestIsoClient(bank.simulator.port(CHANNEL), "binary2", false)) {
            client.send("0200", client.purchase("A1", 1000));
            assertTrue(client.endsWithoutAnswer());
        }
        assertEquals(List.of(), bank.ledger());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 19, 4097, 65535})
    void frame_ofWrongLength_endsTheConnection(int length) throws Exception {
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            client.sendBytes(new byte[] {(byte) (length >> 8), (byte) length, '0', '2'});
            assertTrue(client.endsWithoutAnswer());
        }
    }

    @Test
    void message_thatIsNone_endsTheConnection() throws Exception {
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            client.sendRaw("0200FFFFFFFFFFFFFFFF00000000".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertTrue(client.endsWithoutAnswer());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 12, 14, 37, 41, 48, 49})
    void purchase_withoutAField_isAnswered30(int field) throws Exception {
        try (TestIsoClient client = bank.iso(CHANNEL)) {
            Map<Integer, String> request = client.purchase("A1", 1000);
            assertNotNull(request.remove(field));
            assertEquals("30", code(client.ask("0200", request)));
        }
        assertEquals(List.of(), bank.ledger());
    }
}
