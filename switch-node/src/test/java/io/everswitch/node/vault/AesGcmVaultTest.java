package io.everswitch.node.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.means.Sealed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AesGcmVaultTest {
    private static final String NUMBER = "4111111111111111";
    private static final String KEY_1 = KeyText.newKey();
    private static final String KEY_2 = KeyText.newKey();

    private final AesGcmVault vault = vault("active k1 " + KEY_1);

    @Test
    void open_whatWasSealed_isTheSame() {
        for (String secret : List.of("", "1", NUMBER, "6222020200112233445", "账号 ü", "x".repeat(4_096))) {
            assertEquals(secret, vault.open(vault.seal(secret)));
        }
    }

    @Test
    void seal_sameSecretTwice_makesDifferentBoxes() {
        Set<String> boxes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertTrue(boxes.add(vault.seal(NUMBER).box()));
        }
    }

    @Test
    void open_anyByteChanged_isRefused() {
        byte[] box = Base64.getUrlDecoder().decode(vault.seal(NUMBER).box());
        for (int i = 0; i < box.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = box.clone();
                changed[i] ^= (byte) (1 << bit);
                Sealed sealed = new Sealed("k1", encode(changed));
                refused(vault, sealed);
            }
        }
        // The vault still works after all these failures.
        assertEquals(NUMBER, vault.open(new Sealed("k1", encode(box))));
    }

    @Test
    void open_anyCharacterChangedOrCut_isRefused() {
        String box = vault.seal(NUMBER).box();
        for (int i = 0; i < box.length(); i++) {
            char other = box.charAt(i) == 'A' ? 'B' : 'A';
            refused(vault, new Sealed("k1", box.substring(0, i) + other + box.substring(i + 1)));
            refused(vault, new Sealed("k1", box.substring(0, i)));
        }
        refused(vault, new Sealed("k1", box + "="));
        refused(vault, new Sealed("k1", box + "AAAA"));
        refused(vault, new Sealed("k1", "not base 64!"));
        refused(vault, new Sealed("k1", "A".repeat(1_000_000)));
    }

    @Test
    void open_underAnotherKeyId_isRefused_evenIfItNamesTheSameKey() {
        AesGcmVault twoNames = vault("active k1 " + KEY_1 + ";old k2 " + KEY_1);
        Sealed sealed = twoNames.seal(NUMBER);
        assertEquals("k1", sealed.keyId());
        refused(twoNames, new Sealed("k2", sealed.box()));
        refused(twoNames, new Sealed("k3", sealed.box()));
        refused(vault("active k1 " + KEY_2), sealed);
    }

    @Test
    void rotation_oldBoxesOpen_newOnesUseTheNewKey() {
        Sealed before = vault.seal(NUMBER);
        AesGcmVault prepared = vault("active k1 " + KEY_1 + ";old k2 " + KEY_2);
        AesGcmVault rotated = vault("active k2 " + KEY_2 + ";old k1 " + KEY_1);
        Sealed after = rotated.seal(NUMBER);
        assertEquals("k2", after.keyId());
        assertEquals(NUMBER, rotated.open(before));
        // A node that is not yet rotated reads what a rotated one sealed.
        assertEquals(NUMBER, prepared.open(after));
        refused(vault("active k2 " + KEY_2), before);
    }

    @Test
    void texts_ofVaultBoxAndErrors_holdNoSecret() {
        Sealed sealed = vault.seal(NUMBER);
        List<String> texts = new ArrayList<>(List.of(
                sealed.box(),
                sealed.toString(),
                vault.toString(),
                keys("active k1 " + KEY_1).toString()));
        texts.add(new CardFingerprint(keys("active k1 " + KEY_1)).toString());
        texts.add(trace(assertThrows(IllegalStateException.class, () -> vault.open(new Sealed("k1", NUMBER)))));
        texts.add(trace(assertThrows(IllegalStateException.class, () -> vault.open(new Sealed(NUMBER, sealed.box())))));
        texts.add(trace(assertThrows(IllegalArgumentException.class, () -> vault.seal(NUMBER.repeat(1_000)))));
        String decoded = new String(Base64.getUrlDecoder().decode(sealed.box()), StandardCharsets.ISO_8859_1);
        texts.add(decoded);
        for (String text : texts) {
            assertFalse(text.contains(NUMBER), text);
            assertFalse(text.contains(KEY_1), text);
        }
    }

    @Test
    void seal_limitOfTheKey_refused() {
        AesGcmVault used = new AesGcmVault(keys("active k1 " + KEY_1), AesGcmVault.SEALS_MAX - 1);
        Sealed last = used.seal(NUMBER);
        assertThrows(IllegalStateException.class, () -> used.seal(NUMBER));
        assertEquals(NUMBER, used.open(last));
    }

    @Test
    void sealAndOpen_fromManyThreads_neverMixUp() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String mine = "62220202001122334" + t;
                running.add(pool.submit(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        assertEquals(mine + i, vault.open(vault.seal(mine + i)));
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(20_000, vault.seals());
    }

    @Test
    void fingerprint_sameNumberSameKey_sameName() {
        CardFingerprint one = new CardFingerprint(keys("active k1 " + KEY_1));
        CardFingerprint rotated = new CardFingerprint(keys("active k2 " + KEY_2 + ";old k1 " + KEY_1));
        assertEquals(one.of(NUMBER), one.of(NUMBER));
        assertNotEquals(one.of(NUMBER), one.of("4111111111111112"));
        assertNotEquals(one.of(NUMBER), rotated.of(NUMBER));
        assertEquals(one.of(NUMBER), rotated.all(NUMBER).get("k1"));
        assertTrue(one.of(NUMBER).matches("k1\\.[A-Za-z0-9_-]{22}"), one.of(NUMBER));
    }

    private static void refused(AesGcmVault by, Sealed sealed) {
        String text = trace(assertThrows(IllegalStateException.class, () -> by.open(sealed)));
        assertFalse(text.contains(NUMBER), text);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String encode(byte[] box) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(box);
    }

    private static VaultKeys keys(String text) {
        return VaultKeys.parse(text, "test");
    }

    private static AesGcmVault vault(String text) {
        return new AesGcmVault(keys(text));
    }
}
