package io.everswitch.node.http;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.ConfirmSource;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.Refusal;
import io.everswitch.node.entity.PaymentReply;
import io.everswitch.node.entity.Payments;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What merchants do with payments. Thread-safe, never blocks. */
final class PaymentEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentEndpoints.class);
    private static final int OK = 200;
    private static final int CREATED = 201;
    /** Load tests mark their payments with it; such a payment never reaches a real bank. */
    private static final String SHADOW_HEADER = "x-everswitch-shadow";

    private final Payments payments;
    private final HttpEdgesDependencies.Checkout checkout;
    private final PaymentJson json;
    private final MeansReader means;
    private final EventStreams streams;
    private final Owners owners = new Owners(Owners.GENERATION_MAX);

    PaymentEndpoints(HttpEdgesDependencies dependencies, PaymentJson json, MeansReader means, EventStreams streams) {
        this.payments = dependencies.payments();
        this.checkout = dependencies.checkout();
        this.json = json;
        this.means = means;
        this.streams = streams;
    }

    CompletionStage<HttpResponse> create(Exchange exchange, Merchant merchant, CreateBody body) {
        String shadowHeader = exchange.header(SHADOW_HEADER);
        boolean shadow = shadowHeader != null && (shadowHeader.equals("1") || shadowHeader.equals("true"));
        String hash = body.contentHash(shadow);
        Duration expiresIn = body.expiresInS() == 0 ? checkout.expiresIn() : Duration.ofSeconds(body.expiresInS());
        return payments.create(
                        merchant.id(),
                        body.merchantOrderId(),
                        id -> new PaymentCommand.Create(
                                id,
                                merchant.id(),
                                body.merchantOrderId(),
                                body.amount(),
                                body.description(),
                                body.notifyUrl(),
                                body.returnUrl(),
                                body.metadata(),
                                shadow,
                                hash,
                                expiresIn))
                .thenApply(reply -> {
                    Payment payment = accepted(reply);
                    owners.put(payment.id(), payment.merchant());
                    return Answers.json(
                            exchange,
                            reply.changed() ? CREATED : OK,
                            json.bytes(payment),
                            "Location",
                            "/v1/payments/" + payment.id().value());
                });
    }

    /** Reads a confirmation; what is secret in it is sealed before this returns. */
    ConfirmBody readConfirm(byte[] body) {
        return ConfirmBody.read(body, means);
    }

    CompletionStage<HttpResponse> confirm(Exchange exchange, PaymentId id, ConfirmBody body) {
        String key = Idempotency.key(exchange);
        PaymentCommand.Confirm command =
                new PaymentCommand.Confirm(body.means(), ConfirmSource.MERCHANT_API, key == null ? "" : key);
        int wait = exchange.waitS();
        return payments.confirm(id, command, body.cvc()).thenCompose(reply -> {
            Payment confirmed = accepted(reply);
            if (wait < 0) {
                return CompletableFuture.completedFuture(answer(exchange, confirmed));
            }
            if (wait == 0 || confirmed.status().isFinal()) {
                return CompletableFuture.completedFuture(applied(exchange, confirmed));
            }
            return payments.awaitSettled(id, Duration.ofSeconds(wait)).handle((settled, failure) -> {
                Payment payment = settled == null ? null : settled.payment();
                if (failure != null || payment == null) {
                    // The confirmation is durable: what is known of it is a better answer than an error.
                    LOG.debug("request {} could not wait", exchange.requestId(), failure);
                    return answer(exchange, confirmed);
                }
                return applied(exchange, payment);
            });
        });
    }

    CompletionStage<HttpResponse> cancel(Exchange exchange, PaymentId id) {
        return payments.ask(id, new PaymentCommand.Cancel()).thenApply(reply -> {
            Payment payment = reply.payment();
            // To cancel twice is to cancel.
            if (reply.refusal() == Refusal.ALREADY_CANCELED && payment != null) {
                return answer(exchange, payment);
            }
            return answer(exchange, accepted(reply));
        });
    }

    CompletionStage<HttpResponse> get(Exchange exchange, Merchant merchant, PaymentId id) {
        return owned(merchant, id).thenApply(payment -> answer(exchange, payment));
    }

    CompletionStage<HttpResponse> refunds(Exchange exchange, Merchant merchant, PaymentId id) {
        return owned(merchant, id)
                .thenApply(payment -> Answers.json(exchange, OK, RefundJson.list(payment, payment.refunds())));
    }

    CompletionStage<HttpResponse> events(Exchange exchange, Merchant merchant, PaymentId id) {
        EventStreams.Form form = new EventStreams.Form(
                (before, after) -> before.status() != after.status(),
                payment -> new EventStreams.Event("payment." + payment.status().code(), json.bytes(payment)));
        return owned(merchant, id).thenApply(payment -> streams.open(exchange, id, form));
    }

    /** The payment, if it is this merchant's: that of another one does not exist for him. */
    CompletionStage<Payment> owned(Merchant merchant, PaymentId id) {
        return payments.get(id).thenApply(reply -> {
            Payment payment = reply.payment();
            if (payment == null || !payment.merchant().equals(merchant.id())) {
                throw new Refused(RefusalProblems.of(Refusal.NOT_FOUND, null));
            }
            owners.put(id, payment.merchant());
            return payment;
        });
    }

    /** Completes if the payment is this merchant's; asks the payment only if nobody remembers. */
    CompletionStage<MerchantId> checkOwner(Merchant merchant, PaymentId id) {
        MerchantId owner = owners.get(id);
        if (owner == null) {
            return owned(merchant, id).thenApply(Payment::merchant);
        }
        if (!owner.equals(merchant.id())) {
            throw new Refused(RefusalProblems.of(Refusal.NOT_FOUND, null));
        }
        return CompletableFuture.completedFuture(owner);
    }

    /** The payment of a reply that is no refusal. */
    static Payment accepted(PaymentReply reply) {
        @Nullable Refusal refusal = reply.refusal();
        Payment payment = reply.payment();
        if (refusal != null || payment == null) {
            throw new Refused(RefusalProblems.of(refusal == null ? Refusal.NOT_FOUND : refusal, payment));
        }
        return payment;
    }

    private HttpResponse answer(Exchange exchange, Payment payment) {
        return Answers.json(exchange, OK, json.bytes(payment));
    }

    private HttpResponse applied(Exchange exchange, Payment payment) {
        return answer(exchange, payment).addHeader(RawHeader.create("Preference-Applied", "wait=" + exchange.waitS()));
    }
}
