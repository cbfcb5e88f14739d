package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.http.CallbackNews;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a bank sends: no exception, no hang, and no outcome that it did not say. {@code -Deverswitch.fuzz.inputs=10000000}
 * sets how many inputs, {@code -Deverswitch.fuzz.seed=N} begins at another one; a failure names the seed of its input.
 */
class Iso20022FuzzTest {
    private static final long INPUTS = Long.getLong("everswitch.fuzz.inputs", 10_000);
    private static final long FIRST_SEED = Long.getLong("everswitch.fuzz.seed", 1);
    /** Far above the some 100 µs that one takes; a garbage collection may fall into it. */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Money ASKED = Money.of(500, "CNY");
    private static final SentTransaction SENT = SentTransaction.attempt(BankXml.REF, ASKED);
    private static final SentTransaction REFUND = SentTransaction.refund(BankXml.REFUND, BankXml.REF, ASKED);
    private static final CodeMap CODES = StatusCodes.codes();
    private static final Iso20022Callbacks CALLBACKS = new Iso20022Callbacks(CODES);

    /** Every message that a bank sends, in every meaning. */
    private static final List<String> GOOD = List.of(
            BankXml.report("ACSC").text(),
            BankXml.report("ACCC").withoutAmount().text(),
            BankXml.report("RJCT", "AM04").text(),
            BankXml.report("RJCT", "MS03", "own_1").text(),
            BankXml.report("RJCT", "NOOR").text(),
            BankXml.report("PDNG").text(),
            BankXml.refundReport("ACSC").text(),
            BankXml.refundReport("RJCT", "AG01").text(),
            BankXml.resolution("CNCL").text(),
            BankXml.resolution("RJCR", "CUST").text(),
            BankXml.returned().text());

    private static final Set<Kind> DECISIONS = Set.of(Kind.APPROVED, Kind.DECLINED_FINAL, Kind.DECLINED_RETRIABLE);

    private final OtherReader other = new OtherReader();
    private long decided;

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void anyInput_isAnOutcomeOnlyIfAnotherReaderHearsTheSame() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INPUTS; seed++) {
            byte[] input = input(new SplittableRandom(seed));
            long start = System.nanoTime();
            try {
                judge(input);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "\n" + new String(input, StandardCharsets.UTF_8), e);
            }
            long took = System.nanoTime() - start;
            assertTrue(took < SLOW_NANOS, "seed " + seed + " took " + took + " ns");
        }
        // Some damage is harmless: if none were, the comparison with the other reader would compare nothing.
        assertTrue(decided > INPUTS / 100, decided + " decisions among " + INPUTS + " inputs");
    }

    private static byte[] input(SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            return noise;
        }
        Mutator mutator = new Mutator(random, GOOD);
        return mutator.mutated();
    }

    private void judge(byte[] input) {
        Incoming incoming = Incoming.read(input);
        AttemptAnswer attempt = Iso20022Mapping.attempt(200, incoming, SENT, CODES);
        QueryAnswer query = Iso20022Mapping.query(200, incoming, SENT, CODES);
        RefundAnswer refund = Iso20022Mapping.refund(200, incoming, REFUND, CODES);
        ReversalAnswer reversal = Iso20022Mapping.reversal(200, incoming, SENT);
        CallbackNews callback = CALLBACKS.meaning(incoming);
        bounded(attempt.rawCode(), 32);
        bounded(attempt.bankReference(), 64);
        bounded(attempt.detail(), 200);
        bounded(query.rawCode(), 32);
        bounded(refund.rawCode(), 32);
        bounded(reversal.rawCode(), 32);
        boolean found = query.kind() != QueryAnswer.Kind.NO_ANSWER && query.kind() != QueryAnswer.Kind.PENDING;
        boolean ended = DECISIONS.contains(attempt.kind())
                || found
                || refund.kind() != RefundAnswer.Kind.NO_ANSWER
                || reversal.kind() != ReversalAnswer.Kind.NO_ANSWER
                || callback.verdict() == CallbackNews.Verdict.ATTEMPT;
        if (!ended) {
            return;
        }
        decided++;
        OtherReader.Heard heard = other.hear(input);
        if (DECISIONS.contains(attempt.kind())) {
            assertEquals(attempt.kind(), heard.attempt(SENT), "attempt");
        }
        if (query.kind() == QueryAnswer.Kind.APPROVED) {
            assertEquals("APPROVED " + query.amount(), heard.settled(SENT), "query");
        } else if (found) {
            assertTrue(heard.isRejectedOrCancelled(SENT), "query " + query);
        }
        if (refund.kind() == RefundAnswer.Kind.DONE) {
            assertEquals("APPROVED " + ASKED, heard.settled(REFUND), "refund");
        } else if (refund.kind() == RefundAnswer.Kind.REFUSED) {
            assertTrue(heard.isRejectedOrCancelled(REFUND), "refund " + refund);
        }
        if (reversal.kind() != ReversalAnswer.Kind.NO_ANSWER) {
            assertTrue(heard.isUndoneOrRefused(SENT, reversal.kind()), "reversal " + reversal);
        }
        if (callback.verdict() == CallbackNews.Verdict.ATTEMPT) {
            assertTrue(heard.isAbout(SentTransaction.attempt(callback.reference(), ASKED)), "callback");
        }
    }

    private static void bounded(String text, int max) {
        assertTrue(text.length() <= max, text);
    }
}
