package io.everswitch.chaos.bank;

import io.everswitch.chaos.bank.BookAnswer.Kind;
import io.everswitch.chaos.bank.Plan.Delivery;
import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Exchange;
import io.everswitch.chaos.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One channel's bank of the form family. Called on event loops; answers come from any thread. Thread-safe. */
final class FormBank extends WebBank {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final CallbackSender callbacks;
    private final FormWire wire;
    /** References that were accepted and whose end is not told yet; bounded by the timer. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    FormBank(ChannelDesk desk, BankTools tools, CallbackSender callbacks) {
        super(desk, tools);
        this.callbacks = callbacks;
        this.wire = desk.channel().requireHttp().requireForm();
    }

    /** Not signed: whoever hears it knows nothing. */
    @Override
    Reply refusal(int status, String code, String message) {
        return Reply.text(status, message);
    }

    @Override
    Reply garbage() {
        return new Reply(200, FORM, "respCode=%0&&=".getBytes(StandardCharsets.US_ASCII), Map.of());
    }

    private Reply signed(Map<String, String> fields) {
        return new Reply(200, FORM, wire.signed(fields), Map.of());
    }

    /** Everything about money is signed in its body; whether the bank is there anybody may ask. */
    @Override
    boolean isGenuine(Exchange exchange) {
        if (exchange.method().equals("GET")) {
            return true;
        }
        try {
            return wire.isHouses(FormText.read(exchange.body()));
        } catch (BadInput e) {
            return false;
        }
    }

    @Override
    void route(Job job, String resource) throws BadInput {
        boolean queries = resource.equals("/queryTrans");
        if (resource.equals("/health")) {
            if (allowed(job, "GET")) {
                job.exchange().reply(Reply.text(200, "up"));
            }
        } else if (queries || resource.equals("/backTrans")) {
            if (allowed(job, "POST")) {
                FormRequest request =
                        FormRequest.read(FormText.read(job.exchange().body()), wire.merchant());
                if (queries != (request.kind() == FormRequest.Kind.QUERY)) {
                    throw new BadInput("txnType", "must be that of the resource");
                }
                switch (request.kind()) {
                    case PAYMENT -> charge(job, request);
                    case QUERY -> query(job, request);
                    case REVERSAL -> reverse(job, request);
                    case REFUND -> refund(job, request);
                }
            }
        } else {
            job.exchange().reply(refusal(404, "no_such_resource", "the bank has no such resource"));
        }
    }

    private void charge(Job job, FormRequest request) {
        Plan plan = desk().met(Planner.payment(
                request.amount(), desk().behaviour(), tools().chance().forPayment(desk().id(), request.reference())));
        if (!plan.act()) {
            desk().count(Counter.UNANSWERED);
            return;
        }
        tools().books().charge(request.order(desk().id()), plan.code(), booked -> charged(job, request, plan, booked));
    }

    private void charged(Job job, FormRequest request, Plan plan, BookAnswer booked) {
        if (booked.kind() == Kind.BUSY) {
            busy(job);
            return;
        }
        if (booked.kind() == Kind.DUPLICATE) {
            desk().count(Counter.DUPLICATES);
            answer(job, plan, plan.delayNanos(), signed(FormReplies.refused(request, booked.code())));
            return;
        }
        desk().count(booked.isDone() ? Counter.APPROVED : Counter.DECLINED);
        long ticket = tools().timings().committed(request.reference(), job.received(), tools().micros());
        byte[] result = wire.signed(FormReplies.told(request, booked, plan.told(booked.amount())));
        if (request.backUrl().isEmpty()) {
            tools().after(job.start(), plan.delayNanos(), desk(), () -> {
                if (plan.delivery() == Delivery.WHOLE) {
                    tools().timings().answered(ticket, tools().micros());
                }
                deliver(job.exchange(), plan, new Reply(200, FORM, result, Map.of()));
            });
            return;
        }
        if (plan.delivery() == Delivery.NEVER) {
            desk().count(Counter.UNANSWERED);
            return;
        }
        waiting.add(request.reference());
        answer(job, plan, plan.lateNanos(), signed(FormReplies.accepted(request, booked)));
        Callback callback = Callback.sealed(desk(), request.backUrl(), FORM, result);
        tools().after(job.start(), plan.delayNanos(), desk(), () -> tell(request.reference(), callback, plan, ticket));
    }

    /** Notifies, unless the payment was undone in the meantime. */
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

    private void query(Job job, FormRequest request) {
        desk().count(Counter.QUERIED);
        tools().books().query(desk().id(), request.reference(), booked -> {
            Map<String, String> answer;
            if (booked.kind() == Kind.BUSY) {
                busy(job);
                return;
            } else if (!booked.isDone()) {
                answer = FormReplies.said(request, "34");
            } else if (booked.state() != BookState.REVERSED && waiting.contains(request.reference())) {
                answer = FormReplies.accepted(request, booked);
            } else {
                answer = FormReplies.told(request, booked, booked.amount());
            }
            Reply reply = signed(answer);
            long latency =
                    desk().behaviour().latency().nanos(tools().chance().forRequest(desk().id(), request.reference()));
            tools().after(job.start(), latency, desk(), () -> job.exchange().reply(reply));
        });
    }

    private void reverse(Job job, FormRequest request) {
        Plan plan = Planner.reversal(desk().behaviour(), tools().chance().forRequest(desk().id(), request.reference()));
        tools().books().reverse(request.order(desk().id()), booked -> {
            switch (booked.kind()) {
                case DONE -> {
                    desk().count(Counter.REVERSED);
                    answer(job, plan, plan.delayNanos(), signed(FormReplies.said(request, "00")));
                }
                case NOT_FOUND -> answer(job, plan, plan.delayNanos(), signed(FormReplies.said(request, "34")));
                case BUSY -> busy(job);
                case REFUSED, DUPLICATE -> {
                    desk().count(Counter.REFUSED);
                    answer(job, plan, plan.delayNanos(), signed(FormReplies.said(request, "35")));
                }
            }
        });
    }

    private void refund(Job job, FormRequest request) {
        Plan plan = Planner.refund(desk().behaviour(), tools().chance().forRequest(desk().id(), request.reference()));
        if (!plan.act()) {
            desk().count(Counter.UNANSWERED);
            return;
        }
        tools().books().refund(request.order(desk().id()), request.original(), booked -> {
            switch (booked.kind()) {
                case DONE -> {
                    desk().count(Counter.REFUNDED);
                    answer(job, plan, plan.delayNanos(), signed(FormReplies.refunded(request, booked)));
                }
                case BUSY -> busy(job);
                case REFUSED, DUPLICATE, NOT_FOUND -> {
                    desk().count(Counter.REFUSED);
                    answer(job, plan, plan.delayNanos(), signed(FormReplies.refused(request, booked.code())));
                }
            }
        });
    }
}
