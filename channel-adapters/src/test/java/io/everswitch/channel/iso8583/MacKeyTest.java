package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors: of ISO/IEC 9797-1 and ICAO 9303 (retail), NIST SP 800-38B (CMAC), RFC 4231 (HMAC). */
class MacKeyTest {
    private static final String ISO = "0123456789abcdeffedcba9876543210";
    private static final String AES = "2b7e151628aed2a6abf7158809cf4f3c";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        RETAIL | 0123456789abcdeffedcba9876543210 | 4e6f77206973207468652074696d6520666f7220616c6c20 | a1c72e74ea3fa9b6
        RETAIL | 0123456789abcdeffedcba9876543210 | 4e6f77206973207468652074696d6520666f72206974 | 2e2b1428cc78254f
        RETAIL | 7962d9ece03d1acd4c76089dce131543 | 72c29c2371cc9bdb65b779b8e8d37b29ecc154aa56a8799fae2f498f76ed92f28000000000000000 | 5f1448eea8ad90a7
        AES_CMAC | 2b7e151628aed2a6abf7158809cf4f3c | '' | bb1d6929e9593728
        AES_CMAC | 2b7e151628aed2a6abf7158809cf4f3c | 6bc1bee22e409f96e93d7e117393172a | 070a16b46b4d4144
        AES_CMAC | 2b7e151628aed2a6abf7158809cf4f3c | 6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411 | dfa66747de9ae630
        AES_CMAC | 603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4 | 6bc1bee22e409f96e93d7e117393172a | 28a7023f452e8f82
        HMAC_SHA256_64 | 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b | 4869205468657265 | b0344c61d8db3853
        """)
    void mac_publishedVector_isReproduced(MacAlgorithm algorithm, String key, String message, String mac) {
        byte[] bytes = HexFormat.of().parseHex(message);
        assertEquals(mac, HexFormat.of().formatHex(key(algorithm, key).mac(bytes, bytes.length)));
    }

    @Test
    void checkValue_knownKeys_areTheEncryptionOfZeros() {
        // FIPS 197 and NIST's DES vectors: the first three bytes of a block of zeros.
        assertEquals("7df76b", hex(key(MacAlgorithm.AES_CMAC, AES).checkValue()));
        assertEquals("08d7b4", hex(key(MacAlgorithm.RETAIL, ISO).checkValue()));
    }

    @Test
    void ofHex_wrongLengthOrNoHex_isRefusedWithoutTheKey() {
        for (MacAlgorithm algorithm : MacAlgorithm.values()) {
            for (String wrong : new String[] {"00112233445566", "zz112233445566778899aabbccddeeff", "0".repeat(130)}) {
                byte[] hex = wrong.getBytes(StandardCharsets.US_ASCII);
                String message =
                        String.valueOf(assertThrows(IllegalArgumentException.class, () -> MacKey.ofHex(algorithm, hex))
                                .getMessage());
                assertFalse(message.contains(wrong), message);
                assertTrue(message.startsWith("key must be "), message);
            }
        }
    }

    @Test
    void key_readAndShown_leavesNoTrace() {
        byte[] hex = AES.getBytes(StandardCharsets.US_ASCII);
        MacKey key = MacKey.ofHex(MacAlgorithm.AES_CMAC, hex);
        assertArrayEquals(new byte[hex.length], hex);
        assertEquals("MacKey[aes_cmac]", key.toString());
        assertFalse(new IsoOptions(key).toString().toLowerCase(Locale.ROOT).contains("2b7e"));
    }

    @Test
    void key_wiped_makesNoMac() {
        MacKey key = key(MacAlgorithm.AES_CMAC, AES);
        key.wipe();
        assertThrows(IllegalStateException.class, () -> key.mac(new byte[1], 1));
        assertThrows(IllegalStateException.class, key::checkValue);
    }

    static MacKey key(MacAlgorithm algorithm, String hex) {
        return MacKey.ofHex(algorithm, hex.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
