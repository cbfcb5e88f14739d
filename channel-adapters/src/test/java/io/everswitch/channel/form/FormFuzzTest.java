package io.everswitch.channel.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.form.FormAnswer.Heard;
import io.everswitch.channel.http.CallbackNews;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a bank sends: no exception, no hang, and no outcome that it did not say and sign. {@code
 * -Deverswitch.fuzz.inputs=10000000} sets how many inputs, {@code -Deverswitch.fuzz.seed=N} begins at another one; a failure
 * names the seed of its input.
 */
class FormFuzzTest {
    private static final long INPUTS = Long.getLong("everswitch.fuzz.inputs", 10_000);
    private static final long FIRST_SEED = Long.getLong("everswitch.fuzz.seed", 1);
    /** Far above the some 10 µs that one takes; a garbage collection may fall into it. */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Money ASKED = Money.of(500, "CNY");
    private static final String ORDER = "A01JD6ZQ3V5T8WXYZ0123456789A1".substring(0, 29);
    private static final FormSeal SEAL = new FormSeal(new HashScheme(), "house1", "bank1");
    private static final FormSeal BANK = new FormSeal(new HashScheme(), "bank1", "house1");
    private static final CodeMap CODES = FormCodes.codes(Map.of());
    private static final FormCallbacks CALLBACKS = new FormCallbacks("HOUSE42", CODES);
    private static final Set<Kind> DECISIONS = Set.of(Kind.APPROVED, Kind.DECLINED_FINAL, Kind.DECLINED_RETRIABLE);

    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("merId", List.of("HOUSE42", "HOUSE42", "HOUSE42", "OTHER")),
            Map.entry("txnType", List.of("00", "01", "01", "04", "99", "1")),
            Map.entry("orderId", List.of(ORDER, ORDER, ORDER, "A1")),
            Map.entry("txnTime", List.of("20261123120000", "20261123120000", "20261123120001")),
            Map.entry("reqReserved", List.of("0123456789abcdef", "0123456789abcdef", "x")),
            Map.entry("respCode", List.of("00", "00", "00", "34", "35", "12", "64", "30", "", "0", "00 ")),
            Map.entry("origRespCode", List.of("00", "64", "30", "03", "Z9", "", "x y")),
            Map.entry("txnState", List.of("S", "F", "P", "R", "s", "")),
            Map.entry("txnAmt", List.of("500", "500", "501", "-500", "0500", "5e2", "9999999999999", "")),
            Map.entry("currencyCode", List.of("156", "156", "840", "999", "15", "")),
            Map.entry("queryId", List.of("Q1", "", "a b", "Q".repeat(65))));

    private long decided;

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void anyInput_isAnOutcomeOnlyIfItSaysSoAndIsSigned() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INPUTS; seed++) {
            byte[] input = input(new SplittableRandom(seed));
            long start = System.nanoTime();
            try {
                for (FormSent.Type type : FormSent.Type.values()) {
                    judge(input, new FormSent("HOUSE42", type, ORDER, "20261123120000", "0123456789abcdef"));
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "\n" + new String(input, StandardCharsets.UTF_8), e);
            }
            long took = System.nanoTime() - start;
            assertTrue(took < SLOW_NANOS, "seed " + seed + " took " + took + " ns");
        }
        // Some inputs are good: if none were, nothing would have been compared.
        assertTrue(decided > INPUTS / 200, decided + " decisions among " + INPUTS + " inputs");
    }

    /** Noise; a genuine message with odd fields; or one that was damaged after it was signed. */
    private static byte[] input(SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            return noise;
        }
        FormFields fields = FormFields.none();
        int odd = random.nextInt(3);
        for (Map.Entry<String, List<String>> field : new TreeMap<>(VALUES).entrySet()) {
            List<String> values = field.getValue();
            boolean plain = random.nextInt(8) >= odd && !field.getKey().matches("txnType|txnState|origRespCode");
            fields = fields.with(field.getKey(), values.get(plain ? 0 : random.nextInt(values.size())));
        }
        byte[] signed = BANK.sealed(fields);
        return random.nextInt(3) == 0 ? damaged(signed, random) : signed;
    }

    private static byte[] damaged(byte[] good, SplittableRandom random) {
        byte[] bad = good.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(bad.length);
            switch (random.nextInt(4)) {
                case 0 -> bad[at] = (byte) random.nextInt(256);
                case 1 -> bad[at] = (byte) "&=%+;0aZ".charAt(random.nextInt(8));
                case 2 -> bad = Arrays.copyOf(bad, Math.max(1, at));
                default -> {
                    byte[] twice = Arrays.copyOf(bad, bad.length + at);
                    System.arraycopy(bad, 0, twice, bad.length, at);
                    bad = twice;
                }
            }
        }
        return bad;
    }

    private void judge(byte[] input, FormSent sent) {
        Heard heard = FormAnswer.hear(200, input, sent, SEAL);
        AttemptAnswer attempt = FormMapping.attempt(heard, ASKED, CODES);
        QueryAnswer query = FormMapping.query(heard, ASKED, CODES);
        RefundAnswer refund = FormMapping.refund(heard, ASKED);
        ReversalAnswer reversal = FormMapping.reversal(heard);
        boolean genuine = SEAL.isGenuine("", "", input, Instant.EPOCH);
        CallbackNews callback = genuine ? CALLBACKS.read(input) : CallbackNews.refused();
        // What is not signed is read too: it must not crash.
        CALLBACKS.read(input);
        bounded(attempt.rawCode(), 32);
        bounded(attempt.bankReference(), 64);
        bounded(attempt.detail(), 200);
        bounded(query.rawCode(), 32);
        bounded(refund.rawCode(), 32);
        bounded(reversal.rawCode(), 32);
        boolean found = query.kind() != QueryAnswer.Kind.NO_ANSWER;
        boolean ended = DECISIONS.contains(attempt.kind())
                || attempt.kind() == Kind.ACCEPTED
                || found
                || refund.kind() != RefundAnswer.Kind.NO_ANSWER
                || reversal.kind() != ReversalAnswer.Kind.NO_ANSWER;
        if (!ended && callback.verdict() != CallbackNews.Verdict.ATTEMPT) {
            return;
        }
        decided++;
        Map<String, String> said = otherReader(input);
        assertTrue(isSigned(said), "not signed by the bank");
        if (callback.verdict() == CallbackNews.Verdict.ATTEMPT) {
            assertEquals("01", said.get("txnType"));
            assertEquals(ORDER, callback.reference());
        }
        if (ended) {
            assertEquals(sent.mark() + sent.order(), said.get("reqReserved") + said.get("orderId"));
            assertEquals(sent.type().code(), said.get("txnType"));
        }
        String state = said.getOrDefault("txnState", "");
        String code = said.getOrDefault("respCode", "");
        String end = code + state + said.getOrDefault("origRespCode", "") + " " + said.get("txnAmt") + " "
                + said.get("currencyCode");
        if (attempt.kind() == Kind.APPROVED || query.kind() == QueryAnswer.Kind.APPROVED) {
            assertTrue(end.matches("00S00 0?50[01] 156"), end);
        }
        if (query.kind() == QueryAnswer.Kind.DECLINED_FINAL || query.kind() == QueryAnswer.Kind.DECLINED_RETRIABLE) {
            assertTrue(end.matches("00F(64|30|03|Z9) 0?500 156"), end);
        }
        if (DECISIONS.contains(attempt.kind()) && attempt.kind() != Kind.APPROVED) {
            assertTrue(end.matches("00F(64|30) 0?500 156") || code.matches("64|30"), end);
        }
        if (query.kind() == QueryAnswer.Kind.NOT_FOUND || query.kind() == QueryAnswer.Kind.REVERSED) {
            assertTrue(code.equals("34") || (code.equals("00") && state.equals("R")), end);
        }
        if (reversal.kind() != ReversalAnswer.Kind.NO_ANSWER) {
            assertTrue(code.matches("00|34|35"), end);
        }
        if (refund.kind() == RefundAnswer.Kind.DONE) {
            assertTrue(code.equals("00") && end.matches(".* 0?500 156"), end);
        }
    }

    private static Map<String, String> otherReader(byte[] input) {
        Map<String, String> fields = BankForm.fields(new String(input, StandardCharsets.US_ASCII));
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    /** The signature counted once more, over what another reader read. */
    private static boolean isSigned(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!name.equals("signature")) {
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value);
            }
        });
        byte[] hash = new HashScheme().sign(text.toString().getBytes(StandardCharsets.UTF_8));
        return "bank1".equals(fields.get("certId"))
                && Base64.getEncoder().encodeToString(hash).equals(fields.get("signature"));
    }

    private static void bounded(String text, int max) {
        assertTrue(text.length() <= max, text);
    }
}
