package io.everswitch.routing.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.health.ChannelHealth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChannelRouterTest {
    private final Map<ChannelId, ChannelHealth> health = new HashMap<>();
    private final Set<ChannelId> down = new HashSet<>();

    /** One channel each, one request, and what the reasons must say. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # method      bank   brand    currency  amount tried shadow | chosen | falls
            CARD         ; -    ; visa   ; CNY ;   500 ; -   ; false | A | eligible 1 of 1
            CARD         ; -    ; visa   ; CNY ;   100 ; -   ; false | A | eligible 1 of 1
            CARD         ; -    ; visa   ; CNY ;  1000 ; -   ; false | A | eligible 1 of 1
            CARD         ; -    ; visa   ; CNY ;    99 ; -   ; false | - | eligible 0 of 1: 1 amount
            CARD         ; -    ; visa   ; CNY ;  1001 ; -   ; false | - | eligible 0 of 1: 1 amount
            CARD         ; -    ; visa   ; EUR ;   500 ; -   ; false | - | eligible 0 of 1: 1 currency
            CARD         ; -    ; visa   ; JPY ;   500 ; -   ; false | - | eligible 0 of 1: 1 currency
            CARD         ; -    ; jcb    ; CNY ;   500 ; -   ; false | - | eligible 0 of 1: 1 brand
            CARD         ; icbc ; visa   ; CNY ;   500 ; -   ; false | A | eligible 1 of 1
            CARD         ; boc  ; visa   ; CNY ;   500 ; -   ; false | - | eligible 0 of 1: 1 bank
            BANK_ACCOUNT ; icbc ; ''     ; CNY ;   500 ; -   ; false | - | eligible 0 of 0
            CARD         ; -    ; visa   ; CNY ;   500 ; A   ; false | - | eligible 0 of 1: 1 tried
            CARD         ; -    ; visa   ; CNY ;   500 ; B   ; false | A | eligible 1 of 1
            CARD         ; -    ; visa   ; CNY ;   500 ; -   ; true  | - | eligible 0 of 1: 1 shadow
            """)
    void route_oneRule_decidesAndSaysSo(String request, String chosen, String falls) {
        RoutedChannel channel = new RoutedChannel(
                new ChannelId("A"),
                new BankId("icbc"),
                Set.of(MeansKind.CARD),
                Set.of("visa", "unionpay"),
                Set.of("CNY"),
                100,
                1_000,
                10,
                0,
                0,
                true,
                true);
        RouteDecision decision = router(channel).route(parse(request));
        assertEquals(chosen.equals("-") ? null : new ChannelId(chosen), decision.channel());
        assertEquals(falls, decision.reasons().get(0));
    }

    @Test
    void route_disabled_isNeverUsed() {
        RouteDecision decision = router(disabled("A")).route(Tables.request(500, 1));
        assertNull(decision.channel());
        assertEquals(List.of("eligible 0 of 1: 1 disabled", "no channel is left"), decision.reasons());
    }

    @Test
    void route_down_isNeverUsedEvenIfItIsTheOnlyOne() {
        down.add(new ChannelId("A"));
        RouteDecision decision = router(Tables.card("A", 10)).route(Tables.request(500, 1));
        assertNull(decision.channel());
        assertEquals("eligible 0 of 1: 1 down", decision.reasons().get(0));
    }

    @Test
    void route_redBesideGreen_isNotUsed() {
        health.put(new ChannelId("A"), Tables.RED);
        ChannelRouter router = router(Tables.card("A", 10_000), Tables.card("B", 1));
        for (long spread = 0; spread < 1_000; spread++) {
            assertEquals(
                    new ChannelId("B"),
                    router.route(Tables.request(500, spread)).channel());
        }
        assertEquals(
                List.of("eligible 1 of 2: 1 health red", "chose B: weight 1 of 1, health green"),
                router.route(Tables.request(500, 7)).reasons());
    }

    @Test
    void route_allRed_usesTheLeastBad() {
        health.put(new ChannelId("A"), Tables.RED);
        health.put(new ChannelId("B"), new ChannelHealth(ChannelHealth.Level.RED, 0, false, 50, 21, 0));
        health.put(new ChannelId("C"), new ChannelHealth(ChannelHealth.Level.RED, 0, false, 50, 30, 0));
        RouteDecision decision = router(Tables.card("A", 10), Tables.card("B", 10), Tables.card("C", 10), disabled("D"))
                .route(Tables.request(500, 1));
        assertEquals(
                List.of(
                        "eligible 0 of 4: 1 disabled, 3 health red",
                        "chose B: all 3 are red, the least bad, health red 42 % of 50 faulty"),
                decision.reasons());
    }

    @Test
    void route_allRedAlike_usesTheCheapest() {
        health.put(new ChannelId("A"), Tables.RED);
        health.put(new ChannelId("B"), Tables.RED);
        RoutedChannel dear = Tables.card("A", 10);
        RoutedChannel cheap = new RoutedChannel(
                new ChannelId("B"),
                dear.bank(),
                dear.methods(),
                dear.brands(),
                dear.currencies(),
                1,
                1_000,
                10,
                1,
                0,
                true,
                false);
        assertEquals(
                new ChannelId("B"),
                router(dear, cheap).route(Tables.request(500, 1)).channel());
    }

    @Test
    void route_reserve_isUsedOnlyWithoutWeightedOnes() {
        ChannelRouter router = router(Tables.card("A", 10), Tables.card("R", 0));
        for (long spread = 0; spread < 500; spread++) {
            assertEquals(
                    new ChannelId("A"),
                    router.route(Tables.request(500, spread)).channel());
        }
        assertEquals(
                List.of("eligible 1 of 2: 1 tried", "chose R: reserve, 1 of 1, health green"),
                router.route(Tables.request(500, 1, "A")).reasons());
    }

    @Test
    void route_yellow_getsLessAndSaysSo() {
        health.put(new ChannelId("A"), new ChannelHealth(ChannelHealth.Level.YELLOW, 25, true, 40, 8, 0));
        ChannelRouter router = router(Tables.card("A", 30), Tables.card("B", 30));
        Map<@Nullable ChannelId, Integer> counts = new HashMap<>();
        List<String> ofA = new ArrayList<>();
        for (long spread = 0; spread < 10_000; spread++) {
            RouteDecision decision = router.route(Tables.request(500, spread));
            counts.merge(decision.channel(), 1, Integer::sum);
            if (new ChannelId("A").equals(decision.channel())) {
                ofA = decision.reasons();
            }
        }
        // A fifth of 10,000 has a standard deviation of 40.
        assertEquals(2_000, counts.getOrDefault(new ChannelId("A"), 0), 200);
        assertEquals("chose A: weight 7.50 of 37.50, health yellow probing 25 %, 20 % of 40 faulty", ofA.get(1));
    }

    @Test
    void route_catalogInAnotherOrder_decidesAlike() {
        List<RoutedChannel> channels =
                new ArrayList<>(List.of(Tables.card("A", 10), Tables.card("B", 20), Tables.card("C", 30)));
        ChannelRouter one = router(channels.toArray(RoutedChannel[]::new));
        java.util.Collections.reverse(channels);
        ChannelRouter other = router(channels.toArray(RoutedChannel[]::new));
        for (long spread = 0; spread < 1_000; spread++) {
            assertEquals(one.route(Tables.request(500, spread)), other.route(Tables.request(500, spread)));
        }
    }

    @Test
    void table_twoChannelsWithOneId_isRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> RoutingTable.of(List.of(Tables.card("A", 1), Tables.card("A", 2))));
        assertTrue(String.valueOf(refused.getMessage()).contains("A"));
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 11", "199, 11", "200, 11", "201, 12", "999999999999, 5000000010"})
    void feeMinor_fixedAndPart_isRoundedUp(long amount, long fee) {
        assertEquals(fee, Tables.card("A", 1).feeMinor(amount));
    }

    private ChannelRouter router(RoutedChannel... channels) {
        return new ChannelRouter(
                RoutingTable.of(Arrays.asList(channels)),
                id -> !down.contains(id),
                () -> id -> health.getOrDefault(id, ChannelHealth.FRESH));
    }

    private static RoutedChannel disabled(String id) {
        RoutedChannel c = Tables.card(id, 10);
        return new RoutedChannel(
                c.id(), c.bank(), c.methods(), c.brands(), c.currencies(), 1, 1_000, 10, 0, 0, false, false);
    }

    private static RouteRequest parse(String row) {
        String[] part = row.split(";", -1);
        assertNotNull(part[6]);
        String bank = part[1].strip();
        String tried = part[5].strip();
        return new RouteRequest(
                new MerchantId("m"),
                MeansKind.valueOf(part[0].strip()),
                bank.equals("-") ? null : new BankId(bank),
                part[2].strip().replace("''", ""),
                Money.of(Long.parseLong(part[4].strip()), part[3].strip()),
                tried.equals("-") ? Set.of() : Set.of(new ChannelId(tried)),
                Boolean.parseBoolean(part[6].strip()),
                42);
    }
}
