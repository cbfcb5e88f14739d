package io.everswitch.routing.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.port.AttemptAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            APPROVED,           00,            SOUND
            DECLINED_FINAL,     14,            SOUND
            DECLINED_FINAL,     51,            SOUND
            DECLINED_FINAL,     N7,            SOUND
            DECLINED_RETRIABLE, 05,            SOUND
            DECLINED_RETRIABLE, 61,            SOUND
            DECLINED_RETRIABLE, 91,            FAULTY
            DECLINED_RETRIABLE, 96,            FAULTY
            DECLINED_FINAL,     58,            FAULTY
            DECLINED_FINAL,     97,            FAULTY
            NOT_SENT,           not_connected, FAULTY
            NOT_SENT,           connect_timeout, FAULTY
            NOT_SENT,           bulkhead_full, SILENT
            NOT_SENT,           closed,        SILENT
            NOT_SENT,           send_by,       SILENT
            NOT_SENT,           shadow,        SILENT
            UNKNOWN,            timeout,       FAULTY
            UNKNOWN,            68,            FAULTY
            UNKNOWN,            restarted,     SILENT
            ACCEPTED,           accepted,      SILENT
            """)
    void of_result_saysWhatItMeansForTheChannel(AttemptAnswer.Kind kind, String rawCode, Verdict verdict) {
        assertEquals(verdict, Verdict.of(kind, rawCode));
    }

    @Test
    void of_outcome_isReadAsTheAnswerOfThatName() {
        for (Outcome outcome : Outcome.values()) {
            assertEquals(Verdict.of(AttemptAnswer.Kind.valueOf(outcome.name()), "05"), Verdict.of(outcome, "05"));
        }
    }
}
