package io.everswitch.node.http;

import io.everswitch.cashier.page.CashierPages;
import org.jspecify.annotations.Nullable;

/** All routes of the merchant port. Found by hand, since every payment passes here several times. Pure. */
enum Route {
    PAYMENTS("/v1/payments", "GET, POST"),
    PAYMENT("/v1/payments/{id}", "GET"),
    CONFIRM("/v1/payments/{id}/confirm", "POST"),
    CANCEL("/v1/payments/{id}/cancel", "POST"),
    EVENTS("/v1/payments/{id}/events", "GET"),
    PAYMENT_REFUNDS("/v1/payments/{id}/refunds", "GET"),
    REFUNDS("/v1/refunds", "POST"),
    REFUND("/v1/refunds/{id}", "GET"),
    BANKS("/v1/banks", "GET"),
    CASHIER_PAGE("/cashier/{token}", "GET"),
    CASHIER_ASSET("/cashier/assets/{file}", "GET"),
    CASHIER_SESSION("/cashier/{token}/session", "GET"),
    CASHIER_PAY("/cashier/{token}/pay", "POST"),
    CASHIER_EVENTS("/cashier/{token}/events", "GET");

    private static final String PAYMENTS_PREFIX = "/v1/payments/";
    private static final String REFUNDS_PREFIX = "/v1/refunds/";
    private static final String CASHIER_PREFIX = "/cashier/";

    private final String template;
    private final String allow;
    private final boolean cashier;

    Route(String template, String allow) {
        this.template = template;
        this.allow = allow;
        this.cashier = template.startsWith("/cashier/");
    }

    /**
     * A route and what the path names.
     *
     * @param name the payment's id, the refund's id, the token, or the whole path of an asset; empty if nothing
     */
    record Match(Route route, String name) {}

    String template() {
        return template;
    }

    /** Whether payers use it, whose token is in the path; all others need a merchant's key. */
    boolean isCashier() {
        return cashier;
    }

    /** The value of the header {@code Allow}. */
    String allow() {
        return allow;
    }

    boolean allows(String method) {
        return allow.equals(method) || (this == PAYMENTS && (method.equals("GET") || method.equals("POST")));
    }

    /** @param path with its escapes: none of our paths needs one, so a path with one is none of ours */
    static @Nullable Match find(String path) {
        if (path.startsWith(PAYMENTS_PREFIX)) {
            return inside(path, PAYMENTS_PREFIX.length(), PAYMENT);
        }
        if (path.equals("/v1/payments")) {
            return new Match(PAYMENTS, "");
        }
        if (path.startsWith(CashierPages.ASSETS_PATH)) {
            return new Match(CASHIER_ASSET, path);
        }
        if (path.startsWith(CASHIER_PREFIX)) {
            return inside(path, CASHIER_PREFIX.length(), CASHIER_PAGE);
        }
        if (path.equals("/v1/banks")) {
            return new Match(BANKS, "");
        }
        if (path.equals("/v1/refunds")) {
            return new Match(REFUNDS, "");
        }
        return path.startsWith(REFUNDS_PREFIX) ? inside(path, REFUNDS_PREFIX.length(), REFUND) : null;
    }

    private static @Nullable Match inside(String path, int from, Route whole) {
        int slash = path.indexOf('/', from);
        String name = path.substring(from, slash < 0 ? path.length() : slash);
        Route route = slash < 0 ? whole : below(whole, path.substring(slash));
        return route == null || name.isEmpty() ? null : new Match(route, name);
    }

    private static @Nullable Route below(Route whole, String rest) {
        return switch (rest) {
            case "/confirm" -> whole == PAYMENT ? CONFIRM : null;
            case "/cancel" -> whole == PAYMENT ? CANCEL : null;
            case "/refunds" -> whole == PAYMENT ? PAYMENT_REFUNDS : null;
            case "/events" -> whole == PAYMENT ? EVENTS : whole == CASHIER_PAGE ? CASHIER_EVENTS : null;
            case "/session" -> whole == CASHIER_PAGE ? CASHIER_SESSION : null;
            case "/pay" -> whole == CASHIER_PAGE ? CASHIER_PAY : null;
            default -> null;
        };
    }
}
