package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Payment;
import io.everswitch.node.entity.Payments;
import io.everswitch.node.limits.LimitUsage;
import io.everswitch.routing.limit.Limit;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Which limits stand, and what is used of them. Thread-safe, never blocks. */
final class LimitEndpoints {
    private static final int OK = 200;
    private static final String LIMIT = "limit";
    private static final String MERCHANT = "merchant";
    private static final String PAYMENT = "payment";
    private static final String DAY = "day";

    private final LimitDesk limits;
    private final Payments payments;
    private final Clock clock;

    LimitEndpoints(LimitDesk limits, Payments payments, Clock clock) {
        this.limits = limits;
        this.payments = payments;
        this.clock = clock;
    }

    CompletionStage<HttpResponse> standing(Exchange exchange) {
        return CompletableFuture.completedFuture(Answers.json(exchange, OK, Json.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("limits");
            for (Limit limit : limits.standing()) {
                write(json, limit);
            }
            json.writeEndArray();
            json.writeEndObject();
        })));
    }

    private static void write(JsonGenerator json, Limit limit) throws IOException {
        Limit.Scope scope = limit.scope();
        json.writeStartObject();
        json.writeStringField("name", limit.name());
        json.writeStringField("per", limit.per().code());
        if (limit.amountMax() < Long.MAX_VALUE) {
            json.writeNumberField("amount_max", limit.amountMax());
        }
        if (limit.countMax() < Integer.MAX_VALUE) {
            json.writeNumberField("count_max", limit.countMax());
        }
        Json.text(json, "currency", scope.currency());
        Json.text(
                json,
                MERCHANT,
                scope.merchant() == null ? null : scope.merchant().value());
        Json.text(json, "method", scope.method() == null ? null : scope.method().code());
        Json.text(json, "bank", scope.bank() == null ? null : scope.bank().value());
        json.writeStringField("zone", limit.zone().getId());
        json.writeEndObject();
    }

    /** Of a merchant by his id, of a payer by one of his payments: nobody has a card's number to ask with. */
    CompletionStage<HttpResponse> usage(Exchange exchange) {
        FieldErrors errors = new FieldErrors();
        Map<String, String> query = QueryString.read(exchange, errors, LIMIT, MERCHANT, PAYMENT, DAY);
        Limit limit = limit(query.get(LIMIT), errors);
        LocalDate day = day(query.get(DAY), errors);
        String merchant = query.get(MERCHANT);
        String payment = query.get(PAYMENT);
        boolean ofPayer = limit != null && limit.per() == Limit.Per.PAYER_DAY;
        if (limit != null && (ofPayer ? payment : merchant) == null) {
            errors.add(
                    ofPayer ? PAYMENT : MERCHANT,
                    "must be given for a limit of " + limit.per().code());
        }
        if (payment != null && !PaymentId.isValid(payment)) {
            errors.add(PAYMENT, "must be a payment's id");
        }
        errors.check();
        if (limit == null) {
            throw new IllegalStateException("an error was not told");
        }
        LocalDate asked = day == null ? LocalDate.ofInstant(clock.instant(), limit.zone()) : day;
        return (ofPayer ? payer(String.valueOf(payment)) : done(Optional.of(String.valueOf(merchant))))
                .thenCompose(subject -> limits.usage(limit.ledger(
                        subject.orElseThrow(() ->
                                new Refused(Problem.notFound("There is no such payment, or nobody knows its payer."))),
                        asked)))
                .thenApply(usage -> Answers.json(exchange, OK, json(limit, asked, usage)));
    }

    private static byte[] json(Limit limit, LocalDate day, LimitUsage usage) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField(LIMIT, limit.name());
            json.writeStringField(DAY, day.toString());
            json.writeNumberField("amount", usage.amount());
            json.writeNumberField("count", usage.count());
            json.writeNumberField("open", usage.open());
            json.writeEndObject();
        });
    }

    private @Nullable Limit limit(@Nullable String name, FieldErrors errors) {
        Optional<Limit> found = limits.standing().stream()
                .filter(limit -> limit.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            errors.add(LIMIT, "must be the name of a limit that stands");
        }
        return found.orElse(null);
    }

    private static @Nullable LocalDate day(@Nullable String text, FieldErrors errors) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            errors.add(DAY, "must be a date, as in 2026-11-23");
            return null;
        }
    }

    private CompletionStage<Optional<String>> payer(String id) {
        return payments.get(new PaymentId(id)).thenApply(reply -> {
            Payment payment = reply.payment();
            return payment == null || payment.attempts().isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(
                            payment.attempt(payment.attempts().size()).means().fingerprint());
        });
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
