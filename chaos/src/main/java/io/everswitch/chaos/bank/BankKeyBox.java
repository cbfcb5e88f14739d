package io.everswitch.chaos.bank;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts the keys that a bank gives, with the JDK's ciphers. Immutable, thread-safe. Shows no key (M10). */
public final class BankKeyBox {
    private final boolean tripleDes;
    private final int field;
    private final byte[] key;

    /**
     * @param tripleDes else AES key wrap
     * @param field what carries the key
     */
    public BankKeyBox(boolean tripleDes, int field, String hexKey) {
        this.tripleDes = tripleDes;
        this.field = field;
        this.key = HexFormat.of().parseHex(hexKey);
    }

    int field() {
        return field;
    }

    /** Tags 10 and 11: the wrapped key and its check value. */
    String tags(byte[] given, byte[] checkValue) {
        try {
            return tag("10", wrap(given)) + tag("11", checkValue);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key-encrypting key is none", e);
        }
    }

    private byte[] wrap(byte[] given) throws GeneralSecurityException {
        if (tripleDes) {
            byte[] three = java.util.Arrays.copyOf(key, 24);
            System.arraycopy(key, 0, three, 16, 8);
            Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.length == 24 ? key : three, "DESede"));
            return cipher.doFinal(given);
        }
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(key, "AES"));
        return cipher.wrap(new SecretKeySpec(given, "RAW"));
    }

    private static String tag(String name, byte[] value) {
        return name
                + String.format("%03d", value.length * 2)
                + HexFormat.of().withUpperCase().formatHex(value);
    }

    @Override
    public String toString() {
        return "BankKeyBox[" + (tripleDes ? "tdes_ecb" : "aes_kw") + "]";
    }
}
