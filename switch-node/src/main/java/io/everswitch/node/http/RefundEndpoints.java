package io.everswitch.node.http;

import io.everswitch.domain.id.RefundId;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.Refund;
import io.everswitch.node.entity.Payments;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What merchants do with refunds. Thread-safe, never blocks. */
final class RefundEndpoints {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Payments payments;
    private final PaymentEndpoints owners;

    RefundEndpoints(Payments payments, PaymentEndpoints owners) {
        this.payments = payments;
        this.owners = owners;
    }

    /** The payment is asked first: a refund's currency is that of its payment. */
    CompletionStage<HttpResponse> create(Exchange exchange, Merchant merchant, RefundBody body) {
        if (body.paymentId() == null) {
            throw new Refused(Problem.notFound("There is no such payment."));
        }
        return owners.owned(merchant, body.paymentId())
                .thenCompose(payment -> {
                    Money amount = body.currency() == null
                            ? new Money(body.amount(), payment.amount().currency())
                            : new Money(body.amount(), body.currency().currency());
                    return payments.ask(
                            payment.id(), new PaymentCommand.Refund(body.merchantRefundId(), amount, body.reason()));
                })
                .thenApply(reply -> {
                    Payment payment = PaymentEndpoints.accepted(reply);
                    Refund refund = find(payment, body.merchantRefundId());
                    String id = new RefundId(payment.id(), refund.ordinal()).value();
                    return Answers.json(
                            exchange, ACCEPTED, RefundJson.bytes(payment, refund), "Location", "/v1/refunds/" + id);
                });
    }

    CompletionStage<HttpResponse> get(Exchange exchange, Merchant merchant, String text) {
        RefundId id = parse(text);
        if (id == null) {
            throw new Refused(Problem.notFound("There is no such refund."));
        }
        return owners.owned(merchant, id.paymentId()).thenApply(payment -> {
            if (id.ordinal() > payment.refunds().size()) {
                throw new Refused(Problem.notFound("There is no such refund."));
            }
            return Answers.json(exchange, OK, RefundJson.bytes(payment, payment.refund(id.ordinal())));
        });
    }

    private static Refund find(Payment payment, String merchantRefundId) {
        for (Refund refund : payment.refunds()) {
            if (refund.merchantRefundId().equals(merchantRefundId)) {
                return refund;
            }
        }
        throw new IllegalStateException("payment " + payment.id() + " accepted a refund that it does not have");
    }

    private static @Nullable RefundId parse(String text) {
        try {
            RefundId id = RefundId.parse(text);
            // 07 is not 7: an id has one form.
            return id.value().equals(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
