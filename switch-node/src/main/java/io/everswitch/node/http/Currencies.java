package io.everswitch.node.http;

import java.io.IOException;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The currencies of ISO 4217 that have a minor unit: no precious metals, no test codes. Pure. */
final class Currencies {
    private static final Map<String, Known> KNOWN = known();

    private Currencies() {}

    /** A currency in which one can pay. */
    record Known(Currency currency) {}

    static @Nullable Known read(ObjectReader object) throws IOException {
        String code = object.text(3, 3, TextRule.ANY);
        if (code == null) {
            return null;
        }
        Known known = KNOWN.get(code);
        if (known == null) {
            object.error("must be a currency of ISO 4217 in upper case");
        }
        return known;
    }

    static @Nullable Known of(String code) {
        return KNOWN.get(code);
    }

    private static Map<String, Known> known() {
        Map<String, Known> known = new HashMap<>();
        for (Currency currency : Currency.getAvailableCurrencies()) {
            if (currency.getDefaultFractionDigits() >= 0) {
                known.put(currency.getCurrencyCode(), new Known(currency));
            }
        }
        return Map.copyOf(known);
    }
}
