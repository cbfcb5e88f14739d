package io.everswitch.node.http;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/refunds}.
 *
 * @param paymentId null if the text cannot be the id of any payment, which then is simply not found
 * @param currency null if the merchant takes that of the payment for granted
 */
record RefundBody(
        @Nullable PaymentId paymentId,
        long amount,
        String merchantRefundId,
        String reason,
        Currencies.@Nullable Known currency) {
    private static final String[] NAMES = {"payment_id", "amount", "merchant_refund_id", "reason", "currency"};

    static RefundBody read(byte[] body) {
        return JsonBody.read(body, (parser, errors) -> {
            ObjectReader object = new ObjectReader(parser, errors, "", NAMES);
            String payment = null;
            long amount = ObjectReader.ABSENT;
            String id = null;
            String reason = null;
            Currencies.Known currency = null;
            for (int field = object.next(); field >= 0; field = object.next()) {
                switch (field) {
                    case 0 -> payment = object.text(1, CreateBody.ID_MAX, TextRule.ID);
                    case 1 -> amount = object.integer(1, Money.MINOR_MAX);
                    case 2 -> id = object.text(1, CreateBody.ID_MAX, TextRule.ID);
                    case 3 -> reason = object.text(0, CreateBody.DESCRIPTION_MAX, TextRule.PEOPLE);
                    default -> currency = Currencies.read(object);
                }
            }
            object.require(0, 1, 2);
            errors.check();
            if (payment == null || id == null) {
                throw new IllegalStateException("a missing field was not complained about");
            }
            PaymentId paymentId = PaymentId.isValid(payment) ? new PaymentId(payment) : null;
            return new RefundBody(paymentId, amount, id, reason == null ? "" : reason, currency);
        });
    }
}
