package io.everswitch.journal.workingset;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkingSetSettingsTest {

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"2, 4", "2, 5", "3, 6"})
    void membersMin_notMoreThanHalf_isRefused(int membersMin, int members) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> settings(membersMin, members));
        assertTrue(String.valueOf(refused.getMessage()).contains("members-min"), refused.getMessage());
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"2, 2", "2, 3", "3, 4", "3, 5"})
    void membersMin_moreThanHalf_isTaken(int membersMin, int members) {
        assertDoesNotThrow(() -> settings(membersMin, members));
    }

    private static WorkingSetSettings settings(int membersMin, int members) {
        List<Integer> ports = IntStream.range(5_701, 5_701 + members).boxed().toList();
        return TestMembers.settings("any", ports, 0, membersMin);
    }
}
