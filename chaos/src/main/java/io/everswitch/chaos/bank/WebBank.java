package io.everswitch.chaos.bank;

import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Exchange;
import io.everswitch.chaos.http.Reply;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One channel's bank of a family that is spoken over HTTP: who may speak, and how an answer travels. Called on event loops;
 * answers come from any thread. Thread-safe.
 */
abstract class WebBank {
    private static final long CLOCK_DIFFERENCE_MAX_S = 300;

    private final ChannelDesk desk;
    private final BankTools tools;
    private final @Nullable Signatures signatures;

    WebBank(ChannelDesk desk, BankTools tools) {
        this.desk = desk;
        this.tools = tools;
        this.signatures = desk.channel().requireHttp().signatures();
    }

    /** A request under way. */
    record Job(Exchange exchange, long start, long received) {}

    /** @throws BadInput if it is no request of the family; then nothing was done */
    abstract void route(Job job, String resource) throws BadInput;

    /** What the family says where it refuses before it does anything. */
    abstract Reply refusal(int status, String code, String message);

    /** Says 200, and is nothing that the family says. */
    abstract Reply garbage();

    final ChannelDesk desk() {
        return desk;
    }

    final BankTools tools() {
        return tools;
    }

    /** @throws IllegalStateException if the family has no shared secret */
    final Signatures signatures() {
        if (signatures == null) {
            throw new IllegalStateException("channel " + desk.id() + " has no shared secret");
        }
        return signatures;
    }

    /** @param resource the path below the base */
    final void handle(Exchange exchange, String resource) {
        if (desk.behaviour().down()) {
            desk.count(Counter.WAS_DOWN);
            exchange.cut();
            return;
        }
        desk.count(Counter.REQUESTS);
        if (!isGenuine(exchange)) {
            desk.count(Counter.PROTOCOL_ERRORS);
            exchange.reply(refusal(401, "signature", "signature, time or channel is wrong"));
            return;
        }
        try {
            route(new Job(exchange, System.nanoTime(), tools.micros()), resource);
        } catch (BadInput e) {
            desk.count(Counter.PROTOCOL_ERRORS);
            exchange.reply(refusal(400, "30", String.valueOf(e.getMessage())));
        }
    }

    /** Whether the house speaks: its HMAC over time and body, unless the family signs in another way. */
    boolean isGenuine(Exchange exchange) {
        String channel = exchange.header("X-Channel");
        String timestamp = exchange.header("X-Timestamp");
        String signature = exchange.header("X-Signature");
        if (!desk.id().equals(channel) || timestamp == null || signature == null || !timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        long difference = Math.abs(tools.clock().instant().getEpochSecond() - Long.parseLong(timestamp));
        byte[] body = exchange.body();
        byte[] signed = body.length == 0 ? exchange.uri().getBytes(StandardCharsets.UTF_8) : body;
        return difference <= CLOCK_DIFFERENCE_MAX_S && signatures().verify(timestamp, signed, signature);
    }

    final boolean allowed(Job job, String method) {
        boolean allowed = job.exchange().method().equals(method);
        if (!allowed) {
            job.exchange().reply(refusal(405, "method", "the method must be " + method));
        }
        return allowed;
    }

    /** The books cannot be written now. */
    final void busy(Job job) {
        job.exchange().reply(refusal(503, "96", "the bank is overloaded; nothing was done"));
    }

    final void answer(Job job, Plan plan, long delayNanos, Reply reply) {
        tools.after(job.start(), delayNanos, desk, () -> deliver(job.exchange(), plan, reply));
    }

    final void deliver(Exchange exchange, Plan plan, Reply reply) {
        switch (plan.delivery()) {
            case WHOLE -> exchange.reply(reply);
            case HALF -> exchange.replyHalfAndReset(reply);
            case GARBAGE -> exchange.reply(garbage());
            case NEVER -> desk.count(Counter.UNANSWERED);
        }
    }
}
