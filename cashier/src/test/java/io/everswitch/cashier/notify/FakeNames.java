package io.everswitch.cashier.notify;

import io.netty.resolver.InetNameResolver;
import io.netty.resolver.NameResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server in memory, whose answers may change from one question to the next. Thread-safe. */
final class FakeNames {
    private final Map<String, Deque<List<InetAddress>>> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> questions = new ConcurrentHashMap<>();

    WebhookSender sender(WebhookSenderConfig config) {
        return new WebhookSender(config, Clock.systemUTC(), network -> resolver());
    }

    /** The next answer for this name; the last one stays. */
    void answer(String name, String... addresses) throws UnknownHostException {
        InetAddress[] parsed = new InetAddress[addresses.length];
        for (int i = 0; i < parsed.length; i++) {
            parsed[i] = InetAddress.getAllByName(addresses[i])[0];
        }
        answers.computeIfAbsent(name, key -> new ArrayDeque<>()).add(List.of(parsed));
    }

    int questions(String name) {
        return questions.getOrDefault(name, 0);
    }

    private NameResolver<InetAddress> resolver() {
        return new InetNameResolver(ImmediateEventExecutor.INSTANCE) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) {
                promise.setFailure(new UnsupportedOperationException("only all addresses are asked for"));
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                questions.merge(host, 1, Integer::sum);
                Deque<List<InetAddress>> known = answers.get(host);
                if (known == null) {
                    promise.setFailure(new UnknownHostException(host));
                    return;
                }
                synchronized (known) {
                    promise.setSuccess(known.size() > 1 ? known.removeFirst() : known.getFirst());
                }
            }
        };
    }
}
