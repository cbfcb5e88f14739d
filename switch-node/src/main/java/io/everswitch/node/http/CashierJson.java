package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Payment;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payment as its payer sees it: less than its merchant sees. Immutable, thread-safe. */
final class CashierJson {
    private final Merchants merchants;
    private final BankDirectory banks;
    private final Clock clock;

    CashierJson(Merchants merchants, BankDirectory banks, Clock clock) {
        this.merchants = merchants;
        this.banks = banks;
        this.clock = clock;
    }

    byte[] session(Payment payment) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeFieldName("payment");
            write(json, payment);
            json.writeArrayFieldStart("banks");
            BankJson.write(json, banks.banks());
            json.writeEndArray();
            Json.time(json, "server_time", clock.instant());
            json.writeEndObject();
        });
    }

    byte[] payment(Payment payment) {
        return Json.bytes(json -> write(json, payment));
    }

    private void write(JsonGenerator json, Payment payment) throws IOException {
        Merchant merchant = merchants.byId(payment.merchant());
        json.writeStartObject();
        json.writeStringField("id", payment.id().value());
        json.writeNumberField("amount", payment.amount().minor());
        json.writeStringField("currency", payment.amount().currencyCode());
        json.writeNumberField("currency_exponent", payment.amount().currency().getDefaultFractionDigits());
        json.writeStringField("description", payment.description());
        json.writeStringField(
                "merchant_name", merchant == null ? payment.merchant().value() : merchant.name());
        json.writeStringField("merchant_order_id", payment.merchantOrderId());
        json.writeStringField("status", payment.status().code());
        json.writeStringField("outcome", PaymentViews.outcome(payment));
        Json.textOrNull(json, "status_reason", payment.statusReason());
        Json.time(json, "expires_at", payment.expiresAt());
        Json.text(json, "return_url", payment.returnUrl());
        Json.time(json, "next_check_at", PaymentViews.nextCheckAt(payment));
        Json.text(
                json,
                "masked_means",
                payment.means() == null ? null : payment.means().masked());
        json.writeFieldName("last_attempt");
        writeAttempt(json, last(payment.attempts()));
        json.writeBooleanField("can_pay", PaymentViews.canPay(payment, clock.instant()));
        json.writeEndObject();
    }

    private static void writeAttempt(JsonGenerator json, @Nullable Attempt attempt) throws IOException {
        if (attempt == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("outcome", PaymentViews.outcome(attempt));
        Json.textOrNull(json, "code", attempt.rawCode());
        json.writeEndObject();
    }

    private static @Nullable Attempt last(List<Attempt> attempts) {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }
}
