package io.everswitch.domain.port;

import io.everswitch.domain.means.Means;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param cvc sealed, in memory only, absent after a restart or when the payer gave none
 * @param sendBy no byte may leave after this time (M9)
 * @param description the merchant's text for the payer, at most 127 characters
 * @param shadow load-test traffic: every real bank's adapter refuses it with NOT_SENT
 */
public record AttemptRequest(
        WireIds ids,
        Money amount,
        Means means,
        @Nullable Sealed cvc,
        Instant sendBy,
        String description,
        boolean shadow) {}
