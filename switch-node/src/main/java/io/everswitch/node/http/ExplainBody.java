package io.everswitch.node.http;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteRequest;
import java.io.IOException;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /routing/explain}: a payment that nobody makes. Pure. */
final class ExplainBody {
    private static final String[] NAMES = {
        "method", "amount", "currency", "bank", "brand", "merchant", "tried", "spread"
    };

    private ExplainBody() {}

    static RouteRequest read(byte[] body) {
        return JsonBody.read(body, (parser, errors) -> {
            ObjectReader object = new ObjectReader(parser, errors, "", NAMES);
            MeansKind method = null;
            long amount = ObjectReader.ABSENT;
            String currency = null;
            @Nullable String[] texts = new String[NAMES.length];
            long spread = 0;
            for (int field = object.next(); field >= 0; field = object.next()) {
                switch (field) {
                    case 0 -> method = method(object);
                    case 1 -> amount = object.integer(1, Money.MINOR_MAX);
                    case 2 -> currency = currency(object);
                    case 7 -> spread = object.integer(0, Long.MAX_VALUE / 10);
                    default -> texts[field] = object.text(1, 64, TextRule.ID);
                }
            }
            object.require(0, 1, 2);
            errors.check();
            if (method == null || currency == null) {
                throw new IllegalStateException("a missing field was not complained about");
            }
            return new RouteRequest(
                    new MerchantId(texts[5] == null ? "nobody" : texts[5]),
                    method,
                    texts[3] == null ? null : new BankId(texts[3]),
                    texts[4] == null ? "" : texts[4],
                    Money.of(amount, currency),
                    texts[6] == null ? Set.of() : Set.of(new ChannelId(texts[6])),
                    false,
                    spread);
        });
    }

    private static @Nullable MeansKind method(ObjectReader object) throws IOException {
        String code = object.text(1, 32, TextRule.ID);
        for (MeansKind kind : MeansKind.values()) {
            if (kind.code().equals(code)) {
                return kind;
            }
        }
        if (code != null) {
            object.error("must be one of card, bank_account");
        }
        return null;
    }

    private static @Nullable String currency(ObjectReader object) throws IOException {
        String code = object.text(3, 3, TextRule.ID);
        try {
            return code == null ? null : Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            object.error("must be an ISO 4217 code in upper case");
            return null;
        }
    }
}
