package io.everswitch.chaos.bank;

import io.everswitch.chaos.bank.BookAnswer.Kind;
import io.everswitch.chaos.bank.Plan.Delivery;
import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Exchange;
import io.everswitch.chaos.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One channel's bank of the HTTP family. Called on event loops; answers come from any thread. Thread-safe. */
final class HttpBank {
    private static final long CLOCK_DIFFERENCE_MAX_S = 300;

    private final ChannelDesk desk;
    private final BankTools tools;
    private final CallbackSender callbacks;
    private final Signatures signatures;
    /** References that were accepted and whose result is not told yet; bounded by the timer. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    HttpBank(ChannelDesk desk, BankTools tools, CallbackSender callbacks) {
        this.desk = desk;
        this.tools = tools;
        this.callbacks = callbacks;
        this.signatures = desk.channel().requireHttp().signatures();
    }

    ChannelDesk desk() {
        return desk;
    }

    /** @param resource the path below the base */
    void handle(Exchange exchange, String resource) {
        if (desk.behaviour().down()) {
            exchange.cut();
            return;
        }
        desk.count(Counter.REQUESTS);
        if (!isSigned(exchange)) {
            desk.count(Counter.PROTOCOL_ERRORS);
            exchange.reply(HttpReplies.code(401, "signature", "signature, time or channel is wrong"));
            return;
        }
        try {
            route(new Job(exchange, System.nanoTime(), tools.micros()), resource);
        } catch (BadInput e) {
            desk.count(Counter.PROTOCOL_ERRORS);
            exchange.reply(HttpReplies.code(400, "30", String.valueOf(e.getMessage())));
        }
    }

    private record Job(Exchange exchange, long start, long received) {}

    private void route(Job job, String resource) throws BadInput {
        String[] parts = resource.split("/", -1);
        String first = parts.length > 1 ? parts[1] : "";
        boolean charges = first.equals("charges");
        if (charges && parts.length == 2) {
            if (allowed(job, "POST")) {
                charge(job, ChargeRequest.charge(job.exchange.body()));
            }
        } else if (charges && parts.length == 3) {
            if (allowed(job, "GET")) {
                query(job, parts[2]);
            }
        } else if (charges && parts.length == 4 && parts[3].equals("reversal")) {
            if (allowed(job, "POST")) {
                reverse(job, ChargeRequest.reversal(job.exchange.body(), parts[2]));
            }
        } else if (first.equals("refunds") && parts.length == 2) {
            if (allowed(job, "POST")) {
                refund(job, ChargeRequest.refund(job.exchange.body()));
            }
        } else if (first.equals("health") && parts.length == 2) {
            if (allowed(job, "GET")) {
                job.exchange.reply(Reply.json(200, "{\"status\":\"up\"}"));
            }
        } else {
            job.exchange.reply(HttpReplies.code(404, "no_such_resource", "the bank has no such resource"));
        }
    }

    private static boolean allowed(Job job, String method) {
        boolean allowed = job.exchange.method().equals(method);
        if (!allowed) {
            job.exchange.reply(HttpReplies.code(405, "method", "the method must be " + method));
        }
        return allowed;
    }

    private boolean isSigned(Exchange exchange) {
        String channel = exchange.header("X-Channel");
        String timestamp = exchange.header("X-Timestamp");
        String signature = exchange.header("X-Signature");
        if (!desk.id().equals(channel) || timestamp == null || signature == null || !timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        long difference = Math.abs(tools.clock().instant().getEpochSecond() - Long.parseLong(timestamp));
        byte[] body = exchange.body();
        byte[] signed = body.length == 0 ? exchange.uri().getBytes(StandardCharsets.UTF_8) : body;
        return difference <= CLOCK_DIFFERENCE_MAX_S && signatures.verify(timestamp, signed, signature);
    }

    private void charge(Job job, ChargeRequest request) {
        Plan plan = Planner.payment(
                request.amount(), desk.behaviour(), tools.chance().forPayment(desk.id(), request.reference()));
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
        long ticket = tools.timings().committed(request.reference(), job.received, tools.micros());
        byte[] result = HttpReplies.charge(request.reference(), booked, plan.told(booked.amount()));
        if (request.callbackUrl().isEmpty()) {
            tools.after(job.start, plan.delayNanos(), desk, () -> {
                if (plan.delivery() == Delivery.WHOLE) {
                    tools.timings().answered(ticket, tools.micros());
                }
                deliver(job.exchange, plan, Reply.json(200, result));
            });
            return;
        }
        if (plan.delivery() == Delivery.NEVER) {
            desk.count(Counter.UNANSWERED);
            return;
        }
        waiting.add(request.reference());
        answer(job, plan, plan.lateNanos(), HttpReplies.accepted(request.reference(), booked.bankReference()));
        Callback callback = new Callback(desk, signatures, request.callbackUrl(), result);
        tools.after(job.start, plan.delayNanos(), desk, () -> tell(request.reference(), callback, plan, ticket));
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
            tools.after(job.start, latency, desk, () -> job.exchange.reply(reply));
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

    private static void busy(Job job) {
        job.exchange.reply(HttpReplies.code(503, "96", "the bank is overloaded; nothing was done"));
    }

    private void answer(Job job, Plan plan, long delayNanos, Reply reply) {
        tools.after(job.start, delayNanos, desk, () -> deliver(job.exchange, plan, reply));
    }

    private void deliver(Exchange exchange, Plan plan, Reply reply) {
        switch (plan.delivery()) {
            case WHOLE -> exchange.reply(reply);
            case HALF -> exchange.replyHalfAndReset(reply);
            case GARBAGE -> exchange.reply(HttpReplies.garbage());
            case NEVER -> desk.count(Counter.UNANSWERED);
        }
    }
}
