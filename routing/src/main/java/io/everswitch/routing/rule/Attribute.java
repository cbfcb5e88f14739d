package io.everswitch.routing.rule;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.port.RouteRequest;
import org.jspecify.annotations.Nullable;

/** What a condition can ask of a payment. */
enum Attribute {
    METHOD("method"),
    BRAND("brand"),
    CURRENCY("currency"),
    BANK("bank"),
    MERCHANT("merchant"),
    /** {@code true} or {@code false}. */
    SHADOW("shadow"),
    /** In minor units. */
    AMOUNT("amount"),
    /** Channels that this payment has tried already. */
    TRIED("tried"),
    /** Of the day in UTC, 0 … 23. */
    HOUR("hour");

    private static final long HOUR_MS = 3_600_000;

    private final String word;

    Attribute(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean isNumber() {
        return compareTo(AMOUNT) >= 0;
    }

    /** Of a number. */
    long number(RouteRequest request, long nowMs) {
        return switch (this) {
            case AMOUNT -> request.amount().minor();
            case TRIED -> request.tried().size();
            case HOUR -> Math.floorMod(Math.floorDiv(nowMs, HOUR_MS), 24L);
            case METHOD, BRAND, CURRENCY, BANK, MERCHANT, SHADOW ->
                throw new IllegalStateException(word + " is no number");
        };
    }

    /** Of a word; empty if the payment has none. */
    String text(RouteRequest request) {
        return switch (this) {
            case METHOD -> request.method().code();
            case BRAND -> request.brand();
            case CURRENCY -> request.amount().currencyCode();
            case BANK -> orEmpty(request.bank());
            case MERCHANT -> request.merchant().value();
            case SHADOW -> Boolean.toString(request.shadow());
            case AMOUNT, TRIED, HOUR -> throw new IllegalStateException(word + " is a number");
        };
    }

    private static String orEmpty(@Nullable BankId bank) {
        return bank == null ? "" : bank.value();
    }

    static @Nullable Attribute of(String word) {
        for (Attribute attribute : values()) {
            if (attribute.word.equals(word)) {
                return attribute;
            }
        }
        return null;
    }
}
