package io.everswitch.node.entity;

import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.payment.Effect;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what durable facts demand. Never blocks; what an effect comes to is handed to {@code done} on any thread,
 * at most once, possibly never (the process may die): then the obligation's due time brings it up again.
 */
public interface Effects {
    /**
     * @param cvc for attempts only
     * @param causedAtNanos {@link System#nanoTime} of what caused it, for the latency figures
     */
    void run(Effect effect, Payment payment, @Nullable Sealed cvc, long causedAtNanos, Consumer<PaymentCommand> done);
}
