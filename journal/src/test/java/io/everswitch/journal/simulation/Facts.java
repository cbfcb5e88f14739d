package io.everswitch.journal.simulation;

import java.util.Arrays;
import java.util.List;

/** The bytes of facts in a simulation: a number that is used once, and whether the fact closes its payment. */
final class Facts {

    private Facts() {}

    static byte[] fact(int number, boolean closing) {
        return new byte[] {(byte) (number >> 8), (byte) number, (byte) (closing ? 1 : 0)};
    }

    static boolean closed(List<byte[]> facts) {
        return !facts.isEmpty() && facts.get(facts.size() - 1)[2] == 1;
    }

    static boolean same(byte[] one, byte[] other) {
        return Arrays.equals(one, other);
    }

    static String text(List<byte[]> facts) {
        StringBuilder text = new StringBuilder("[");
        for (byte[] fact : facts) {
            text.append(text.length() > 1 ? " " : "").append(text(fact));
        }
        return text.append(']').toString();
    }

    static String text(byte[] fact) {
        int number = ((fact[0] & 0xff) << 8) | (fact[1] & 0xff);
        return "f" + number + (fact[2] == 1 ? "!" : "");
    }
}
