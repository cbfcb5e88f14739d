package io.everswitch.channel.form;

import io.everswitch.channel.catalog.SecretRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The keys of both sides in the tests; made with openssl, used nowhere else. */
final class TestKeys {
    private TestKeys() {}

    /** @param name of a file beside this class's resources */
    static String pem(String name) {
        try (InputStream in = TestKeys.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no key " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyText key(String name) {
        return KeyText.read(SecretRef.of("env:KEY"), Map.of("KEY", pem(name)));
    }

    static FormScheme house(boolean sm2) {
        return sm2
                ? Sm2Scheme.of(key("sm2-house.pem"), key("sm2-bank.pub"))
                : RsaScheme.of(key("rsa-house.pem"), key("rsa-bank.crt"));
    }
}
