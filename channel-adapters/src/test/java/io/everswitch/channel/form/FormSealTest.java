package io.everswitch.channel.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.catalog.SecretRef;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures: against what openssl made of the same text and key, and everything that must not pass. */
class FormSealTest {
    private static final String TEXT = "accNo=6228480012345678901&orderDesc=两张票&txnAmt=500";
    private static final String BY_OPENSSL_RSA = """
            REuNyoQTRd5KtqeLXP2J+0C9JcXh/hgfqaguB8JXoEMa93p1BVS0mZBerO57In66rvGOWsvC6dTianX8Uo/KgsPiSknTRR2u88EwPbkPR8cvLtYIUqyP94VO//zNX/wTvGCemmtjH8jEvGZMeOuShwofHjHWb8j2fW0Pqbpnlv8zzPh8SigyAC5qUCGgcsLThqChggiClX0O49xXt7adYAvsrGHaN19W1FEAxldlVhlCFAUlzySSjcK1LrgtkvrpQlR+WUqbo7VitsE6W+mLFi5VT0BomoGS+yY4JLpDX6kciAlfN9c9ZsRIDGjEVN3KMSe3BgFnp0rQ2hR44rCXPw==""";
    private static final String BY_OPENSSL_SM2 = """
            MEQCICG2KjvYtQepJ8WuWmV5rKnAvqkJ3OVDjA4+9NGlLp0pAiA4FKIJC0uO6rcx15+YhOYD/6t8Wfpjoxp4yEuxVa0/Sg==""";

    private static byte[] text() {
        return TEXT.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void isBanks_madeByOpenssl_isGenuine() {
        assertTrue(TestKeys.house(false).isBanks(text(), Base64.getDecoder().decode(BY_OPENSSL_RSA)));
        assertTrue(TestKeys.house(true).isBanks(text(), Base64.getDecoder().decode(BY_OPENSSL_SM2)));
    }

    @Test
    void sign_rsaOfTheBanksKey_isByteForByteWhatOpensslMade() {
        FormScheme bank = RsaScheme.of(TestKeys.key("rsa-bank.pem"), TestKeys.key("rsa-house.pub"));
        assertEquals(BY_OPENSSL_RSA, Base64.getEncoder().encodeToString(bank.sign(text())));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isBanks_anyFieldChanged_isForged(boolean sm2) {
        FormSeal seal = FormRig.seal(sm2);
        Map<String, String> said = new TreeMap<>(Map.of("respCode", "64", "orderId", "A1", "respMsg", "a b+c=说"));
        BankForm bank = new BankForm(sm2);
        Map<String, String> signed = BankForm.fields(bank.signed(said));
        assertTrue(genuine(seal, signed));
        for (String name : signed.keySet()) {
            Map<String, String> changed = new TreeMap<>(signed);
            changed.put(name, "00" + changed.get(name));
            assertFalse(genuine(seal, changed), name + " changed");
            Map<String, String> missing = new TreeMap<>(signed);
            missing.remove(name);
            assertFalse(genuine(seal, missing), name + " missing");
        }
        Map<String, String> more = new TreeMap<>(signed);
        more.put("extra", "1");
        assertFalse(genuine(seal, more), "a field more");
        assertFalse(genuine(FormRig.seal(!sm2), signed), "the other method");
        assertFalse(genuine(new FormSeal(TestKeys.house(sm2), "house1", "bank2"), signed), "another key's id");
        for (String signature : new String[] {"", "=", "AAAA", "MAA=", "MAYCAQACAQA=", "MAYCAQECAQE="}) {
            Map<String, String> odd = new TreeMap<>(signed);
            odd.put("signature", signature);
            assertFalse(genuine(seal, odd), signature);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isBanks_ourOwnMessagePlayedBack_isForged(boolean sm2) {
        FormSeal seal = FormRig.seal(sm2);
        byte[] ours = seal.sealed(FormFields.none().with("respCode", "00"));
        assertFalse(genuine(seal, BankForm.fields(new String(ours, StandardCharsets.US_ASCII))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sealed_anything_theBankCanVerify(boolean sm2) {
        FormFields fields = FormFields.none().with("orderDesc", "两张票 + 50% = ?").with("empty", "");
        String sent = new String(FormRig.seal(sm2).sealed(fields), StandardCharsets.US_ASCII);
        assertTrue(new BankForm(sm2).isHouses(BankForm.fields(sent)), sent);
    }

    @Test
    void keys_wrongOrMissing_areToldByPlaceOnly() {
        KeyText rsa = TestKeys.key("rsa-house.pem");
        KeyText sm2 = TestKeys.key("sm2-house.pem");
        for (IllegalStateException thrown : new IllegalStateException[] {
            assertThrows(IllegalStateException.class, () -> RsaScheme.of(sm2, TestKeys.key("rsa-bank.pub"))),
            assertThrows(IllegalStateException.class, () -> RsaScheme.of(rsa, TestKeys.key("sm2-bank.pub"))),
            assertThrows(IllegalStateException.class, () -> Sm2Scheme.of(rsa, TestKeys.key("sm2-bank.pub"))),
            assertThrows(IllegalStateException.class, () -> Sm2Scheme.of(sm2, TestKeys.key("rsa-bank.pub"))),
            assertThrows(
                    IllegalStateException.class,
                    () -> KeyText.read(SecretRef.of("env:KEY"), Map.of("KEY", "no base64, no key"))),
            assertThrows(
                    IllegalStateException.class,
                    () -> KeyText.read(
                                    SecretRef.of("env:KEY"),
                                    Map.of(
                                            "KEY",
                                            "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----"))
                            .privateKey())
        }) {
            String message = String.valueOf(thrown.getMessage());
            assertTrue(message.contains("env:KEY"), message);
            assertFalse(message.contains("MII") || message.contains("no base64"), message);
        }
        assertFalse((rsa + " " + TestKeys.house(false) + TestKeys.house(true)).contains("MII"));
    }

    private static boolean genuine(FormSeal seal, Map<String, String> fields) {
        return FormFields.parse(ScriptedFormBank.bytes(BankForm.form(fields)))
                .map(seal::isBanks)
                .orElse(false);
    }
}
