package io.everswitch.node.http;

import io.everswitch.cashier.page.CashierPages;
import io.everswitch.domain.port.Fingerprints;
import io.everswitch.domain.port.Vault;
import io.everswitch.node.entity.Payments;
import java.time.Clock;
import java.time.Duration;

/**
 * What the HTTP edges stand on.
 *
 * @param idempotencySecret at least 16 bytes, the same on every node: keeps what is stored of a request from being guessed
 */
@SuppressWarnings("ArrayRecordComponent") // a secret, never compared and never printed
public record HttpEdgesDependencies(
        Payments payments,
        Merchants merchants,
        Checkout checkout,
        IdempotencyStore idempotency,
        byte[] idempotencySecret,
        CallbackHandler callbacks,
        Operations operations,
        Control control,
        LimitDesk limits,
        HttpObserver observer,
        Clock clock) {

    /**
     * What concerns payers and what they pay with.
     *
     * @param expiresIn how long a payment waits for its payer if its merchant does not say
     */
    public record Checkout(
            Vault vault,
            Fingerprints fingerprints,
            BankDirectory banks,
            UrlCheck notifyUrlCheck,
            CashierLinks links,
            CashierPages pages,
            Duration expiresIn) {}

    @Override
    public String toString() {
        return "HttpEdgesDependencies";
    }
}
