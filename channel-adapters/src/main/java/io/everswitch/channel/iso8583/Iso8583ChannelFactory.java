package io.everswitch.channel.iso8583;

import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.channel.support.Timeouts;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.Vault;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Makes channels of the ISO 8583 family. One factory per process: its channels share the memory for late answers. Costs no
 * thread; the channels run on the event loops that they are given. Thread-safe.
 */
public final class Iso8583ChannelFactory implements AutoCloseable {
    /** As long as a bank's answer is worth waiting for after its time-out; later the reversal has long been answered. */
    private static final Duration UNANSWERED_AGE = Duration.ofMinutes(5);
    /** Five minutes of 333 time-outs a second; about 40 MB when full. */
    private static final int UNANSWERED_MAX = 100_000;
    /** Second answers come close behind the first. */
    private static final Duration REPEATS_AGE = Duration.ofMinutes(1);
    /** Ten seconds of 2,000 payments a second: more than any of them needs, less than the memory of one minute would take. */
    private static final int REPEATS_MAX = 20_000;

    private final ChannelMetrics metrics;
    private final DoubleSupplier jitter;
    private final LateAnswers unanswered;
    private final LateAnswers repeats;
    private volatile StanPart stans = StanPart.ALL;
    private final DnsAddressResolverGroup resolver =
            new DnsAddressResolverGroup(NioDatagramChannel.class, DnsServerAddressStreamProviders.platformDefault());

    public Iso8583ChannelFactory(ChannelMetrics metrics) {
        this(metrics, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param jitter 0 … 1, spreads reconnects; called on event loops, must be thread-safe */
    public Iso8583ChannelFactory(ChannelMetrics metrics, DoubleSupplier jitter) {
        this(
                metrics,
                jitter,
                new LateAnswers(UNANSWERED_MAX, UNANSWERED_AGE),
                new LateAnswers(REPEATS_MAX, REPEATS_AGE));
    }

    Iso8583ChannelFactory(ChannelMetrics metrics, DoubleSupplier jitter, LateAnswers unanswered, LateAnswers repeats) {
        this.metrics = metrics;
        this.jitter = jitter;
        this.unanswered = unanswered;
        this.repeats = repeats;
    }

    /** From now on channels are made with this part of the trace numbers; all of them before. Call it before {@link #create}. */
    public Iso8583ChannelFactory withStans(StanPart part) {
        stans = part;
        return this;
    }

    /**
     * A channel, not yet started.
     *
     * @param answers gets what the bank says after a request was completed
     * @param loops shared by all channels; NIO
     * @param clock for send-by and for the times on the wire; its zone is the local time of fields 12 and 13
     */
    public ManagedChannel create(
            Iso8583Settings settings, Vault vault, BankAnswers answers, EventLoopGroup loops, Clock clock) {
        IsoCodec codec = new IsoCodec(settings.link().form());
        InFlight inFlight = new InFlight(settings.profile().id(), metrics, unanswered, repeats);
        Wire wire = new Wire(
                settings,
                new Timeouts(
                        settings.timing().connectTimeoutMs(), settings.profile().responseTimeout()),
                new IsoMessages(settings.identity(), settings.options().fields(), vault, clock),
                codec,
                new IsoFraming(settings.link(), codec),
                inFlight,
                new Stans(clock.instant(), inFlight::uses, stans),
                metrics,
                clock,
                jitter,
                resolver);
        return new Iso8583Channel(wire, answers, loops);
    }

    /** Lets go of the name resolver; the channels must be closed before. */
    @Override
    public void close() {
        resolver.close();
    }
}
