package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.IsoCodec.Decoded;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sign-on, sign-off, key exchange or echo. */
final class NetworkExchange extends Exchange {
    private final IsoMessages messages;
    private final String networkCode;
    private final Consumer<@Nullable IsoFields> done;

    /** @param done gets the answer; null if none came that could be read */
    NetworkExchange(IsoMessages messages, String stan, String networkCode, Consumer<@Nullable IsoFields> done) {
        super(IsoMessages.NETWORK, stan, "");
        this.messages = messages;
        this.networkCode = networkCode;
        this.done = done;
    }

    @Override
    IsoFields message() {
        return messages.network(stan(), networkCode);
    }

    @Override
    boolean owns(Decoded answer) {
        String code = answer.fields().get(70);
        return code == null || code.equals(networkCode);
    }

    @Override
    void notWritten(String rawCode, String detail) {
        done.accept(null);
    }

    @Override
    void lost(String rawCode, String detail) {
        done.accept(null);
    }

    @Override
    void answered(Decoded answer) {
        done.accept(answer.whole() ? answer.fields() : null);
    }

    @Override
    void answeredLate(Decoded answer) {
        // A late echo says nothing that the next one does not say better.
    }
}
