package io.everswitch.node.http;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.Refusal;
import io.everswitch.node.entity.PaymentReply;
import io.everswitch.node.entity.Payments;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators do with single payments: look at one with all that its banks said, take one off the exceptions list, decide an
 * unknown attempt from outside evidence (M5), send a notification again. Thread-safe, never blocks.
 */
final class DeskEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(DeskEndpoints.class);
    private static final int OK = 200;
    private static final int LIMIT_MAX = 100;
    private static final int LIMIT_DEFAULT = 20;
    private static final String LIMIT = "limit";
    private static final String AFTER = "starting_after";

    private final Payments payments;
    private final Bodies bodies;

    DeskEndpoints(Payments payments, Bodies bodies) {
        this.payments = payments;
        this.bodies = bodies;
    }

    CompletionStage<HttpResponse> payment(Exchange exchange, String id) {
        return payments.get(payment(id)).thenApply(reply -> answer(exchange, reply));
    }

    /** Why each attempt went where it did, as it was journaled with it: wherever and whenever one asks, the answer is the same. */
    CompletionStage<HttpResponse> routing(Exchange exchange, String id) {
        return payments.get(payment(id)).thenApply(reply -> Answers.json(exchange, OK, GroundsJson.of(found(reply))));
    }

    CompletionStage<HttpResponse> exceptions(Exchange exchange) {
        FieldErrors errors = new FieldErrors();
        Map<String, String> query = QueryString.read(exchange, errors, LIMIT, AFTER);
        String asked = query.getOrDefault(LIMIT, Integer.toString(LIMIT_DEFAULT));
        int limit = asked.matches("[0-9]{1,3}") ? Integer.parseInt(asked) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            errors.add(LIMIT, "must be an integer from 1 to " + LIMIT_MAX);
        }
        String after = query.get(AFTER);
        if (after != null && !PaymentId.isValid(after)) {
            errors.add(AFTER, "must be a payment's id");
        }
        errors.check();
        return payments.exceptions(limit, after == null ? null : new PaymentId(after))
                .thenApply(found -> Answers.json(exchange, OK, list(found)));
    }

    private static byte[] list(List<Payment> payments) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("exceptions");
            for (Payment payment : payments) {
                DeskJson.write(json, payment);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    CompletionStage<HttpResponse> review(Exchange exchange, String id) {
        PaymentId payment = payment(id);
        return bodies.json(exchange)
                .thenApply(ChangeBody::word)
                .thenCompose(word -> {
                    LOG.info("payment {}: exception reviewed by {}: {}", payment, word.author(), word.reason());
                    return payments.ask(payment, new PaymentCommand.Review(word.author(), word.reason()));
                })
                .thenApply(reply -> answer(exchange, reply));
    }

    CompletionStage<HttpResponse> resolve(Exchange exchange, String id, long attempt) {
        PaymentId payment = payment(id);
        return bodies.json(exchange)
                .thenApply(ResolveBody::read)
                .thenCompose(body -> {
                    LOG.info(
                            "payment {}: attempt {} decided as {} by {}: {}",
                            payment,
                            attempt,
                            body.outcome(),
                            body.author(),
                            body.reason());
                    return payments.ask(
                            payment,
                            new PaymentCommand.Resolve(ordinal(attempt), body.outcome(), body.author(), body.reason()));
                })
                .thenApply(reply -> answer(exchange, reply));
    }

    CompletionStage<HttpResponse> redeliver(Exchange exchange, String id, long sequence) {
        PaymentId payment = payment(id);
        return bodies.json(exchange)
                .thenApply(ChangeBody::word)
                .thenCompose(word -> {
                    LOG.info(
                            "payment {}: notification {} sent again by {}: {}",
                            payment,
                            sequence,
                            word.author(),
                            word.reason());
                    return payments.ask(payment, new PaymentCommand.Redeliver(ordinal(sequence)));
                })
                .thenApply(reply -> answer(exchange, reply));
    }

    /** What is too large is no attempt's number either; 0 is none. */
    private static int ordinal(long number) {
        return number > Integer.MAX_VALUE ? 0 : (int) number;
    }

    private static PaymentId payment(String id) {
        if (!PaymentId.isValid(id)) {
            throw new Refused(Problem.notFound("There is no such payment."));
        }
        return new PaymentId(id);
    }

    private static HttpResponse answer(Exchange exchange, PaymentReply reply) {
        Payment payment = found(reply);
        return Answers.json(exchange, OK, Json.bytes(json -> DeskJson.write(json, payment)));
    }

    private static Payment found(PaymentReply reply) {
        @Nullable Refusal refusal = reply.refusal();
        Payment payment = reply.payment();
        if (refusal != null || payment == null) {
            throw new Refused(RefusalProblems.of(refusal == null ? Refusal.NOT_FOUND : refusal, payment));
        }
        return payment;
    }
}
