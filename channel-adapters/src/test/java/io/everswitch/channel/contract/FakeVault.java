package io.everswitch.channel.contract;

import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.port.Vault;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A vault whose boxes are numbers. Thread-safe. */
public final class FakeVault implements Vault {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    @Override
    public Sealed seal(String secret) {
        String box = "box-" + last.incrementAndGet();
        secrets.put(box, secret);
        return new Sealed("k1", box);
    }

    @Override
    public String open(Sealed sealed) {
        String secret = secrets.get(sealed.box());
        if (secret == null) {
            throw new IllegalStateException("no such box");
        }
        return secret;
    }
}
