package io.everswitch.channel.iso20022;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages good messages: bits, bytes, pieces, tags, and what hostile XML is made of. One use, single-threaded. */
final class Mutator {
    private static final String[] HOSTILE = {
        "<!DOCTYPE a [<!ENTITY e \"x\">]>",
        "&e;",
        "&#65;",
        "&lt;",
        "<!-- -->",
        "<![CDATA[",
        "]]>",
        "<?x y?>",
        "xsi:nil=\"true\"",
        "\u0000",
        "\uFEFF",
        "<TxSts>ACSC</TxSts>",
        "<TxSts>RJCT</TxSts>",
        "ACSC",
        "RJCT",
        "NOOR",
        "CNCL",
        "5.00",
        "0005.00",
        "Ccy=\"USD\"",
        " ",
        "\n",
        "<",
        ">",
        "\"",
        "/>",
        "99999999999999999999",
        "-1",
        "CANC",
        "AB03",
        BankXml.REF,
        "TX",
        "CT"
    };

    private final SplittableRandom random;
    private final List<String> good;

    Mutator(SplittableRandom random, List<String> good) {
        this.random = random;
        this.good = good;
    }

    byte[] mutated() {
        byte[] bytes = one().getBytes(StandardCharsets.UTF_8);
        int damages = random.nextInt(4);
        for (int i = 0; i < damages; i++) {
            bytes = switch (random.nextInt(7)) {
                case 0 -> flipped(bytes);
                case 1 -> replaced(bytes, random.nextInt(3), new byte[] {(byte) random.nextInt(256)});
                case 2 -> replaced(bytes, random.nextInt(60), new byte[0]);
                case 3 -> replaced(bytes, random.nextInt(10), hostile());
                case 4 -> replaced(bytes, random.nextInt(80), piece(one().getBytes(StandardCharsets.UTF_8)));
                case 5 -> elementSwapped(bytes);
                default -> tagDamaged(bytes);
            };
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private String one() {
        return good.get(random.nextInt(good.size()));
    }

    private byte[] hostile() {
        return HOSTILE[random.nextInt(HOSTILE.length)].getBytes(StandardCharsets.UTF_8);
    }

    private byte[] flipped(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] other = bytes.clone();
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        return other;
    }

    private byte[] piece(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(120)));
    }

    private byte[] replaced(byte[] bytes, int length, byte[] by) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + length);
        byte[] other = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, other, 0, from);
        System.arraycopy(by, 0, other, from, by.length);
        System.arraycopy(bytes, to, other, from + by.length, bytes.length - to);
        return other;
    }

    /** One leaf's text becomes another leaf's, of this message or another: the tags stay whole. */
    private byte[] elementSwapped(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String value = leaf(one());
        String old = leaf(text);
        return (old.isEmpty() ? text : text.replace(old, value)).getBytes(StandardCharsets.UTF_8);
    }

    private String leaf(String text) {
        int start = text.indexOf('>', text.isEmpty() ? 0 : random.nextInt(text.length()));
        int end = start < 0 ? -1 : text.indexOf('<', start);
        return end < 0 ? "" : text.substring(start + 1, end).strip();
    }

    /** A tag that is opened becomes another one. */
    private byte[] tagDamaged(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int start = text.indexOf('<', text.isEmpty() ? 0 : random.nextInt(text.length()));
        int end = start < 0 ? -1 : text.indexOf('>', start);
        if (end < 0) {
            return bytes;
        }
        String tag = text.substring(start, end + 1);
        String twice = random.nextBoolean() ? tag + tag : "";
        return (text.substring(0, start) + twice + text.substring(end + 1)).getBytes(StandardCharsets.UTF_8);
    }
}
