package io.everswitch.channel.httpjson;

import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.http.Signature;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.CodeMap;
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
final class HttpRig implements AutoCloseable {
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final HttpEngine engine;
    private final HttpJsonChannelFactory factory;

    HttpRig(Clock clock, ChannelMetrics metrics) {
        this.engine = new HttpEngine(loops, clock);
        this.factory = new HttpJsonChannelFactory(engine, metrics);
    }

    HttpJsonChannelFactory factory() {
        return factory;
    }

    static HttpJsonSettings settings(String baseUrl, ContractSetup setup) {
        ChannelProfile profile = new ChannelProfile(
                new ChannelId(ScriptedHttpBank.CHANNEL),
                new BankId("bank-1"),
                setup.responseTimeout(),
                Duration.ofSeconds(3),
                Duration.ofSeconds(6),
                ChannelProfile.Resolution.QUERY,
                List.of(Duration.ofSeconds(1)));
        return new HttpJsonSettings(
                profile,
                baseUrl,
                new Signature(ScriptedHttpBank.SECRET.getBytes(StandardCharsets.UTF_8)),
                "http://127.0.0.1:8081/callbacks/" + ScriptedHttpBank.CHANNEL,
                CodeMap.iso8583().with(Map.of()),
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
