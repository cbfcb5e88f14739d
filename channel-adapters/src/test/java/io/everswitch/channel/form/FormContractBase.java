package io.everswitch.channel.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.channel.contract.ChannelContract;
import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.contract.ScriptedBank;
import io.everswitch.channel.contract.ScriptedBank.Script;
import io.everswitch.channel.httpjson.CallbackReceiver;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.ChannelId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The contract, run against the scripted bank of this family in one of its ways of answering and signing. */
abstract class FormContractBase extends ChannelContract {
    private final boolean callsBack;
    private final boolean sm2;
    private final FormSeal seal;
    private @Nullable FormRig rig;
    private @Nullable ScriptedFormBank scripted;

    FormContractBase(boolean callsBack, boolean sm2) {
        this.callsBack = callsBack;
        this.sm2 = sm2;
        this.seal = FormRig.seal(sm2);
    }

    @Override
    protected String code(Script script) {
        return switch (script) {
            case DECLINE_FINAL -> "64";
            case DECLINE_RETRIABLE -> "30";
            case ODD_CODE -> "X9";
            case APPROVE, SILENT, TWICE, WRONG_AMOUNT, GARBAGE, RESET_MID_ANSWER, CLOSE_UNANSWERED -> "00";
        };
    }

    @Override
    protected ScriptedBank startBank(ContractSetup setup) throws IOException {
        CallbackReceiver receiver = new CallbackReceiver(setup.answers(), ChannelMetrics.NONE, setup.clock());
        receiver.register(
                new ChannelId(ScriptedFormBank.CHANNEL), seal, new FormCallbacks("HOUSE42", FormCodes.codes(Map.of())));
        ScriptedFormBank bank = new ScriptedFormBank(
                callsBack,
                new BankForm(sm2),
                form -> assertEquals(
                        200,
                        receiver.receive(ScriptedFormBank.CHANNEL, "", "", ScriptedFormBank.bytes(form))
                                .toCompletableFuture()
                                .orTimeout(5, TimeUnit.SECONDS)
                                .join()
                                .httpStatus()));
        rig = new FormRig(setup.clock(), ChannelMetrics.NONE);
        scripted = bank;
        return bank;
    }

    @Override
    protected ManagedChannel openChannel(ScriptedBank bank, ContractSetup setup) {
        FormRig made = rig;
        if (made == null || scripted == null) {
            throw new IllegalStateException("no bank yet");
        }
        return made.channel(scripted.baseUrl(), seal, setup);
    }

    @Override
    protected List<String> secrets() {
        return List.of(
                TestKeys.pem("rsa-house.pem").lines().toList().get(1),
                TestKeys.pem("sm2-house.pem").lines().toList().get(1));
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
