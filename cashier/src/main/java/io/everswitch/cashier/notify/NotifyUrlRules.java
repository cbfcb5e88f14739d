package io.everswitch.cashier.notify;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs a merchant may name for notifications. The API asks when a payment is created; the sender asks again at every
 * try, and asks {@link #refusal} about every address that a name turns out to have, because names change. Pure, no
 * look-ups, thread-safe.
 *
 * @param allowPrivateNetworks whether loopback and the ranges of company networks may be called; only for demos and for
 *     switches that serve their own house
 * @param ports allowed ports; empty: 80, 443 and all from 1024
 */
public record NotifyUrlRules(boolean allowPrivateNetworks, Set<Integer> ports) {
    public static final NotifyUrlRules DEFAULT = new NotifyUrlRules(false, Set.of());

    private static final List<String> LOCAL_NAMES = List.of(
            "localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "arpa");

    public NotifyUrlRules {
        ports = Set.copyOf(ports);
    }

    /** @return what is wrong with the URL, as the end of a sentence that begins with the field's name; null if nothing */
    public @Nullable String check(String url) {
        try {
            target(url);
            return null;
        } catch (NotifyTarget.Refused e) {
            return e.getMessage();
        }
    }

    NotifyTarget target(String url) throws NotifyTarget.Refused {
        NotifyTarget target = NotifyTarget.parse(url, ports);
        String refusal = target.address() == null ? localName(target.host()) : refusal(target.address());
        if (refusal != null) {
            throw new NotifyTarget.Refused("must not lead to a " + refusal);
        }
        return target;
    }

    /** @return why the address may not be called; null if it may */
    @Nullable
    String refusal(InetAddress address) {
        return AddressRules.refusal(address, allowPrivateNetworks);
    }

    private @Nullable String localName(String host) {
        if (allowPrivateNetworks) {
            return null;
        }
        String top = host.substring(host.lastIndexOf('.') + 1);
        return top.equals(host) || LOCAL_NAMES.contains(top) ? "local name" : null;
    }
}
