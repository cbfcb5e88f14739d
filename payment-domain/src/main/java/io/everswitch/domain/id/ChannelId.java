package io.everswitch.domain.id;

/**
 * One bank, one protocol, one contract, as the channel catalog names it.
 *
 * @param value 1 to 64 of A–Z a–z 0–9 . _ : -
 */
public record ChannelId(String value) {
    public ChannelId {
        Texts.plain("channel id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
