package io.everswitch.node.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.means.Sealed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VaultKeysTest {
    private static final String KEY = KeyText.newKey();

    @TempDir
    private Path directory = Path.of("replaced");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | must have one active key, has 0
            '# nothing'               | must have one active key, has 0
            'old k1 KEY'              | must have one active key, has 0
            'active k1 KEY;active k2 KEY' | must have one active key, has 2
            'active k1 KEY;old k1 KEY'    | line 2: key id k1 is there twice
            'active k1'               | line 1: must be
            'active k1 KEY more'      | line 1: must be
            'new k1 KEY'              | line 1: must be
            'active K_1 KEY'          | line 1: the key id must be
            'active k1 KEY!'          | line 1: the key is not base64url
            'active k1 KEYKEY'        | line 1: the key must be 32 bytes
            'active k1 c2hvcnQ'       | line 1: the key must be 32 bytes, is 5
            'active k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' | placeholder
            """)
    void parse_wrong_saysWhereAndNeverQuotesTheKey(String text, String told) {
        VaultKeyException refused =
                assertThrows(VaultKeyException.class, () -> VaultKeys.parse(text.replace("KEY", KEY), "test"));
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertTrue(String.valueOf(refused.getMessage()).contains(told), refused.getMessage());
        assertFalse(trace.toString().contains(KEY.substring(0, 8)), "quotes the key");
    }

    @Test
    void parse_commentsAndSpaces_areAllowed() {
        VaultKeys keys = VaultKeys.parse("# ring\n\n  active  k2\t" + KEY + " \r\nold k1 " + KeyText.newKey(), "test");
        assertEquals("VaultKeys[active k2, all [k2, k1]]", keys.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "rw-------, true",
        "r--------, true",
        "rw-r-----, false",
        "rw----r--, false",
        "rw--w----, false",
        "rw------x, false"
    })
    void load_permissions_ownerOnly(String mode, boolean allowed) throws Exception {
        Path file = directory.resolve("keys");
        Files.writeString(file, "active k1 " + KEY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        if (allowed) {
            assertEquals("VaultKeys[active k1, all [k1]]", VaultKeys.load(file).toString());
            assertEquals(
                    "VaultKeys[active k1, all [k1]]",
                    VaultKeys.load("file:" + file).toString());
            assertEquals(
                    "VaultKeys[active k1, all [k1]]",
                    VaultKeys.load(file.toString()).toString());
        } else {
            VaultKeyException refused = assertThrows(VaultKeyException.class, () -> VaultKeys.load(file));
            assertTrue(String.valueOf(refused.getMessage()).contains("chmod 600"), refused.getMessage());
        }
    }

    @Test
    void load_missing_saysSo() {
        assertThrows(VaultKeyException.class, () -> VaultKeys.load(directory.resolve("none")));
        assertThrows(VaultKeyException.class, () -> VaultKeys.load("env:EVERSWITCH_NO_SUCH_VARIABLE"));
        assertThrows(
                VaultKeyException.class,
                () -> VaultKeys.load(directory.resolve("none").toString()));
    }

    @Test
    void createForDemo_makesAnOwnerOnlyFileOnce() throws Exception {
        Path file = directory.resolve("state/vault/keys");
        AesGcmVault first = new AesGcmVault(VaultKeys.createForDemo(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String text = Files.readString(file);
        Sealed sealed = first.seal("4111111111111111");
        assertEquals("4111111111111111", new AesGcmVault(VaultKeys.createForDemo(file)).open(sealed));
        assertEquals(text, Files.readString(file));
        try (var files = Files.list(directory.resolve("state/vault"))) {
            assertEquals(1, files.count(), "the draft is gone");
        }
    }

    @Test
    void createForDemo_manyAtOnce_allGetTheSameKey() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path file = directory.resolve("keys-" + round);
            int threads = 4;
            CyclicBarrier together = new CyclicBarrier(threads);
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                List<Future<AesGcmVault>> made = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    made.add(pool.submit(() -> {
                        together.await(10, TimeUnit.SECONDS);
                        return new AesGcmVault(VaultKeys.createForDemo(file));
                    }));
                }
                Sealed sealed = made.get(0).get(20, TimeUnit.SECONDS).seal("secret");
                for (Future<AesGcmVault> vault : made) {
                    assertEquals("secret", vault.get(20, TimeUnit.SECONDS).open(sealed));
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }
}
