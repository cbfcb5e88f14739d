package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.channel.contract.ChannelContract;
import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.contract.ScriptedBank;
import io.everswitch.channel.contract.ScriptedBank.Script;
import io.everswitch.channel.httpjson.CallbackReceiver;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The contract, run against the scripted bank of this family in one of its two ways of answering. */
abstract class Iso20022ContractBase extends ChannelContract {
    private final boolean callsBack;
    private @Nullable XmlRig rig;
    private @Nullable ScriptedXmlBank scripted;

    Iso20022ContractBase(boolean callsBack) {
        this.callsBack = callsBack;
    }

    @Override
    protected List<MeansKind> means() {
        return List.of(MeansKind.BANK_ACCOUNT);
    }

    @Override
    protected String code(Script script) {
        return switch (script) {
            case DECLINE_FINAL -> "AM04";
            case DECLINE_RETRIABLE -> "MS03";
            case ODD_CODE -> "odd_9";
            case APPROVE, SILENT, TWICE, WRONG_AMOUNT, GARBAGE, RESET_MID_ANSWER, CLOSE_UNANSWERED -> "ACSC";
        };
    }

    @Override
    protected ScriptedBank startBank(ContractSetup setup) throws IOException {
        CallbackReceiver receiver = new CallbackReceiver(setup.answers(), ChannelMetrics.NONE, setup.clock());
        receiver.register(
                new ChannelId(ScriptedXmlBank.CHANNEL), XmlRig.SIGNATURE, new Iso20022Callbacks(StatusCodes.codes()));
        ScriptedXmlBank bank = new ScriptedXmlBank(
                callsBack,
                callback -> assertEquals(
                        200,
                        receiver.receive(
                                        ScriptedXmlBank.CHANNEL,
                                        callback.timestamp(),
                                        callback.signature(),
                                        callback.body().getBytes(StandardCharsets.UTF_8))
                                .toCompletableFuture()
                                .orTimeout(5, TimeUnit.SECONDS)
                                .join()
                                .httpStatus()));
        rig = new XmlRig(setup.clock(), ChannelMetrics.NONE);
        scripted = bank;
        return bank;
    }

    @Override
    protected ManagedChannel openChannel(ScriptedBank bank, ContractSetup setup) {
        XmlRig made = rig;
        if (made == null || scripted == null) {
            throw new IllegalStateException("no bank yet");
        }
        return made.factory().create(XmlRig.settings(scripted.baseUrl(), setup), setup.vault());
    }

    @Override
    protected List<String> secrets() {
        return List.of(ScriptedXmlBank.SECRET);
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
