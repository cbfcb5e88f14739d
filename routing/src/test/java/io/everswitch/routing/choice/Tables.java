package io.everswitch.routing.choice;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.health.ChannelHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Channels and requests for tests. */
final class Tables {
    static final ChannelHealth RED = new ChannelHealth(ChannelHealth.Level.RED, 0, false, 40, 20, 0);

    private Tables() {}

    static RoutedChannel card(String id, int weight) {
        return new RoutedChannel(
                new ChannelId(id),
                new BankId("bank-" + id),
                Set.of(MeansKind.CARD),
                Set.of(),
                Set.of("CNY"),
                1,
                1_000_000,
                weight,
                10,
                50,
                true,
                false);
    }

    static RouteRequest request(long minor, long spread, String... tried) {
        Set<ChannelId> ids = new java.util.HashSet<>();
        for (String id : tried) {
            ids.add(new ChannelId(id));
        }
        return new RouteRequest(
                new MerchantId("m"), MeansKind.CARD, null, "visa", Money.of(minor, "CNY"), ids, false, spread);
    }

    /** The demo's shape: channels of both methods, 60 banks, four currencies, all kinds of limits. */
    static List<RoutedChannel> many(int count, SplittableRandom random) {
        List<RoutedChannel> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Set<MeansKind> methods = pick(random, MeansKind.CARD, MeansKind.BANK_ACCOUNT);
            Set<String> brands = random.nextBoolean() ? Set.of() : pick(random, "visa", "unionpay");
            Set<String> currencies = pick(random, "CNY", "EUR");
            long min = random.nextLong(1_000);
            channels.add(new RoutedChannel(
                    new ChannelId("channel-" + i),
                    new BankId("bank-" + i % 60),
                    methods,
                    brands,
                    currencies,
                    min,
                    min + random.nextLong(100_000),
                    random.nextInt(5) == 0 ? 0 : random.nextInt(100),
                    random.nextLong(50),
                    random.nextInt(300),
                    random.nextInt(10) > 0,
                    random.nextBoolean()));
        }
        return channels;
    }

    static RouteRequest any(int banks, SplittableRandom random) {
        MeansKind method = random.nextInt(3) > 0 ? MeansKind.CARD : MeansKind.BANK_ACCOUNT;
        @Nullable BankId bank = method == MeansKind.CARD ? null : new BankId("bank-" + random.nextInt(banks));
        Set<ChannelId> tried = new java.util.HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tried.add(new ChannelId("channel-" + random.nextInt(200)));
        }
        return new RouteRequest(
                new MerchantId("m"),
                method,
                bank,
                bank == null ? (random.nextBoolean() ? "visa" : "unionpay") : "",
                Money.of(
                        random.nextLong(50_000),
                        random.nextInt(20) == 0 ? "JPY" : random.nextBoolean() ? "CNY" : "EUR"),
                tried,
                random.nextInt(4) == 0,
                random.nextLong());
    }

    private static <T> Set<T> pick(SplittableRandom random, T one, T other) {
        return switch (random.nextInt(3)) {
            case 0 -> Set.of(one);
            case 1 -> Set.of(other);
            default -> Set.of(one, other);
        };
    }
}
