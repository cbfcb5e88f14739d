package io.everswitch.node.entity;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.typesafe.config.ConfigFactory;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.ConfirmSource;
import io.everswitch.domain.payment.Contradiction;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.Notification;
import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.payment.Refund;
import io.everswitch.domain.payment.Refusal;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.domain.port.WireIds;
import java.io.IOException;
import java.io.NotSerializableException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MessageSerializerTest {
    private static final Instant AT = Instant.ofEpochMilli(1_800_000_000_123L);
    private static final ChannelId CHANNEL = new ChannelId("bank-07.iso");
    private static final Money AMOUNT = Money.of(1_234, "CNY");
    private static final Sealed SEALED = new Sealed("k1", "Ym94");
    private static final CardMeans CARD = new CardMeans(SEALED, "visa", "4242", 12, 2031);

    private static ActorSystem<Object> system;

    @BeforeAll
    static void start() {
        system = ActorSystem.create(
                Behaviors.empty(),
                "messages",
                ConfigFactory.parseString("pekko.remote.artery.canonical.port = 0\npekko.cluster.jmx.enabled = off")
                        .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        system.terminate();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> system.whenTerminated().isCompleted());
    }

    private static MessageSerializer serializer() {
        return new MessageSerializer((ExtendedActorSystem) Adapter.toClassic(system));
    }

    private static <T> ActorRef<T> actor() {
        return system.unsafeUpcast();
    }

    private static List<PaymentCommand> commands() {
        PaymentId id = PaymentId.create(AT, 7, 3, ThreadLocalRandom.current());
        return List.of(
                new PaymentCommand.Create(
                        id,
                        new MerchantId("demo"),
                        "order-1",
                        AMOUNT,
                        "tea 茶",
                        "https://shop.example/hook",
                        null,
                        Map.of("k", "v"),
                        true,
                        "hash",
                        Duration.ofMinutes(61)),
                new PaymentCommand.Confirm(CARD, ConfirmSource.CASHIER, "key"),
                new PaymentCommand.Cancel(),
                new PaymentCommand.Refund("r-1", AMOUNT, "wrong size"),
                new PaymentCommand.AttemptAnswered(
                        1,
                        new AttemptAnswer(AttemptAnswer.Kind.APPROVED, "00", "B1", AMOUNT, "fine"),
                        Evidence.CALLBACK),
                new PaymentCommand.QueryAnswered(2, new QueryAnswer(QueryAnswer.Kind.PENDING, "00", "B1", null)),
                new PaymentCommand.ReversalAnswered(2, new ReversalAnswer(ReversalAnswer.Kind.REFUSED, "57")),
                new PaymentCommand.RefundAnswered(1, new RefundAnswer(RefundAnswer.Kind.DONE, "00", "B2")),
                new PaymentCommand.NotificationAnswered(
                        3, new NotificationResult(NotificationResult.Kind.FAILED, 503, Duration.ofSeconds(7), "busy")),
                new PaymentCommand.Tick(),
                new PaymentCommand.Recovered(),
                new PaymentCommand.Resolve(1, Outcome.APPROVED, "ann", "statement line 7"),
                new PaymentCommand.Review("ann", "called the bank"),
                new PaymentCommand.Redeliver(4));
    }

    private static Payment payment() {
        WireIds ids = new WireIds("A0123", "000042", "632612000042", "1122120000");
        Attempt attempt = new Attempt(
                1,
                CHANNEL,
                ids,
                AMOUNT,
                CARD,
                AT,
                List.of("eligible 4 of 61"),
                Attempt.Phase.CONCLUDED,
                Outcome.UNKNOWN,
                Evidence.LOCAL,
                "timeout",
                "",
                AMOUNT,
                "no answer",
                Attempt.Reversal.OWED,
                2,
                null,
                AT,
                AT,
                "1\tnode-1");
        Refund refund = new Refund(1, 1, "r-1", AMOUNT, "why", ids, Refund.Status.PENDING, "", "", 1, AT, AT);
        Notification notification = new Notification(1, "payment.succeeded", 0, Notification.State.OWED, 1, AT, AT);
        return new Payment(
                PaymentId.create(AT, 255, 0, ThreadLocalRandom.current()),
                new MerchantId("demo"),
                "order-1",
                AMOUNT,
                "tea",
                null,
                "https://shop.example/back",
                Map.of("a", "b"),
                false,
                "hash",
                AT,
                AT,
                PaymentStatus.PROCESSING,
                "",
                AT,
                CARD,
                ConfirmSource.MERCHANT_API,
                1,
                Set.of("key"),
                1,
                List.of(attempt),
                List.of(refund),
                List.of(notification),
                List.of(new Contradiction(1, "approved twice", AT, "li.wei")));
    }

    private static List<Object> messages() {
        List<Object> messages = new java.util.ArrayList<>();
        for (PaymentCommand command : commands()) {
            messages.add(new PaymentMessage.Do(command, SEALED, actor()));
            messages.add(new PaymentMessage.EffectDone(command));
            messages.add(new PaymentMessage.BankSays(CHANNEL, command, actor()));
        }
        messages.addAll(List.of(
                new PaymentMessage.Do(new PaymentCommand.Cancel(), null, actor()),
                new PaymentMessage.Get(actor()),
                new PaymentMessage.Await(AT, actor()),
                new PaymentMessage.Watch(actor()),
                new PaymentMessage.Unwatch(actor()),
                new PaymentMessage.WakeUp(),
                new PaymentMessage.Alarm(),
                new PaymentMessage.SenderLost(3),
                new PaymentMessage.Stop(),
                new PaymentReply(payment(), Refusal.ATTEMPT_RUNNING, false),
                new PaymentReply(payment(), null, true),
                new PaymentReply(null, null, false, new PaymentReply.Unavailable(true)),
                new PaymentWatch(payment()),
                new PaymentWatch(null)));
        return messages;
    }

    @Test
    void roundTrip_everyMessageOfEveryType_isEqual() throws Exception {
        Set<Class<?>> seen = new HashSet<>();
        for (Object message : messages()) {
            Serializer found =
                    SerializationExtension.get(Adapter.toClassic(system)).findSerializerFor(message);
            MessageSerializer serializer = assertInstanceOf(
                    MessageSerializer.class, found, message.getClass().getName());
            byte[] bytes = serializer.toBinary(message);
            assertEquals(message, serializer.fromBinary(bytes, serializer.manifest(message)));
            seen.add(message.getClass());
        }
        Set<Class<?>> all = new HashSet<>(Arrays.asList(PaymentMessage.class.getPermittedSubclasses()));
        all.add(PaymentReply.class);
        all.add(PaymentWatch.class);
        assertEquals(all, seen, "this test has a message of every type");
        assertEquals(all, Set.copyOf(MessageSerializer.TYPES.values()), "and the serializer a name for every type");
    }

    @Test
    void commands_everyType_hasANameAndASample() {
        Set<Class<?>> all = Set.of(PaymentCommand.class.getPermittedSubclasses());
        assertEquals(all, Set.copyOf(MessageFormat.COMMANDS.values()));
        Set<Class<?>> sampled = new HashSet<>();
        commands().forEach(command -> sampled.add(command.getClass()));
        assertEquals(all, sampled);
    }

    /** What another version adds is skipped; what it has not got yet is absent. */
    @Test
    void fromBinary_unknownAndAbsentFields_areTolerated() throws IOException {
        CBORMapper plain = new CBORMapper();
        PaymentReply reply = new PaymentReply(payment(), null, true);
        ObjectNode tree = (ObjectNode) plain.readTree(serializer().toBinary(reply));
        tree.put("from_the_future", 7);
        ((ObjectNode) tree.get("payment")).putObject("new_part").put("x", 1);
        ((ObjectNode) tree.get("payment")).remove("returnUrl");
        PaymentReply read = (PaymentReply) serializer().fromBinary(plain.writeValueAsBytes(tree), "reply");
        assertEquals(
                payment().status(),
                java.util.Objects.requireNonNull(read.payment()).status());
    }

    @Test
    void fromBinary_unknownManifestOrBrokenBytes_dropsTheMessageAndQuotesNothing() {
        assertThrows(NotSerializableException.class, () -> serializer().fromBinary(new byte[0], "surprise"));
        byte[] good = serializer().toBinary(new PaymentMessage.Do(commands().get(1), SEALED, actor()));
        byte[] torn = Arrays.copyOf(good, good.length / 2);
        NotSerializableException e =
                assertThrows(NotSerializableException.class, () -> serializer().fromBinary(torn, "do"));
        assertFalse(String.valueOf(e.getMessage()).contains("4242"));
    }

    /** Only what the records hold goes over the wire: no question that a record answers becomes a field. */
    @Test
    void toBinary_payment_hasExactlyTheFieldsOfTheRecord() throws IOException {
        JsonNode tree = new CBORMapper()
                .readTree(serializer().toBinary(new PaymentWatch(payment())))
                .get("payment");
        Set<String> names = new HashSet<>();
        tree.fieldNames().forEachRemaining(names::add);
        Set<String> components = new HashSet<>();
        for (RecordComponent component : Payment.class.getRecordComponents()) {
            components.add(component.getName());
        }
        components.remove("notifyUrl");
        assertEquals(components, names);
        assertArrayEquals(
                new String[] {},
                names.stream().filter(name -> name.contains("cvc")).toArray());
    }
}
