package io.everswitch.node.entity;

import io.everswitch.domain.payment.PaymentPolicy;
import io.everswitch.domain.port.Channels;
import io.everswitch.domain.port.Router;
import java.time.Clock;

/** What every payment's actor is given. All of it thread-safe. */
public record EntityTools(
        Channels channels,
        Router router,
        PaymentPolicy policy,
        Effects effects,
        EntityObserver observer,
        EntitySettings settings,
        Clock clock) {}
