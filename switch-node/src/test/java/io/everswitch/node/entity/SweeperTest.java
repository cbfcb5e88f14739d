package io.everswitch.node.entity;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.journal.Due;
import io.everswitch.node.facts.JournaledFact;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is found by the sweeper when more is due than the journal lists at a time. */
class SweeperTest {
    /** One more than a look at the journal shows. */
    private static final int WALL = 1_001;

    @Test
    void due_behindAThousandThatNobodyCanWake_isWoken(@TempDir Path dir) {
        try (SwitchUnderTest node = SwitchUnderTest.started(dir)) {
            PaymentId behind = node.confirmed(new MerchantId("m"), "behind");
            for (int i = 0; i < WALL; i++) {
                ActorRef<String> stranger =
                        node.system().systemActorOf(new Stranger("no-payment-" + i), "stranger-" + i, Props.empty());
                stranger.tell("be due");
            }
            await("all strangers are due").atMost(SwitchUnderTest.PATIENCE).until(() -> {
                List<Due> first = SwitchUnderTest.within(node.journal().dueBefore(WALL, WALL - 1));
                return first.size() == WALL - 1;
            });
            node.restart();
            // The attempt was with its bank as the node died: woken, the payment asks for it.
            Call asked = node.calls.await(Call.Kind.QUERY, behind, 1);
            assertEquals(behind.value(), asked.paymentId());
        }
    }

    /** A look may take a fifth of the time, and nobody waits for more than five seconds because of it. */
    @ParameterizedTest
    @CsvSource({"0, 0", "20, 80", "500, 2000", "1250, 5000", "60000, 5000"})
    void rest_afterALook_isFourTimesAsLong(long lookMs, long restMs) {
        assertEquals(Duration.ofMillis(restMs), Sweeper.Settings.DEFAULT.restAfter(Duration.ofMillis(lookMs)));
    }

    /** Due since long ago, and nothing that the sweeper knows. */
    private static final class Stranger extends EventSourcedBehavior<String, JournaledFact, String> {
        Stranger(String id) {
            super(PersistenceId.ofUniqueId(id));
        }

        @Override
        public String emptyState() {
            return "";
        }

        @Override
        public CommandHandler<String, JournaledFact, String> commandHandler() {
            PaymentFact fact = new PaymentFact.NotificationDelivered(1, 200, Instant.EPOCH);
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onAnyCommand(() -> Effect()
                            .persist(new JournaledFact(fact, 1, false, List.of()))
                            .thenStop());
        }

        @Override
        public EventHandler<String, JournaledFact> eventHandler() {
            return newEventHandlerBuilder().forAnyState().onAnyEvent((state, fact) -> state);
        }
    }
}
