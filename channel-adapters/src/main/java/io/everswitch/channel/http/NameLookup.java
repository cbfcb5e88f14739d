package io.everswitch.channel.http;

import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Looks host names up on threads of its own, because the JDK's look-up blocks; addresses need none. The JDK caches what it
 * finds. Thread-safe.
 */
final class NameLookup extends InetNameResolver {
    private final Executor threads;

    NameLookup(Executor threads) {
        super(ImmediateEventExecutor.INSTANCE);
        this.threads = threads;
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
        try {
            threads.execute(() -> {
                try {
                    promise.trySuccess(InetAddress.getByName(host));
                } catch (UnknownHostException e) {
                    promise.tryFailure(e);
                }
            });
        } catch (RejectedExecutionException e) {
            promise.tryFailure(e);
        }
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        try {
            threads.execute(() -> {
                try {
                    promise.trySuccess(List.of(InetAddress.getAllByName(host)));
                } catch (UnknownHostException e) {
                    promise.tryFailure(e);
                }
            });
        } catch (RejectedExecutionException e) {
            promise.tryFailure(e);
        }
    }
}
