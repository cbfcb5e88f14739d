package io.everswitch.domain.payment;

import io.everswitch.domain.port.Channels;
import io.everswitch.domain.port.Router;
import java.time.Instant;

/**
 * What {@link PaymentRules#decide} may see of the world; everything in it answers at once and changes nothing.
 *
 * @param now the time
 * @param spread chance as an argument: spreads attempts over channels of equal worth
 */
public record Surroundings(Instant now, long spread, Router router, Channels channels, PaymentPolicy policy) {}
