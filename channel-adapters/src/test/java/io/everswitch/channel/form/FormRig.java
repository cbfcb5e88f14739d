package io.everswitch.channel.form;

import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.ChannelProfile;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The event loop and the client that a test's channels live on. */
final class FormRig implements AutoCloseable {
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final HttpEngine engine;
    private final ChannelMetrics metrics;

    FormRig(Clock clock, ChannelMetrics metrics) {
        this.engine = new HttpEngine(loops, clock);
        this.metrics = metrics;
    }

    static FormSeal seal(boolean sm2) {
        return new FormSeal(TestKeys.house(sm2), "house1", "bank1");
    }

    ManagedChannel channel(String baseUrl, FormSeal seal, ContractSetup setup) {
        ChannelProfile profile = new ChannelProfile(
                new ChannelId(ScriptedFormBank.CHANNEL),
                new BankId("bank-1"),
                setup.responseTimeout(),
                Duration.ofSeconds(3),
                Duration.ofSeconds(6),
                ChannelProfile.Resolution.QUERY,
                List.of(Duration.ofSeconds(1)));
        FormSettings settings = new FormSettings(
                profile,
                "HOUSE42",
                baseUrl,
                seal,
                "http://127.0.0.1:8081/callbacks/" + ScriptedFormBank.CHANNEL,
                FormCodes.codes(Map.of()),
                5_000,
                setup.inFlightMax(),
                setup.realBank());
        return new FormChannel(settings, engine, setup.vault(), metrics);
    }

    @Override
    public void close() {
        engine.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }
}
