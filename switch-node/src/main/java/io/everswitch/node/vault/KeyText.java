package io.everswitch.node.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/** One line of the key ring's text form. Its messages name the place and the rule, never what stands there. */
record KeyText(boolean active, String id, SecretKeySpec key) {
    static final int KEY_BYTES = 32;
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

    static KeyText parse(String line, String at) {
        String[] word = line.split("\\s+", -1);
        if (word.length != 3 || !(word[0].equals("active") || word[0].equals("old"))) {
            throw new VaultKeyException(at + "must be \"active\" or \"old\", a key id, and a key");
        }
        if (!ID.matcher(word[1]).matches()) {
            throw new VaultKeyException(at + "the key id must be 1 to 32 of a–z 0–9 -");
        }
        return new KeyText(word[0].equals("active"), word[1], key(word[2], at));
    }

    static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    private static SecretKeySpec key(String text, String at) {
        byte[] key;
        try {
            key = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Its message quotes a character of the key, so it is neither the cause nor told.
            throw new VaultKeyException(at + "the key is not base64url");
        }
        if (key.length != KEY_BYTES) {
            throw new VaultKeyException(at + "the key must be " + KEY_BYTES + " bytes, is " + key.length);
        }
        if (isConstant(key)) {
            throw new VaultKeyException(at + "the key is a placeholder: all its bytes are the same");
        }
        SecretKeySpec spec = new SecretKeySpec(key, "AES");
        Arrays.fill(key, (byte) 0);
        return spec;
    }

    private static boolean isConstant(byte[] key) {
        for (byte b : key) {
            if (b != key[0]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "KeyText[" + id + "]";
    }
}
