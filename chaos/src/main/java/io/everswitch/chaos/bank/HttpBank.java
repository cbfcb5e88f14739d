package io.everswitch.chaos.bank;

import io.everswitch.chaos.bank.BookAnswer.Kind;
import io.everswitch.chaos.bank.Plan.Delivery;
import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Reply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One channel's bank of the HTTP family. Called on event loops; answers come from any thread. Thread-safe. */
final class HttpBank extends WebBank {
    private final ChannelDesk desk;
    private final BankTools tools;
    private final CallbackSender callbacks;
    /** References that were accepted and whose result is not told yet; bounded by the timer. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    HttpBank(ChannelDesk desk, BankTools tools, CallbackSender callbacks) {
        super(desk, tools);
        this.desk = desk;
        this.tools = tools;
        this.callbacks = callbacks;
    }

    @Override
    Reply refusal(int status, String code, String message) {
        return HttpReplies.code(status, code, message);
    }

    @Override
    Reply garbage() {
        return HttpReplies.garbage();
    }

    @Override
    void route(Job job, String resource) throws BadInput {
        String[] parts = resource.split("/", -1);
        String first = parts.length > 1 ? parts[1] : "";
        boolean charges = first.equals("charges");
        if (charges && parts.length == 2) {
            if (allowed(job, "POST")) {
                charge(job, ChargeRequest.charge(job.exchange().body()));
            }
        } else if (charges && parts.length == 3) {
            if (allowed(job, "GET")) {
                query(job, parts[2]);
            }
        } else if (charges && parts.length == 4 && parts[3].equals("reversal")) {
            if (allowed(job, "POST")) {
                reverse(job, ChargeRequest.reversal(job.exchange().body(), parts[2]));
            }
        } else if (first.equals("refunds") && parts.length == 2) {
            if (allowed(job, "POST")) {
                refund(job, ChargeRequest.refund(job.exchange().body()));
            }
        } else if (first.equals("health") && parts.length == 2) {
            if (allowed(job, "GET")) {
                job.exchange().reply(Reply.json(200, "{\"status\":\"up\"}"));
            }
        } else {
            job.exchange().reply(HttpReplies.code(404, "no_such_resource", "the bank has no such resource"));
        }
    }

    private void charge(Job job, ChargeRequest request) {
        Plan plan = desk.met(Planner.payment(
                request.amount(), desk.behaviour(), tools.chance().forPayment(desk.id(), request.reference())));
        if (!plan.act()) {
            desk.count(Counter.UNANSWERED);
            return;
        }
        tools.books().charge(request.order(desk.id()), plan.code(), booked -> charged(job, request, plan, booked));
    }

    private void charged(Job job, ChargeRequest request, Plan plan, BookAnswer booked) {
        if (booked.kind() == Kind.BUSY) {
            busy(job);
            return;
        }
        if (booked.kind() == Kind.DUPLICATE) {
            desk.count(Counter.DUPLICATES);
            Reply duplicate = HttpReplies.code(409, booked.code(), "the reference was used before");
            answer(job, plan, plan.delayNanos(), duplicate);
            return;
        }
        desk.count(booked.isDone() ? Counter.APPROVED : Counter.DECLINED);
        long ticket = tools.timings().committed(request.reference(), job.received(), tools.micros());
        byte[] result = HttpReplies.charge(request.reference(), booked, plan.told(booked.amount()));
        if (request.callbackUrl().isEmpty()) {
            tools.after(job.start(), plan.delayNanos(), desk, () -> {
                if (plan.delivery() == Delivery.WHOLE) {
                    tools.timings().answered(ticket, tools.micros());
                }
                deliver(job.exchange(), plan, Reply.json(200, result));
            });
            return;
        }
        if (plan.delivery() == Delivery.NEVER) {
            desk.count(Counter.UNANSWERED);
            return;
        }
        waiting.add(request.reference());
        answer(job, plan, plan.lateNanos(), HttpReplies.accepted(request.reference(), booked.bankReference()));
        Callback callback = new Callback(desk, signatures(), request.callbackUrl(), "application/json", result);
        tools.after(job.start(), plan.delayNanos(), desk, () -> tell(request.reference(), callback, plan, ticket));
    }

    /** Calls back, unless the payment was reversed in the meantime. */
    private void tell(String reference, Callback callback, Plan plan, long ticket) {
        waiting.remove(reference);
        if (plan.callbackLost()) {
            return;
        }
        tools.books().query(desk.id(), reference, booked -> {
            if (booked.state() != BookState.REVERSED) {
                tools.timings().answered(ticket, tools.micros());
                callbacks.send(callback, true);
                if (plan.twice()) {
                    callbacks.send(callback, false);
                }
            }
        });
    }

    private void query(Job job, String reference) {
        desk.count(Counter.QUERIED);
        tools.books().query(desk.id(), reference, booked -> {
            Reply reply;
            if (booked.kind() == Kind.BUSY) {
                busy(job);
                return;
            } else if (!booked.isDone()) {
                reply = HttpReplies.notFound();
            } else if (booked.state() != BookState.REVERSED && waiting.contains(reference)) {
                reply = Reply.json(200, HttpReplies.waiting(reference, booked));
            } else {
                reply = Reply.json(200, HttpReplies.charge(reference, booked, booked.amount()));
            }
            long latency = desk.behaviour().latency().nanos(tools.chance().forRequest(desk.id(), reference));
            tools.after(job.start(), latency, desk, () -> job.exchange().reply(reply));
        });
    }

    private void reverse(Job job, ChargeRequest request) {
        Plan plan = Planner.reversal(desk.behaviour(), tools.chance().forRequest(desk.id(), request.reference()));
        tools.books().reverse(request.order(desk.id()), booked -> {
            switch (booked.kind()) {
                case DONE -> {
                    desk.count(Counter.REVERSED);
                    answer(job, plan, plan.delayNanos(), HttpReplies.reversed());
                }
                case NOT_FOUND -> answer(job, plan, plan.delayNanos(), HttpReplies.notFound());
                case BUSY -> busy(job);
                case REFUSED, DUPLICATE -> refuse(job, plan, booked);
            }
        });
    }

    private void refund(Job job, ChargeRequest request) {
        Plan plan = Planner.refund(desk.behaviour(), tools.chance().forRequest(desk.id(), request.reference()));
        if (!plan.act()) {
            desk.count(Counter.UNANSWERED);
            return;
        }
        tools.books().refund(request.order(desk.id()), request.original(), booked -> {
            switch (booked.kind()) {
                case DONE -> {
                    desk.count(Counter.REFUNDED);
                    Reply done = HttpReplies.refunded(request.reference(), booked);
                    answer(job, plan, plan.delayNanos(), done);
                }
                case BUSY -> busy(job);
                case REFUSED, DUPLICATE, NOT_FOUND -> refuse(job, plan, booked);
            }
        });
    }

    private void refuse(Job job, Plan plan, BookAnswer booked) {
        desk.count(Counter.REFUSED);
        answer(job, plan, plan.delayNanos(), HttpReplies.code(409, booked.code(), "refused"));
    }
}
