package io.everswitch.channel.iso8583;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A key with the algorithm that it is for. Its text form shows the algorithm only (M10). Thread-safe until it is wiped;
 * wiping is for keys of one connection, on its event loop. What a cipher makes of a key while it works goes with the garbage.
 */
public final class MacKey {
    static final int MAC_BYTES = 8;
    static final int CHECK_BYTES = 3;

    private final MacAlgorithm algorithm;
    private final byte[] key;
    private volatile boolean wiped;

    /** @param key taken over, not copied */
    MacKey(MacAlgorithm algorithm, byte[] key) {
        if (!algorithm.takes(key.length)) {
            throw new IllegalArgumentException("key must be " + algorithm.keyRule());
        }
        this.algorithm = algorithm;
        this.key = key;
    }

    /**
     * @param hex the key in hex digits; wiped
     * @throws IllegalArgumentException if it is none; the message says what it must be, never what it is
     */
    public static MacKey ofHex(MacAlgorithm algorithm, byte[] hex) {
        return new MacKey(algorithm, HexBytes.read(hex, "key must be " + algorithm.keyRule()));
    }

    MacAlgorithm algorithm() {
        return algorithm;
    }

    /** The MAC of the first {@code length} bytes. */
    byte[] mac(byte[] message, int length) {
        Mac mac = switch (algorithm) {
            // Without a padding it fills up with zeros: padding method 1.
            case RETAIL -> new ISO9797Alg3Mac(new DESEngine());
            case AES_CMAC -> new CMac(AESEngine.newInstance());
            case HMAC_SHA256_64 -> new HMac(new SHA256Digest());
        };
        return run(mac, message, length, MAC_BYTES);
    }

    /**
     * What two sides compare to see that they have the same key, 3 bytes: of DES and AES the encryption of a block of zeros,
     * of HMAC the MAC of nothing.
     */
    byte[] checkValue() {
        return switch (algorithm) {
            case RETAIL -> encryptZeros(new DESedeEngine());
            case AES_CMAC -> encryptZeros(AESEngine.newInstance());
            case HMAC_SHA256_64 -> run(new HMac(new SHA256Digest()), new byte[0], 0, CHECK_BYTES);
        };
    }

    void wipe() {
        wiped = true;
        Arrays.fill(key, (byte) 0);
    }

    boolean isWiped() {
        return wiped;
    }

    private byte[] run(Mac mac, byte[] message, int length, int bytes) {
        KeyParameter parameter = parameter();
        try {
            mac.init(parameter);
            mac.update(message, 0, length);
            byte[] whole = new byte[mac.getMacSize()];
            mac.doFinal(whole, 0);
            return Arrays.copyOf(whole, bytes);
        } finally {
            Arrays.fill(parameter.getKey(), (byte) 0);
        }
    }

    private byte[] encryptZeros(BlockCipher cipher) {
        KeyParameter parameter = parameter();
        try {
            cipher.init(true, parameter);
            byte[] block = new byte[cipher.getBlockSize()];
            cipher.processBlock(block, 0, block, 0);
            return Arrays.copyOf(block, CHECK_BYTES);
        } finally {
            Arrays.fill(parameter.getKey(), (byte) 0);
        }
    }

    private KeyParameter parameter() {
        if (wiped) {
            // A MAC under zeros could be made by anybody.
            throw new IllegalStateException("the key was wiped");
        }
        return new KeyParameter(key);
    }

    @Override
    public String toString() {
        return "MacKey[" + algorithm.code() + "]";
    }
}
