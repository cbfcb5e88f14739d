package io.everswitch.chaos.bank;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The MAC of a message as the page says, made of the JDK's plain ciphers: the switch uses a library for it, and two ways to
 * the same 8 bytes show each other's mistakes. Immutable, thread-safe. Its text form does not show the key (M10).
 */
final class BankMac {
    static final int BYTES = 8;
    private static final int AES_BLOCK = 16;

    private final IsoWire.Mac algorithm;
    private final byte[] key;

    BankMac(IsoWire.Mac algorithm, byte[] key) {
        this.algorithm = algorithm;
        this.key = key.clone();
    }

    boolean isOf(byte[] message, int length, byte[] mac) {
        return MessageDigest.isEqual(of(message, length), mac);
    }

    byte[] of(byte[] message, int length) {
        byte[] data = Arrays.copyOf(message, length);
        try {
            return Arrays.copyOf(
                    switch (algorithm) {
                        case RETAIL -> retail(data);
                        case AES_CMAC -> cmac(data);
                        case HMAC_SHA256_64 -> hmac(data);
                    },
                    BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has the cipher, and the key was checked", e);
        }
    }

    /** The first 3 bytes of a block of zeros encrypted, with HMAC of the MAC of nothing. */
    byte[] checkValue() {
        try {
            return Arrays.copyOf(
                    switch (algorithm) {
                        case RETAIL -> tripleDes().doFinal(new byte[8]);
                        case AES_CMAC -> aes(new byte[AES_BLOCK]);
                        case HMAC_SHA256_64 -> hmac(new byte[0]);
                    },
                    3);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has the cipher, and the key was checked", e);
        }
    }

    /** DES in a chain with the first half of the key; the last block goes through the second half and the first again. */
    private byte[] retail(byte[] data) throws GeneralSecurityException {
        byte[] filled = Arrays.copyOf(data, Math.max(8, (data.length + 7) / 8 * 8));
        Cipher chain = Cipher.getInstance("DES/CBC/NoPadding");
        chain.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, 8, "DES"), new IvParameterSpec(new byte[8]));
        byte[] all = chain.doFinal(filled);
        byte[] last = Arrays.copyOfRange(all, all.length - 8, all.length);
        Cipher second = Cipher.getInstance("DES/ECB/NoPadding");
        second.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, 8, 8, "DES"));
        Cipher first = Cipher.getInstance("DES/ECB/NoPadding");
        first.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, 8, "DES"));
        return first.doFinal(second.doFinal(last));
    }

    private Cipher tripleDes() throws GeneralSecurityException {
        byte[] three = Arrays.copyOf(key, 24);
        System.arraycopy(key, 0, three, 16, 8);
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(three, "DESede"));
        return cipher;
    }

    private byte[] cmac(byte[] data) throws GeneralSecurityException {
        byte[] whole = doubled(aes(new byte[AES_BLOCK]));
        int blocks = Math.max(1, (data.length + AES_BLOCK - 1) / AES_BLOCK);
        byte[] filled = Arrays.copyOf(data, blocks * AES_BLOCK);
        byte[] subkey = whole;
        if (data.length == 0 || data.length % AES_BLOCK != 0) {
            filled[data.length] = (byte) 0x80;
            subkey = doubled(whole);
        }
        byte[] state = new byte[AES_BLOCK];
        for (int at = 0; at < filled.length; at += AES_BLOCK) {
            boolean isLast = at + AES_BLOCK == filled.length;
            for (int i = 0; i < AES_BLOCK; i++) {
                state[i] ^= (byte) (filled[at + i] ^ (isLast ? subkey[i] : 0));
            }
            state = aes(state);
        }
        return state;
    }

    /** Twice the number in the field of 2^128. */
    private static byte[] doubled(byte[] block) {
        byte[] twice = new byte[AES_BLOCK];
        for (int i = 0; i < AES_BLOCK; i++) {
            int carry = i + 1 < AES_BLOCK ? (block[i + 1] & 0x80) >> 7 : 0;
            twice[i] = (byte) ((block[i] << 1) | carry);
        }
        if (block[0] < 0) {
            twice[AES_BLOCK - 1] ^= (byte) 0x87;
        }
        return twice;
    }

    private byte[] aes(byte[] block) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return cipher.doFinal(block);
    }

    private byte[] hmac(byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    @Override
    public String toString() {
        return "BankMac[" + algorithm + "]";
    }
}
