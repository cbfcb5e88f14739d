package io.everswitch.chaos.bank;

/** A message's bytes with the TPDU that came before them, empty where the framing has none. */
final class IsoFrame {
    private final byte[] tpdu;
    private final byte[] message;

    IsoFrame(byte[] tpdu, byte[] message) {
        this.tpdu = tpdu;
        this.message = message;
    }

    byte[] message() {
        return message;
    }

    /** An answer's frame: the TPDU goes back with its addresses swapped. */
    IsoFrame answer(byte[] answer) {
        if (tpdu.length == 0) {
            return new IsoFrame(tpdu, answer);
        }
        byte[] back = {tpdu[0], tpdu[3], tpdu[4], tpdu[1], tpdu[2]};
        return new IsoFrame(back, answer);
    }

    byte[] tpdu() {
        return tpdu;
    }
}
