package io.everswitch.channel.httpjson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.channel.contract.ChannelContract;
import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.contract.ScriptedBank;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The contract, run against the scripted bank of this family in one of its two ways of answering. */
abstract class HttpJsonContractBase extends ChannelContract {
    private final boolean callsBack;
    private @Nullable HttpRig rig;
    private @Nullable ScriptedHttpBank scripted;

    HttpJsonContractBase(boolean callsBack) {
        this.callsBack = callsBack;
    }

    @Override
    protected ScriptedBank startBank(ContractSetup setup) throws IOException {
        HttpRig made = new HttpRig(setup.clock(), ChannelMetrics.NONE);
        CallbackReceiver receiver = new CallbackReceiver(setup.answers(), ChannelMetrics.NONE, setup.clock());
        ScriptedHttpBank bank = new ScriptedHttpBank(
                callsBack,
                callback -> assertEquals(
                        200,
                        receiver.receive(
                                        ScriptedHttpBank.CHANNEL,
                                        callback.timestamp(),
                                        callback.signature(),
                                        callback.body().getBytes(StandardCharsets.UTF_8))
                                .toCompletableFuture()
                                .orTimeout(5, TimeUnit.SECONDS)
                                .join()
                                .httpStatus()));
        receiver.register(HttpRig.settings(bank.baseUrl(), setup));
        rig = made;
        scripted = bank;
        return bank;
    }

    @Override
    protected ManagedChannel openChannel(ScriptedBank bank, ContractSetup setup) {
        HttpRig made = rig;
        if (made == null || scripted == null) {
            throw new IllegalStateException("no bank yet");
        }
        return made.factory().create(HttpRig.settings(scripted.baseUrl(), setup), setup.vault());
    }

    @Override
    protected List<String> secrets() {
        return List.of(ScriptedHttpBank.SECRET);
    }

    @Override
    protected void endFamily() {
        if (rig != null) {
            rig.close();
        }
        if (scripted != null) {
            assertEquals(List.of(), scripted.badRequests());
        }
    }
}
