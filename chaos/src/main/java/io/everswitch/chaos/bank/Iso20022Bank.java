package io.everswitch.chaos.bank;

import io.everswitch.chaos.bank.BookAnswer.Kind;
import io.everswitch.chaos.bank.Plan.Delivery;
import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Exchange;
import io.everswitch.chaos.http.Reply;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One channel's bank of the ISO 20022 family. Called on event loops; answers come from any thread. Thread-safe. */
final class Iso20022Bank extends WebBank {
    private static final String XML = "application/xml";

    private final CallbackSender callbacks;
    /** References that were accepted and whose end is not told yet; bounded by the timer. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    Iso20022Bank(ChannelDesk desk, BankTools tools, CallbackSender callbacks) {
        super(desk, tools);
        this.callbacks = callbacks;
    }

    @Override
    Reply refusal(int status, String code, String message) {
        return Reply.text(status, message);
    }

    @Override
    Reply garbage() {
        return signed(Iso20022Replies.garbage());
    }

    /** Signed at the time of the answer, like everything that a bank of this family says. */
    private Reply signed(byte[] body) {
        String timestamp = Long.toString(tools().clock().instant().getEpochSecond());
        return new Reply(
                200,
                XML,
                body,
                Map.of(
                        "X-Channel", desk().id(),
                        "X-Timestamp", timestamp,
                        "X-Signature", signatures().sign(timestamp, body)));
    }

    private String now() {
        return tools().clock().instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    @Override
    void route(Job job, String resource) throws BadInput {
        if (resource.equals("/health")) {
            if (allowed(job, "GET")) {
                job.exchange().reply(Reply.text(200, "up"));
            }
        } else if (resource.equals("/messages")) {
            if (allowed(job, "POST")) {
                Iso20022Request request = Iso20022Request.read(job.exchange().body());
                switch (request.kind()) {
                    case PAYMENT -> charge(job, request, callbackUrl(job.exchange()));
                    case QUERY -> query(job, request);
                    case CANCELLATION -> reverse(job, request);
                    case REFUND -> refund(job, request);
                }
            }
        } else {
            job.exchange().reply(refusal(404, "no_such_resource", "the bank has no such resource"));
        }
    }

    private static String callbackUrl(Exchange exchange) throws BadInput {
        String url = exchange.header("X-Callback-Url");
        if (url == null) {
            return "";
        }
        if (!url.matches("https?://[\\x21-\\x7E]{1,500}")) {
            throw new BadInput("X-Callback-Url", "must be an http or https URL");
        }
        return url;
    }

    private void charge(Job job, Iso20022Request request, String callbackUrl) {
        Plan plan = desk().met(Planner.payment(
                request.amount(), desk().behaviour(), tools().chance().forPayment(desk().id(), request.reference())));
        if (!plan.act()) {
            desk().count(Counter.UNANSWERED);
            return;
        }
        tools().books()
                .charge(
                        request.order(desk().id()),
                        plan.code(),
                        booked -> charged(job, request, callbackUrl, plan, booked));
    }

    private void charged(Job job, Iso20022Request request, String callbackUrl, Plan plan, BookAnswer booked) {
        if (booked.kind() == Kind.BUSY) {
            busy(job);
            return;
        }
        if (booked.kind() == Kind.DUPLICATE) {
            desk().count(Counter.DUPLICATES);
            answer(job, plan, plan.delayNanos(), signed(Iso20022Replies.rejected(request, booked.code(), now())));
            return;
        }
        desk().count(booked.isDone() ? Counter.APPROVED : Counter.DECLINED);
        long ticket = tools().timings().committed(request.reference(), job.received(), tools().micros());
        byte[] result = Iso20022Replies.told(request, booked, plan.told(booked.amount()), now());
        if (callbackUrl.isEmpty()) {
            tools().after(job.start(), plan.delayNanos(), desk(), () -> {
                if (plan.delivery() == Delivery.WHOLE) {
                    tools().timings().answered(ticket, tools().micros());
                }
                deliver(job.exchange(), plan, signed(result));
            });
            return;
        }
        if (plan.delivery() == Delivery.NEVER) {
            desk().count(Counter.UNANSWERED);
            return;
        }
        waiting.add(request.reference());
        answer(job, plan, plan.lateNanos(), signed(Iso20022Replies.accepted(request, booked, now())));
        Callback callback = new Callback(desk(), signatures(), callbackUrl, XML, result);
        tools().after(job.start(), plan.delayNanos(), desk(), () -> tell(request.reference(), callback, plan, ticket));
    }

    /** Calls back, unless the payment was undone in the meantime. */
    private void tell(String reference, Callback callback, Plan plan, long ticket) {
        waiting.remove(reference);
        if (plan.callbackLost()) {
            return;
        }
        tools().books().query(desk().id(), reference, booked -> {
            if (booked.state() != BookState.REVERSED) {
                tools().timings().answered(ticket, tools().micros());
                callbacks.send(callback, true);
                if (plan.twice()) {
                    callbacks.send(callback, false);
                }
            }
        });
    }

    private void query(Job job, Iso20022Request request) {
        desk().count(Counter.QUERIED);
        tools().books().query(desk().id(), request.reference(), booked -> {
            byte[] body;
            if (booked.kind() == Kind.BUSY) {
                busy(job);
                return;
            } else if (!booked.isDone()) {
                body = Iso20022Replies.notFound(request, now());
            } else if (booked.state() != BookState.REVERSED && waiting.contains(request.reference())) {
                body = Iso20022Replies.accepted(request, booked, now());
            } else {
                body = Iso20022Replies.told(request, booked, booked.amount(), now());
            }
            long latency =
                    desk().behaviour().latency().nanos(tools().chance().forRequest(desk().id(), request.reference()));
            tools().after(job.start(), latency, desk(), () -> job.exchange().reply(signed(body)));
        });
    }

    private void reverse(Job job, Iso20022Request request) {
        Plan plan = Planner.reversal(desk().behaviour(), tools().chance().forRequest(desk().id(), request.reference()));
        tools().books().reverse(request.order(desk().id()), booked -> {
            switch (booked.kind()) {
                case DONE -> {
                    desk().count(Counter.REVERSED);
                    answer(job, plan, plan.delayNanos(), signed(Iso20022Replies.cancelled(request, now())));
                }
                case NOT_FOUND ->
                    answer(job, plan, plan.delayNanos(), signed(Iso20022Replies.neverSeen(request, now())));
                case BUSY -> busy(job);
                case REFUSED, DUPLICATE -> {
                    desk().count(Counter.REFUSED);
                    answer(job, plan, plan.delayNanos(), signed(Iso20022Replies.notCancelled(request, now())));
                }
            }
        });
    }

    private void refund(Job job, Iso20022Request request) {
        Plan plan = Planner.refund(desk().behaviour(), tools().chance().forRequest(desk().id(), request.reference()));
        if (!plan.act()) {
            desk().count(Counter.UNANSWERED);
            return;
        }
        tools().books().refund(request.order(desk().id()), request.original(), booked -> {
            switch (booked.kind()) {
                case DONE -> {
                    desk().count(Counter.REFUNDED);
                    byte[] done = Iso20022Replies.told(request, booked, booked.amount(), now());
                    answer(job, plan, plan.delayNanos(), signed(done));
                }
                case BUSY -> busy(job);
                case REFUSED, DUPLICATE, NOT_FOUND -> {
                    desk().count(Counter.REFUSED);
                    byte[] refused = Iso20022Replies.rejected(request, booked.code(), now());
                    answer(job, plan, plan.delayNanos(), signed(refused));
                }
            }
        });
    }
}
