package io.everswitch.channel.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.port.AttemptAnswer.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeMapTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            APPROVED           | 00 08 11 16
            DECLINED_FINAL     | 03 04 07 12 14 15 33 34 35 36 37 38 41 43 46 57 62 78 93 R0 R1 R3
            DECLINED_FINAL     | 51 54 55 61 65 75 N7 1A
            DECLINED_RETRIABLE | 05 13 30 31 40 58 92 97 99 A0
            UNKNOWN            | 90 91 96 98 06 09 10 20 22 68 94
            """)
    void kindOf_codeOfTheTable_isItsClass(Kind kind, String codes) {
        for (String code : codes.split(" ", -1)) {
            assertEquals(kind, CodeMap.iso8583().kindOf(code), code);
            assertTrue(CodeMap.iso8583().holds(code), code);
        }
    }

    @Test
    void kindOf_anyOtherCode_isUnknownAndNotHeld() {
        int held = 0;
        for (char a = ' '; a <= '~'; a++) {
            for (char b = ' '; b <= '~'; b++) {
                String code = "" + a + b;
                if (CodeMap.iso8583().holds(code)) {
                    held++;
                } else {
                    assertEquals(Kind.UNKNOWN, CodeMap.iso8583().kindOf(code));
                }
            }
        }
        assertEquals(4 + 22 + 8 + 10 + 11, held);
        for (String code : List.of("", "0", "000", "00 ", "85", "n7")) {
            assertEquals(Kind.UNKNOWN, CodeMap.iso8583().kindOf(code));
            assertFalse(CodeMap.iso8583().holds(code));
        }
    }

    @Test
    void with_override_changesThatCodeOnly() {
        CodeMap map = CodeMap.iso8583().with(Map.of("91", Kind.DECLINED_RETRIABLE, "X1", Kind.APPROVED));
        assertEquals(Kind.DECLINED_RETRIABLE, map.kindOf("91"));
        assertEquals(Kind.APPROVED, map.kindOf("X1"));
        assertEquals(Kind.APPROVED, map.kindOf("00"));
        assertEquals(Kind.UNKNOWN, CodeMap.iso8583().kindOf("91"));
    }

    @Test
    void with_kindThatNoCodeCanMean_isRefused() {
        for (Kind kind : List.of(Kind.NOT_SENT, Kind.ACCEPTED)) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> CodeMap.iso8583().with(Map.of("91", kind)))
                    .getMessage();
            assertTrue(String.valueOf(message).contains("91"));
        }
        assertThrows(IllegalArgumentException.class, () -> CodeMap.empty().with(Map.of("", Kind.APPROVED)));
    }
}
