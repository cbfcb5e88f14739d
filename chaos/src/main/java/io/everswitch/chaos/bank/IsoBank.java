package io.everswitch.chaos.bank;

import io.everswitch.chaos.bank.BookAnswer.Kind;
import io.everswitch.chaos.bank.Plan.Delivery;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of an ISO 8583 bank. Requests are read on its event loop; answers come from any thread. */
final class IsoBank extends SimpleChannelInboundHandler<IsoFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(IsoBank.class);
    private static final int GARBAGE_BYTES = 48;
    private static final String SIGN_ON = "001";
    private static final String SIGN_OFF = "002";
    private static final String KEY_EXCHANGE = "101";
    /** Amounts that end so are approved, and the answer's MAC is wrong. */
    private static final int WRONG_MAC = 6_670;

    private static final Set<String> NETWORK = Set.of(SIGN_ON, SIGN_OFF, "301");
    /** What an answer repeats of its request. */
    private static final int[] REPEATED = {3, 4, 7, 11, 32, 37, 41, 42, 49};

    private final ChannelDesk desk;
    private final BankTools tools;
    private final LongAdder purchases;
    private final IsoWire wire;
    private final IsoCodec codec;
    private final @Nullable BankKeys keys;
    private boolean signedOn;

    IsoBank(ChannelDesk desk, BankTools tools, LongAdder purchases) {
        this.desk = desk;
        this.tools = tools;
        this.purchases = purchases;
        this.wire = desk.channel().requireIso();
        IsoSecurity security = wire.security();
        this.codec = new IsoCodec(wire.form(), security != null);
        this.keys = security == null ? null : new BankKeys(security);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        desk.count(Counter.CONNECTIONS);
        context.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, IsoFrame frame) {
        long start = System.nanoTime();
        desk.count(Counter.REQUESTS);
        try {
            IsoMessage message = codec.decode(frame.message());
            if (keys != null && !keys.accept(message, frame.message())) {
                // A forged request is no reason to end a connection, and no answer is due to it.
                desk.count(Counter.MACS_REFUSED);
                LOG.warn("channel {}: a {} without a good MAC is not answered", desk.id(), message.mti());
                return;
            }
            Job job = new Job(context, frame, message, start, tools.micros());
            switch (message.mti()) {
                case "0800" -> network(job);
                case "0200" -> financial(job, "0210");
                case "0400" -> financial(job, "0410");
                case "0420", "0421" -> financial(job, "0430");
                case "0220", "0221" -> financial(job, "0230");
                default -> throw new IsoFormatException("type is not known");
            }
        } catch (IsoFormatException e) {
            desk.count(Counter.PROTOCOL_ERRORS);
            LOG.warn("channel {}: connection closed: {}", desk.id(), e.getMessage());
            var unused = context.close();
        }
    }

    private record Job(ChannelHandlerContext context, IsoFrame frame, IsoMessage message, long start, long received) {}

    private void network(Job job) throws IsoFormatException {
        IsoMessage request = job.message;
        request.require(7);
        request.require(11);
        String code = request.require(70);
        BankKeys given = keys != null && keys.gives() && code.equals(KEY_EXCHANGE) ? keys : null;
        boolean known = NETWORK.contains(code) || given != null;
        if (known) {
            signedOn = code.equals(SIGN_ON) || (signedOn && !code.equals(SIGN_OFF));
        }
        IsoMessage answer = new IsoMessage("0810")
                .copy(7, request)
                .copy(11, request)
                .copy(41, request)
                .copy(70, request)
                .set(39, known ? "00" : "30");
        Runnable valid = given == null ? () -> {} : given.give(answer);
        // Under the key before: the switch cannot check it with one that it does not have yet.
        send(job, answer);
        valid.run();
        if (given != null) {
            desk.count(Counter.KEYS_GIVEN);
        }
    }

    private void financial(Job job, String answerType) throws IsoFormatException {
        if (!signedOn) {
            throw new IsoFormatException("a financial request came before sign-on");
        }
        job.message.require(11);
        IsoMessage answer = new IsoMessage(answerType);
        for (int field : REPEATED) {
            answer.copy(field, job.message);
        }
        IsoRequest request;
        try {
            request = IsoRequest.of(job.message);
        } catch (IsoFormatException e) {
            LOG.warn("channel {}: answered 30: {}", desk.id(), e.getMessage());
            desk.count(Counter.PROTOCOL_ERRORS);
            send(job, answer.set(39, "30"));
            return;
        }
        answer.set(48, PrivateData.reference(request.reference()));
        BookOrder order = new BookOrder(desk.id(), request.reference(), request.amount(), request.currency());
        switch (answerType) {
            case "0210" -> purchase(job, order, answer);
            case "0230" -> refund(job, order, request.original(), answer);
            default -> reversal(job, order, answer);
        }
    }

    private void purchase(Job job, BookOrder order, IsoMessage answer) {
        purchases.increment();
        Plan plan = desk.met(Planner.payment(
                order.amount(), desk.behaviour(), tools.chance().forPayment(desk.id(), order.reference())));
        if (!plan.act()) {
            desk.count(Counter.UNANSWERED);
            return;
        }
        tools.books().charge(order, plan.code(), booked -> {
            boolean fresh = booked.kind() == Kind.DONE || booked.kind() == Kind.REFUSED;
            count(booked, Counter.APPROVED, Counter.DECLINED);
            answer.set(39, booked.code());
            if (booked.isDone()) {
                answer.set(38, booked.bankReference());
            }
            answer.set(4, String.format("%012d", plan.told(order.amount())));
            long ticket = fresh ? tools.timings().committed(order.reference(), job.received, tools.micros()) : -1;
            answer(job, keys != null && order.amount() % 10_000 == WRONG_MAC ? answer.spoiled() : answer, plan, ticket);
        });
    }

    private void refund(Job job, BookOrder order, String original, IsoMessage answer) {
        Plan plan = Planner.refund(desk.behaviour(), tools.chance().forRequest(desk.id(), order.reference()));
        if (!plan.act()) {
            desk.count(Counter.UNANSWERED);
            return;
        }
        tools.books().refund(order, original, booked -> {
            count(booked, Counter.REFUNDED, Counter.REFUSED);
            answer.set(39, booked.code());
            if (booked.isDone()) {
                answer.set(38, booked.bankReference());
            }
            answer(job, answer, plan, -1);
        });
    }

    private void reversal(Job job, BookOrder order, IsoMessage answer) {
        Plan plan = Planner.reversal(desk.behaviour(), tools.chance().forRequest(desk.id(), order.reference()));
        tools.books().reverse(order, booked -> {
            count(booked, Counter.REVERSED, Counter.REFUSED);
            answer(job, answer.set(39, booked.code()), plan, -1);
        });
    }

    private void count(BookAnswer booked, Counter done, Counter refused) {
        switch (booked.kind()) {
            case DONE -> desk.count(done);
            case DUPLICATE -> desk.count(Counter.DUPLICATES);
            case REFUSED, NOT_FOUND, BUSY -> desk.count(refused);
        }
    }

    private void answer(Job job, IsoMessage answer, Plan plan, long ticket) {
        if (plan.delivery() == Delivery.NEVER) {
            desk.count(Counter.UNANSWERED);
            return;
        }
        tools.after(job.start, plan.delayNanos(), desk, () -> {
            switch (plan.delivery()) {
                case WHOLE -> {
                    send(job, answer);
                    if (plan.twice()) {
                        send(job, answer);
                    }
                    if (ticket >= 0) {
                        tools.timings().answered(ticket, tools.micros());
                    }
                }
                case HALF -> sendHalfAndReset(job, answer);
                case GARBAGE -> sendGarbage(job);
                case NEVER -> throw new IllegalStateException("what is never sent was not put off");
            }
        });
    }

    private void send(Job job, IsoMessage answer) {
        var unused = job.context.writeAndFlush(IsoFraming.write(wire.framing(), job.frame.answer(bytes(answer))));
    }

    private byte[] bytes(IsoMessage answer) {
        byte[] bytes = codec.encode(answer, keys == null ? null : keys.current());
        if (answer.isSpoiled()) {
            // One bit of the last byte: in the text form another hex digit.
            bytes[bytes.length - 1] ^= 1;
        }
        return bytes;
    }

    private void sendHalfAndReset(Job job, IsoMessage answer) {
        ByteBuf whole = IsoFraming.write(wire.framing(), job.frame.answer(bytes(answer)));
        ByteBuf half = whole.slice(0, whole.readableBytes() / 2);
        job.context.writeAndFlush(half).addListener(written -> {
            job.context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            var unused = job.context.close();
        });
    }

    /** A frame of the right form whose content is no message in any form: no byte is a digit, in text or in BCD. */
    private void sendGarbage(Job job) {
        byte[] garbage = new byte[GARBAGE_BYTES];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = (byte) (0xFA + i % 6);
        }
        var unused = job.context.writeAndFlush(IsoFraming.write(wire.framing(), job.frame.answer(garbage)));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            desk.count(Counter.PROTOCOL_ERRORS);
            LOG.warn("channel {}: connection closed", desk.id(), cause);
        }
        var unused = context.close();
    }
}
