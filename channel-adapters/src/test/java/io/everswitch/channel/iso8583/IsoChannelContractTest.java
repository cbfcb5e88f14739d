package io.everswitch.channel.iso8583;

import io.everswitch.channel.contract.ChannelContract;
import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.contract.ScriptedBank;
import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.Iso8583Settings.Link;
import io.everswitch.channel.iso8583.Iso8583Settings.Timing;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.ChannelProfile;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The suite for every channel, on the ISO 8583 family. */
class IsoChannelContractTest extends ChannelContract {
    private final NioEventLoopGroup loops = new NioEventLoopGroup(2);
    private final Iso8583ChannelFactory factory = new Iso8583ChannelFactory(ChannelMetrics.NONE);

    @Override
    protected ScriptedBank startBank(ContractSetup setup) throws Exception {
        return new IsoScriptedBank();
    }

    @Override
    protected ManagedChannel openChannel(ScriptedBank bank, ContractSetup setup) {
        ChannelProfile profile = new ChannelProfile(
                new ChannelId("contract-1"),
                new BankId("bank-1"),
                setup.responseTimeout(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                ChannelProfile.Resolution.REVERSE,
                List.of(Duration.ofSeconds(2)));
        Link link = new Link(
                "127.0.0.1",
                ((IsoScriptedBank) bank).port(),
                Framing.BINARY2_TPDU,
                Form.BINARY,
                FakeBank.OUR_ADDRESS,
                FakeBank.SWITCH_ADDRESS,
                2);
        Iso8583Settings settings = new Iso8583Settings(
                profile,
                link,
                TestBed.IDENTITY,
                new Timing(1_000, 60_000, 20, 200),
                setup.inFlightMax(),
                CodeMap.iso8583().with(Map.of()),
                setup.realBank());
        return factory.create(settings, setup.vault(), setup.answers(), loops, setup.clock());
    }

    @Override
    protected void endFamily() {
        factory.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
