package io.everswitch.node.http;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Payment;
import io.everswitch.node.entity.Payments;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events of payments. Their number is bounded, each ends after a time, and all of them end when the edge is shut
 * down; a reader then connects again. Thread-safe.
 */
final class EventStreams {
    private static final ByteString HEARTBEAT = ByteString.fromString(": alive\n\n");
    private static final int RETRY_MS = 2_000;

    private final Payments payments;
    private final HttpEdgesSettings.Timeouts timeouts;
    private final Slots slots;
    private final SharedKillSwitch end = KillSwitches.shared("event-streams");

    EventStreams(Payments payments, HttpEdgesSettings settings) {
        this.payments = payments;
        this.timeouts = settings.timeouts();
        this.slots = new Slots(settings.limits().eventStreamsMax());
    }

    /** What a payment becomes in a stream: the name of the event and its data. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to the wire
    record Event(String name, byte[] data) {}

    /**
     * @param changed whether the second state is worth an event after the first; the first state of all always is
     * @param render makes the event of a state
     */
    record Form(Changed changed, Function<Payment, Event> render) {}

    /** Compares two states of a payment. */
    @FunctionalInterface
    interface Changed {
        boolean between(Payment before, Payment after);
    }

    HttpResponse open(Exchange exchange, PaymentId id, Form form) {
        if (slots.isFull()) {
            throw new Refused(Problem.retryable(503, "overloaded", "Too many event streams are open."));
        }
        int first = firstNumber(exchange.header("last-event-id"));
        Source<ByteString, NotUsed> events = payments.watch(id)
                .statefulMapConcat(() -> {
                    Numbered numbered = new Numbered(form, first);
                    return numbered::next;
                })
                .keepAlive(timeouts.heartbeat(), () -> HEARTBEAT)
                .takeWithin(timeouts.eventStream())
                .via(end.flow())
                .watchTermination((mat, done) -> {
                    // Only now does the stream exist: of an answer that nobody takes it never begins, and never ends.
                    slots.occupy();
                    done.whenComplete((ok, failure) -> slots.leave());
                    return mat;
                });
        return Answers.events(exchange, events);
    }

    /** Ends all streams, also those that will be opened. */
    void shutdown() {
        end.shutdown();
    }

    private static int firstNumber(@Nullable String lastEventId) {
        if (lastEventId == null || !lastEventId.matches("[0-9]{1,8}")) {
            return 1;
        }
        return Integer.parseInt(lastEventId) + 1;
    }

    /** The state of one stream: Pekko calls it from one thread at a time. */
    private static final class Numbered {
        private final Form form;
        private int number;
        private @Nullable Payment last;
        private byte @Nullable [] lastData;
        private boolean first = true;

        Numbered(Form form, int number) {
            this.form = form;
            this.number = number;
        }

        List<ByteString> next(Payment payment) {
            Payment before = last;
            last = payment;
            if (before != null && !form.changed().between(before, payment)) {
                return List.of();
            }
            Event event = form.render().apply(payment);
            if (lastData != null && Arrays.equals(lastData, event.data())) {
                return List.of();
            }
            lastData = event.data();
            String head = (first ? "retry: " + RETRY_MS + "\n" : "") + "id: " + number + "\nevent: " + event.name()
                    + "\ndata: ";
            first = false;
            number++;
            return List.of(ByteString.fromString(head, StandardCharsets.UTF_8)
                    .concat(ByteString.fromArrayUnsafe(event.data()))
                    .concat(END));
        }

        private static final ByteString END = ByteString.fromString("\n\n");
    }
}
