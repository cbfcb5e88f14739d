package io.everswitch.node.entity;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.node.message.ActorFormat;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRefResolver;

/** Messages about payments between nodes; commands by their names. */
final class MessageFormat {
    /** The names never change: a node of the version before must understand them. */
    static final Map<String, Class<? extends PaymentCommand>> COMMANDS = Map.ofEntries(
            Map.entry("create", PaymentCommand.Create.class),
            Map.entry("confirm", PaymentCommand.Confirm.class),
            Map.entry("cancel", PaymentCommand.Cancel.class),
            Map.entry("refund", PaymentCommand.Refund.class),
            Map.entry("attempt-answered", PaymentCommand.AttemptAnswered.class),
            Map.entry("query-answered", PaymentCommand.QueryAnswered.class),
            Map.entry("reversal-answered", PaymentCommand.ReversalAnswered.class),
            Map.entry("refund-answered", PaymentCommand.RefundAnswered.class),
            Map.entry("notification-answered", PaymentCommand.NotificationAnswered.class),
            Map.entry("tick", PaymentCommand.Tick.class),
            Map.entry("recovered", PaymentCommand.Recovered.class),
            Map.entry("resolve", PaymentCommand.Resolve.class),
            Map.entry("review", PaymentCommand.Review.class),
            Map.entry("redeliver", PaymentCommand.Redeliver.class));

    private MessageFormat() {}

    static ObjectMapper mapper(ActorRefResolver actors) {
        ObjectMapper mapper = ActorFormat.builder(actors)
                .addMixIn(PaymentCommand.class, Named.class)
                .build();
        COMMANDS.forEach((name, type) -> mapper.registerSubtypes(new NamedType(type, name)));
        return mapper;
    }

    /** How Jackson tells commands apart. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
    private interface Named {}
}
