package io.everswitch.routing.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteRequest;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
    private static final long AT_TEN = Instant.parse("2026-11-23T10:59:59Z").toEpochMilli();
    private static final RouteRequest CARD = new RouteRequest(
            new MerchantId("shop-7"),
            MeansKind.CARD,
            null,
            "visa",
            Money.of(5_000, "CNY"),
            Set.of(new ChannelId("a")),
            false,
            1);

    private static Rule rule(String when) throws RuleException {
        return Rule.of("r", 1, when, "only a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            always                                             | true
            not always                                         | false
            method = card                                      | true
            method = bank_account                              | false
            method != bank_account and brand = visa            | true
            brand in (visa, mastercard)                        | true
            brand not in (visa, mastercard)                    | false
            amount > 4999 and amount < 5001                    | true
            amount >= 5000 and amount <= 5000                  | true
            amount != 5000                                     | false
            amount in (1, 5000)                                | true
            hour = 10                                          | true
            hour >= 22 or hour < 6                             | false
            tried = 1                                          | true
            shadow = false                                     | true
            merchant = shop-7                                  | true
            bank = jade                                        | false
            currency = EUR or currency = CNY and amount > 9999 | false
            (currency = EUR or currency = CNY) and amount > 99 | true
            not (method = card and brand = visa)               | false
            not method = card or brand = visa                  | true
            """)
    void holds_asItSays(String when, boolean expected) throws RuleException {
        assertEquals(expected, rule(when).holds(CARD, AT_TEN), when);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "and",
                "method",
                "method =",
                "method = card brand = visa",
                "method < card",
                "amount = much",
                "amount = 1234567890123",
                "amount in ()",
                "amount in (1",
                "(method = card",
                "method = card)",
                "not",
                "method not card",
                "método = card",
                "amount > -5",
                "method = ',",
            })
    void of_wrongCondition_namesThePlace(String when) {
        RuleException wrong = assertThrows(RuleException.class, () -> rule(when), when);
        assertTrue(String.valueOf(wrong.getMessage()).startsWith("at character "), wrong.getMessage());
    }

    @Test
    void leaves_byChannelOrBank() throws RuleException {
        Rule only = Rule.of("r", 1, "always", "only a, bank:jade strictly");
        assertTrue(only.leaves(new ChannelId("a"), new BankId("x")));
        assertTrue(only.leaves(new ChannelId("b"), new BankId("jade")));
        assertFalse(only.leaves(new ChannelId("b"), new BankId("x")));
        assertTrue(only.strictly());
        Rule avoid = Rule.of("r", 1, "always", "avoid a");
        assertFalse(avoid.leaves(new ChannelId("a"), new BankId("x")));
        assertTrue(avoid.leaves(new ChannelId("b"), new BankId("x")));
        assertTrue(Rule.of("r", 1, "always", "prefer a").isPreference());
    }

    @Test
    void of_deepOrLong_isRefusedAndNotAStackOverflow() {
        assertThrows(RuleException.class, () -> rule("(".repeat(2_000)));
        assertThrows(RuleException.class, () -> rule("not ".repeat(500) + "always"));
        assertThrows(RuleException.class, () -> rule("always" + " or always".repeat(300)));
    }

    /** Words of the language in any order: read or refused, never anything else. */
    @Test
    void of_anyWords_isReadOrRefused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] words = {
            "method", "amount", "in", "(", ")", ",", "=", "!=", "<", ">=", "and", "or", "not", "always", "card", "5",
            "hour"
        };
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(9);
            for (int word = 0; word < length; word++) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            try {
                rule(text.toString()).holds(CARD, AT_TEN);
                read++;
            } catch (RuleException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("at character "), "seed " + seed);
            }
        }
        assertTrue(read > 100, "only " + read + " were rules, seed " + seed);
    }
}
