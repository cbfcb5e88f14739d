package io.everswitch.node.http;

import io.everswitch.domain.id.PaymentId;

/**
 * Makes the address under which a payer pays. Immutable.
 *
 * @param baseUrl where payers reach the merchant port, such as {@code https://pay.example.com}; no slash at the end
 */
public record CashierLinks(String baseUrl, CashierTokens tokens) {
    public CashierLinks {
        if (baseUrl.endsWith("/") || !baseUrl.startsWith("http")) {
            throw new IllegalArgumentException("base URL must be http(s) without a slash at the end: " + baseUrl);
        }
    }

    public String url(PaymentId id) {
        return baseUrl + "/cashier/" + tokens.token(id);
    }
}
