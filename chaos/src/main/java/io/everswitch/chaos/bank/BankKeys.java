package io.everswitch.chaos.bank;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The keys of one connection to a bank. Written on its event loop; answers are signed by any thread. */
final class BankKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final IsoSecurity security;
    private volatile BankMac current;
    private @Nullable BankMac previous;
    private long previousUntilNanos;

    BankKeys(IsoSecurity security) {
        this.security = security;
        this.current = security.base();
    }

    /** What answers are signed with. */
    BankMac current() {
        return current;
    }

    boolean accept(IsoMessage message, byte[] bytes) {
        BankMac before = previous;
        return IsoCodec.isSigned(message, bytes, current)
                || (before != null
                        && System.nanoTime() - previousUntilNanos < 0
                        && IsoCodec.isSigned(message, bytes, before));
    }

    boolean gives() {
        return security.box() != null;
    }

    /** Puts a new key into an answer; it is valid once that is sent. */
    Runnable give(IsoMessage answer) {
        BankKeyBox box = security.box();
        if (box == null) {
            throw new IllegalStateException("this bank gives no keys");
        }
        byte[] given = new byte[security.algorithm() == IsoWire.Mac.HMAC_SHA256_64 ? 32 : 16];
        RANDOM.nextBytes(given);
        BankMac next = new BankMac(security.algorithm(), given);
        answer.set(box.field(), box.tags(given, next.checkValue()));
        return () -> {
            previous = current;
            previousUntilNanos = System.nanoTime() + security.overlapMs() * 1_000_000L;
            current = next;
        };
    }
}
