package io.everswitch.channel.iso8583;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/** The key-encrypting key of a channel: opens what a bank sends its session keys in. Immutable, thread-safe; shows no key. */
public final class KeyBox {
    /** How a key is encrypted by another. */
    public enum Wrap {
        /** AES key wrap of RFC 3394. */
        AES_KW,
        /** Triple DES, block by block: says nothing by itself of a key that was damaged, so the check value must. */
        TDES_ECB;

        /** The catalog's word. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean takes(int keyBytes) {
            return keyBytes == 16 || keyBytes == 24 || (keyBytes == 32 && this == AES_KW);
        }

        String keyRule() {
            return this == AES_KW ? "32, 48 or 64 hex digits (an AES key)" : "32 or 48 hex digits (a triple DES key)";
        }
    }

    private static final int BLOCK = 8;

    private final Wrap wrap;
    private final byte[] key;

    private KeyBox(Wrap wrap, byte[] key) {
        this.wrap = wrap;
        this.key = key;
    }

    /**
     * @param hex the key in hex digits; wiped
     * @throws IllegalArgumentException if it is none; the message says what it must be, never what it is
     */
    public static KeyBox ofHex(Wrap wrap, byte[] hex) {
        String rule = "key must be " + wrap.keyRule();
        byte[] key = HexBytes.read(hex, rule);
        if (!wrap.takes(key.length)) {
            throw new IllegalArgumentException(rule);
        }
        return new KeyBox(wrap, key);
    }

    /**
     * @param wrapped the encrypted key in hex digits
     * @param checkValue what the key's own must be, in hex digits
     * @throws IllegalArgumentException if it is no key for the algorithm, or another one than the bank's
     */
    MacKey open(MacAlgorithm algorithm, String wrapped, String checkValue) {
        byte[] box = HexBytes.read(wrapped.getBytes(StandardCharsets.ISO_8859_1), "no hex digits");
        byte[] check = HexBytes.read(checkValue.getBytes(StandardCharsets.ISO_8859_1), "no hex digits");
        MacKey opened = new MacKey(algorithm, decrypt(box));
        if (!MessageDigest.isEqual(opened.checkValue(), check)) {
            opened.wipe();
            throw new IllegalArgumentException("another key than the bank's");
        }
        return opened;
    }

    private byte[] decrypt(byte[] box) {
        KeyParameter parameter = new KeyParameter(key);
        try {
            if (wrap == Wrap.AES_KW) {
                RFC3394WrapEngine engine = new RFC3394WrapEngine(AESEngine.newInstance());
                engine.init(false, parameter);
                return engine.unwrap(box, 0, box.length);
            }
            if (box.length % BLOCK != 0) {
                throw new IllegalArgumentException("no whole blocks");
            }
            DESedeEngine engine = new DESedeEngine();
            engine.init(false, parameter);
            byte[] opened = new byte[box.length];
            for (int at = 0; at < box.length; at += BLOCK) {
                engine.processBlock(box, at, opened, at);
            }
            return opened;
        } catch (InvalidCipherTextException e) {
            throw new IllegalArgumentException("not under our key", e);
        } finally {
            Arrays.fill(parameter.getKey(), (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "KeyBox[" + wrap.code() + "]";
    }
}
