package io.everswitch.chaos.bank;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Iso20022BankTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** For answers that must not come. */
    private static final Duration BRIEFLY = Duration.ofMillis(400);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestBank bank;

    @SuppressWarnings("NullAway.Init")
    private TestXmlClient client;

    @BeforeEach
    void start() throws IOException {
        bank = new TestBank(directory);
        client = bank.xml();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        bank.close();
    }

    private void awaitCallbacks(int count) {
        await().atMost(DEADLINE).until(() -> client.callbacks.size() >= count);
    }

    private String told(String message) throws IOException, InterruptedException {
        return TestXmlClient.told(client.genuine(client.send(message)));
    }

    private String state(String reference) throws IOException, InterruptedException {
        return told(TestXmlClient.query(reference));
    }

    @Test
    void payment_wholeLife_isBooked() throws Exception {
        assertEquals(200, client.health());
        String accepted = client.genuine(client.pay("A1", "123.00"));
        assertEquals("ACSP 123.00", TestXmlClient.told(accepted));
        awaitCallbacks(1);
        String callback = client.callbacks.get(0);
        assertEquals("ACSC 123.00", TestXmlClient.told(callback));
        assertEquals(
                "CTA1 pacs.008.001.08 A1 TXA1 " + TestXmlClient.UETR,
                String.join(
                        " ",
                        TestXmlClient.leaf(callback, "OrgnlMsgId"),
                        TestXmlClient.leaf(callback, "OrgnlMsgNmId"),
                        TestXmlClient.leaf(callback, "OrgnlEndToEndId"),
                        TestXmlClient.leaf(callback, "OrgnlTxId"),
                        TestXmlClient.leaf(callback, "OrgnlUETR")));
        assertEquals(TestXmlClient.leaf(accepted, "AcctSvcrRef"), TestXmlClient.leaf(callback, "AcctSvcrRef"));
        assertEquals(List.of(), client.wrongSignatures);
        assertEquals("ACSC 123.00", state("A1"));

        for (int i = 0; i < 2; i++) {
            String refund = client.genuine(client.send(TestXmlClient.refund("R1", "A1", "3.00")));
            assertEquals("ACSC 3.00", TestXmlClient.told(refund));
            assertEquals("A1", TestXmlClient.leaf(refund, "OrgnlEndToEndId"));
            assertEquals("R1", TestXmlClient.leaf(refund, "OrgnlTxId"));
            assertEquals("pacs.004.001.09", TestXmlClient.leaf(refund, "OrgnlMsgNmId"));
        }
        assertEquals("RJCT AM09", told(TestXmlClient.refund("R2", "A1", "120.01")));
        assertEquals("RJCR AGNT", told(TestXmlClient.cancellation("A1", "123.00")));

        assertEquals("ACSC 5.00", told(TestXmlClient.payment("A2", "5.00")));
        for (int i = 0; i < 2; i++) {
            assertEquals("CNCL", told(TestXmlClient.cancellation("A2", "5.00")));
        }
        assertEquals("CANC 5.00", state("A2"));
        assertEquals(List.of("charge A1 12300", "refund R1 300", "charge A2 500", "reversal A2 500"), bank.ledger());
    }

    @ParameterizedTest
    @CsvSource({
        "10.05, RJCT MS03 10.05, 0, 1",
        "10.51, RJCT AM04 10.51, 0, 1",
        "10.91, RJCT AB07 10.91, 0, 1",
        "10.00, ACSC 10.00, 1, 1",
        "10.77, ACSC 10.77, 1, 2"
    })
    void amount_steers_byCallbackAndAtOnce(String amount, String told, int booked, int calls) throws Exception {
        if (!amount.equals("10.00")) {
            bank.behave(TestBank.XML, "{\"decline_rate\":1,\"decline_code\":\"61\",\"lost_callback_rate\":1}");
        }
        client.genuine(client.pay("A1", amount));
        awaitCallbacks(calls);
        assertEquals(calls, client.callbacks.size());
        for (String callback : client.callbacks) {
            assertEquals(told, TestXmlClient.told(callback));
        }
        assertEquals(told, state("A1"));
        assertEquals(booked, bank.ledger().size());
        assertEquals(told, told(TestXmlClient.payment("A2", amount)));
    }

    @ParameterizedTest
    @CsvSource({"10.68, 1, ACSC 10.68, CNCL", "10.69, 0, RJCT NOOR, RJCR NOOR"})
    void amount_neverAnswered_isKnownWhenAsked(String amount, int booked, String state, String undone)
            throws Exception {
        assertThrows(HttpTimeoutException.class, () -> client.pay("A1", amount, BRIEFLY));
        assertEquals(state, state("A1"));
        assertEquals(booked, bank.ledger().size());
        assertEquals(undone, told(TestXmlClient.cancellation("A1", amount)));
        assertEquals(List.of(), client.callbacks);
        assertEquals(2L * booked, bank.ledger().size());
    }

    @Test
    void payment_again_neverTwice_andNotAfterItWasRecalledUnseen() throws Exception {
        client.send(TestXmlClient.payment("A1", "10.00"));
        assertEquals("RJCT AM05", told(TestXmlClient.payment("A1", "10.00")));
        assertEquals("RJCR NOOR", told(TestXmlClient.cancellation("A2", "10.00")));
        assertEquals("RJCT AM05", told(TestXmlClient.payment("A2", "10.00")));
        assertEquals("RJCT NOOR", state("A2"));
        assertEquals(List.of("charge A1 1000"), bank.ledger());
    }

    @Test
    void declines_byChance_areTheBanksOwnCodes() throws Exception {
        bank.behave(TestBank.XML, "{\"decline_rate\":1,\"decline_code\":\"Z9\"}");
        assertEquals("RJCT Z9 10.00", told(TestXmlClient.payment("A1", "10.00")));
        bank.behave(TestBank.XML, "{\"decline_rate\":1,\"decline_code\":\"61\"}");
        assertEquals("RJCT AM14 10.00", told(TestXmlClient.payment("A2", "10.00")));
        assertEquals("RJCT AG01", told(TestXmlClient.refund("R1", "A1", "1.00")));
    }

    @Test
    void callback_lostDuplicatedOrLate_queryKnows() throws Exception {
        bank.behave(TestBank.XML, "{\"lost_callback_rate\":1}");
        client.pay("A1", "10.00");
        await().atMost(DEADLINE).until(() -> state("A1").equals("ACSC 10.00"));
        assertEquals(List.of(), client.callbacks);
        bank.behave(TestBank.XML, "{\"lost_callback_rate\":0,\"duplicate_callback_rate\":1}");
        client.pay("A2", "10.00");
        awaitCallbacks(2);
        assertEquals(client.callbacks.get(0), client.callbacks.get(1));
        bank.behave(TestBank.XML, "{\"duplicate_callback_rate\":0,\"latency_ms\":{\"p50\":700,\"p99\":700}}");
        client.pay("A3", "10.00");
        bank.behave(TestBank.XML, "{\"latency_ms\":{\"p50\":0,\"p99\":0}}");
        assertEquals("ACSP 10.00", state("A3"));
        awaitCallbacks(3);
        assertEquals("ACSC 10.00", state("A3"));
    }

    @Test
    void hang_beforeAndAfterCommit_isNotAnswered() throws Exception {
        bank.behave(TestBank.XML, "{\"hang_before_commit_rate\":1}");
        assertThrows(HttpTimeoutException.class, () -> client.pay("A1", "10.00", BRIEFLY));
        bank.behave(TestBank.XML, "{\"hang_before_commit_rate\":0,\"hang_after_commit_rate\":1}");
        assertThrows(HttpTimeoutException.class, () -> client.pay("A2", "10.00", BRIEFLY));
        assertEquals("RJCT NOOR", state("A1"));
        assertEquals("ACSC 10.00", state("A2"));
        bank.behave(TestBank.XML, "{\"late_reply_ms\":200}");
        long start = System.nanoTime();
        client.genuine(client.pay("A3", "10.00"));
        assertTrue(System.nanoTime() - start >= 200_000_000L);
        awaitCallbacks(1);
        assertEquals(List.of("charge A2 1000", "charge A3 1000"), bank.ledger());
    }

    @Test
    void wrongAmountGarbageAndReset_areLiesOfTheWire() throws Exception {
        bank.behave(TestBank.XML, "{\"wrong_amount_rate\":1}");
        client.pay("A1", "10.00");
        awaitCallbacks(1);
        assertEquals("ACSC 10.01", TestXmlClient.told(client.callbacks.get(0)));
        assertEquals("ACSC 10.00", state("A1"));
        bank.behave(TestBank.XML, "{\"wrong_amount_rate\":0,\"garbage_rate\":1}");
        assertFalse(client.genuine(client.send(TestXmlClient.payment("A2", "10.00")))
                .contains("Document"));
        bank.behave(TestBank.XML, "{\"garbage_rate\":0,\"reset_mid_frame_rate\":1}");
        assertThrows(IOException.class, () -> client.send(TestXmlClient.payment("A3", "10.00")));
        assertEquals(List.of("charge A1 1000", "charge A2 1000", "charge A3 1000"), bank.ledger());
    }

    @Test
    void down_isCut_andComesBack() throws Exception {
        bank.behave(TestBank.XML, "{\"down\":true}");
        assertThrows(IOException.class, () -> client.health());
        assertEquals(200, bank.control("DELETE", "/behaviour", "").statusCode());
        assertEquals(200, client.health());
    }

    /** A bank of the house is as strict as the page: what it lets pass, a real one would refuse. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <?xml version="1.0" encoding="UTF-8"?>  | <!DOCTYPE Document [<!ENTITY e "x">]>
        pacs.008.001.08                         | pacs.008.001.09
        FIToFICstmrCdtTrf                       | FIToFIPmtStsReq
        <UETR>da28d7d4-b295-408a-9d8d           | <UETR>da28d7d4-b295-108a-9d8d
        <NbOfTxs>1                              | <NbOfTxs>2
        10.00                                   | 10.001
        10.00                                   | -10.00
        10.00                                   | 0.00
        Ccy="CNY"                               | Ccy="ZZZ"
        <TxId>                                  | <TxId>1</TxId><TxId>
        <BICFI>EVSWCNBJ                         | <BICFI>evswcnbj
        <Dbtr><Nm>NOTPROVIDED</Nm></Dbtr>       | ''
        6222001234567890                        | 6222 0012
        </Document>                             | ''
        """)
    void payment_malformed_isRefused(String good, String bad) throws Exception {
        String message = TestXmlClient.payment("A1", "10.00");
        assertTrue(message.contains(good), good);
        HttpResponse<String> refused = client.send(message.replace(good, bad));
        assertEquals(400, refused.statusCode());
        assertFalse(refused.body().contains("6222"), refused.body());
        assertEquals(List.of(), bank.ledger());
    }
}
