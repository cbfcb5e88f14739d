package io.everswitch.channel.iso20022;

import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.http.Signature;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.ChannelProfile;
import io.netty.channel.nio.NioEventLoopGroup;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The event loop and the client that a test's channels live on. */
final class XmlRig implements AutoCloseable {
    static final Signature SIGNATURE = new Signature(ScriptedXmlBank.SECRET.getBytes(StandardCharsets.UTF_8));

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final HttpEngine engine;
    private final Iso20022ChannelFactory factory;

    XmlRig(Clock clock, ChannelMetrics metrics) {
        this.engine = new HttpEngine(loops, clock);
        this.factory = new Iso20022ChannelFactory(engine, metrics);
    }

    Iso20022ChannelFactory factory() {
        return factory;
    }

    static Iso20022Settings settings(String baseUrl, ContractSetup setup) {
        ChannelProfile profile = new ChannelProfile(
                new ChannelId(ScriptedXmlBank.CHANNEL),
                new BankId("bank-1"),
                setup.responseTimeout(),
                Duration.ofSeconds(3),
                Duration.ofSeconds(6),
                ChannelProfile.Resolution.QUERY,
                List.of(Duration.ofSeconds(1)));
        return new Iso20022Settings(
                profile,
                new Parties("HOUSCNBJXXX", "BANKCNBJ", "Everswitch & Co", "DE89370400440532013000"),
                baseUrl,
                SIGNATURE,
                "http://127.0.0.1:8081/callbacks/" + ScriptedXmlBank.CHANNEL,
                Iso20022Settings.codes(Map.of()),
                5_000,
                setup.inFlightMax(),
                setup.realBank());
    }

    @Override
    public void close() {
        engine.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }
}
