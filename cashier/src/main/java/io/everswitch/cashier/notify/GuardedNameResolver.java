package io.everswitch.cashier.notify;

import io.netty.resolver.InetNameResolver;
import io.netty.resolver.NameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names and lets through only addresses that may be called. The client connects to exactly what comes out of
 * here, so a name that changes its address between the check and the connection (DNS rebinding) gains nothing.
 * Thread-safe, never blocks.
 */
final class GuardedNameResolver extends InetNameResolver {
    /** A name has only addresses that may not be called. */
    static final class RefusedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddressException(String reason) {
            super("leads to a " + reason);
        }
    }

    private final NotifyUrlRules rules;
    private final NameResolver<InetAddress> names;

    GuardedNameResolver(EventExecutor executor, NotifyUrlRules rules, NameResolver<InetAddress> names) {
        super(executor);
        this.rules = rules;
        this.names = names;
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
        Promise<List<InetAddress>> all = executor().newPromise();
        doResolveAll(host, all);
        all.addListener(done -> {
            if (done.isSuccess()) {
                promise.trySuccess(all.getNow().get(0));
            } else {
                promise.tryFailure(done.cause());
            }
        });
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        InetAddress literal;
        try {
            literal = NotifyTarget.literal(host);
        } catch (NotifyTarget.Refused e) {
            promise.tryFailure(new RefusedAddressException("host that is no plain address"));
            return;
        }
        if (literal != null) {
            finish(List.of(literal), promise);
            return;
        }
        Future<List<InetAddress>> found = names.resolveAll(host);
        found.addListener(done -> {
            if (done.isSuccess()) {
                finish(found.getNow(), promise);
            } else {
                promise.tryFailure(done.cause());
            }
        });
    }

    private void finish(List<InetAddress> found, Promise<List<InetAddress>> promise) {
        List<InetAddress> allowed =
                found.stream().filter(a -> rules.refusal(a) == null).toList();
        if (!allowed.isEmpty()) {
            promise.trySuccess(allowed);
            return;
        }
        @Nullable String reason = found.isEmpty() ? null : rules.refusal(found.get(0));
        promise.tryFailure(
                reason == null ? new UnknownHostException("no address") : new RefusedAddressException(reason));
    }
}
