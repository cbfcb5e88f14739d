package io.everswitch.domain.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One row per sentence of the rules: how the channels resolve, what happened, and what the last word led to. Times: send-by
 * 3 s after the start, surely past sending at 5 s, no answer at 10 s, callback 30 s.
 */
class PaymentStoriesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            query | create:hash-1 | nothing
            query | create:hash-2 | ORDER_CONFLICT
            query | confirm | confirmed processing start:1:c1
            query | confirm#k confirm#k | nothing
            query | confirm#k a1:approved confirm#k | nothing
            query | confirm confirm | ATTEMPT_RUNNING
            query | confirm#k confirm#l | ATTEMPT_RUNNING
            query | confirm a1:unknown confirm | ATTEMPT_RUNNING
            query | confirm a1:accepted confirm | ATTEMPT_RUNNING
            query | confirm a1:approved confirm | ALREADY_SUCCEEDED
            query | confirm a1:declined confirm | ALREADY_FAILED
            query | cancel confirm | ALREADY_CANCELED
            query | +15M tick confirm | ALREADY_EXPIRED
            query | +15M confirm | ALREADY_EXPIRED
            query | cashier a1:declined cashier | confirmed processing start:2:c2
            query | cashier a1:declined cashier a2:declined cashier a3:declined cashier | confirmed processing start:4:c1
            query | cancel | canceled tell:payment.canceled
            query | cancel cancel | nothing
            query | cashier a1:declined cancel | canceled tell:payment.canceled
            query | confirm cancel | ATTEMPT_RUNNING
            query | confirm a1:approved cancel | ALREADY_SUCCEEDED
            query | confirm a1:declined cancel | ALREADY_FAILED
            query | +15M tick cancel | ALREADY_EXPIRED
            query | +14M tick | nothing
            query | +15M tick | expired tell:payment.expired
            query | cashier a1:declined +15M tick | expired tell:payment.expired
            query | confirm a1:accepted +15M tick | 1=UNKNOWN/LOCAL
            query | confirm a1:unknown +15M tick | query:1:1
            """)
    void lifecycle_asTold(String resolution, String story, String expected) {
        assertEquals(expected, new Story(resolution).play(story).said());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            query   | confirm a1:approved | 1=APPROVED/ANSWER succeeded tell:payment.succeeded
            query   | confirm a1:approved@1000 | 1=APPROVED/ANSWER succeeded tell:payment.succeeded
            query   | confirm a1:accepted | accepted:1
            query   | confirm a1:accepted b1:approved | 1=APPROVED/CALLBACK succeeded tell:payment.succeeded
            query   | confirm a1:accepted b1:declined | 1=DECLINED_FINAL/CALLBACK failed tell:payment.failed
            query   | confirm a1:accepted a1:unknown | 1=UNKNOWN/LOCAL
            query   | confirm a1:accepted a1:accepted | nothing
            query   | confirm b1:approved a1:accepted | nothing
            query   | confirm a1:unknown a1:accepted | nothing
            query   | confirm a1:declined | 1=DECLINED_FINAL/ANSWER failed tell:payment.failed
            query   | cashier a1:declined | 1=DECLINED_FINAL/ANSWER requires_action
            query   | confirm a1:retriable | 1=DECLINED_RETRIABLE/ANSWER start:2:c2
            query   | confirm a1:not_sent | 1=NOT_SENT/LOCAL start:2:c2
            query   | confirm a1:not_sent a2:not_sent a3:not_sent | 3=NOT_SENT/LOCAL failed tell:payment.failed
            query   | confirm a1:over_limit | 1=NOT_SENT/LOCAL failed tell:payment.failed
            query   | cashier a1:over_limit | 1=NOT_SENT/LOCAL requires_action
            query   | confirm a1:unknown a1:over_limit | nothing
            query   | cashier a1:not_sent a2:not_sent a3:not_sent | 3=NOT_SENT/LOCAL requires_action
            query   | confirm +61S a1:retriable | 1=DECLINED_RETRIABLE/ANSWER failed tell:payment.failed
            query   | +14M +55S confirm +6S a1:retriable | 1=DECLINED_RETRIABLE/ANSWER failed tell:payment.failed
            query   | confirm a1:unknown | 1=UNKNOWN/LOCAL
            reverse | confirm a1:unknown | 1=UNKNOWN/LOCAL reverse:1
            query   | confirm a1:unknown a1:unknown | nothing
            query   | confirm a1:approved a1:approved | nothing
            query   | confirm a1:declined a1:declined | nothing
            query   | confirm a1:declined a1:retriable | nothing
            query   | confirm a1:unknown a1:approved | 1=APPROVED/ANSWER succeeded tell:payment.succeeded
            query   | confirm a1:unknown b1:approved | 1=APPROVED/CALLBACK succeeded tell:payment.succeeded
            query   | confirm a1:unknown a1:declined | 1=DECLINED_FINAL/ANSWER failed tell:payment.failed
            query   | confirm a1:unknown a1:not_sent | nothing
            query   | confirm a1:accepted a1:not_sent | nothing
            query   | confirm a2:approved | NOT_FOUND
            query   | confirm a0:approved | NOT_FOUND
            """)
    void answers_asTold(String resolution, String story, String expected) {
        assertEquals(expected, new Story(resolution).play(story).said());
    }

    /** Approvals that are no success, late words and contradictions (M2). */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            query   | confirm a1:approved@900 | 1=UNKNOWN/ANSWER reverse:1 contradiction:1
            query   | confirm a1:approved@1000EUR | 1=UNKNOWN/ANSWER reverse:1 contradiction:1
            query   | confirm a1:approved@900 a1:approved@900 | nothing
            query   | confirm a1:approved@900 a1:approved | contradiction:1
            query   | confirm a1:approved@900 a1:declined | contradiction:1
            query   | confirm a1:approved@900 v1:00 | undone:1 1=DECLINED_FINAL/REVERSAL failed tell:payment.failed
            query   | confirm a1:approved@900 review | reviewed:ann
            query   | confirm a1:approved@900 review review | NOTHING_TO_REVIEW
            query   | confirm a1:approved review | NOTHING_TO_REVIEW
            query   | confirm a1:approved@900 review a1:approved review | reviewed:ann
            query   | confirm a1:approved@900 v1:refused | kept:1 1=APPROVED/ANSWER surplus:1:900 failed tell:payment.failed
            query   | confirm a1:approved@900 v1:refused f1:done | refund:1:done tell:payment.surplus_refunded
            query   | confirm a1:approved@900 v1:refused f1:refused | contradiction:1
            query   | confirm a1:approved@900 v1:refused f1:refused +7S tick | refund:1:try2
            query   | confirm a1:declined a1:approved | reverse:1 1=APPROVED/ANSWER contradiction:1
            query   | confirm a1:declined a1:approved a1:approved | nothing
            query   | confirm a1:declined a1:approved v1:00 | undone:1 tell:payment.surplus_reversed
            query   | confirm a1:declined a1:approved v1:00 v1:00 | nothing
            query   | confirm a1:declined a1:approved v1:none | nothing
            query   | confirm a1:declined a1:approved v1:refused | kept:1 surplus:1:1000
            query   | confirm a1:declined a1:approved@900 v1:refused | kept:1 surplus:1:900
            query   | confirm a1:declined a1:approved v1:refused v1:00 | contradiction:1
            query   | confirm +6S a1:declined a1:approved v1:25 | undone:1 tell:payment.surplus_reversed contradiction:1
            query   | confirm a1:declined a1:approved v1:25 | nothing
            query   | confirm a1:retriable a2:approved a1:approved | reverse:1 1=APPROVED/ANSWER contradiction:1
            query   | confirm a1:retriable a1:approved a2:approved | 2=APPROVED/ANSWER succeeded tell:payment.succeeded
            query   | cashier a1:declined cancel b1:approved | reverse:1 1=APPROVED/CALLBACK contradiction:1
            query   | cashier a1:declined +15M tick b1:approved | reverse:1 1=APPROVED/CALLBACK contradiction:1
            query   | confirm a1:not_sent a2:declined a1:approved | reverse:1 1=APPROVED/ANSWER contradiction:1
            query   | confirm a1:approved a1:declined | contradiction:1
            query   | confirm a1:approved a1:declined a1:declined | nothing
            query   | confirm a1:approved a1:approved@900 | contradiction:1
            query   | confirm a1:approved q1:reversed | contradiction:1
            reverse | confirm a1:unknown a1:approved | 1=UNKNOWN/ANSWER
            reverse | confirm a1:unknown a1:approved a1:approved | nothing
            reverse | confirm a1:unknown a1:approved v1:00 | undone:1 1=DECLINED_FINAL/REVERSAL failed tell:payment.failed
            reverse | confirm a1:unknown a1:approved v1:refused | kept:1 1=APPROVED/ANSWER surplus:1:1000 failed tell:payment.failed
            reverse | confirm a1:unknown a1:declined | 1=UNKNOWN/ANSWER
            reverse | confirm a1:unknown a1:declined a1:declined | nothing
            reverse | confirm a1:unknown a1:declined v1:00 | undone:1 1=DECLINED_FINAL/REVERSAL failed tell:payment.failed
            reverse | confirm a1:unknown v1:00 | undone:1 1=DECLINED_FINAL/REVERSAL failed tell:payment.failed
            reverse | cashier a1:unknown v1:00 | undone:1 1=DECLINED_FINAL/REVERSAL requires_action
            reverse | confirm a1:unknown v1:00 v1:00 | nothing
            reverse | confirm a1:unknown v1:00 a1:approved | reverse:1 1=APPROVED/ANSWER
            reverse | confirm a1:unknown v1:00 a1:approved v1:94 | undone:1 tell:payment.surplus_reversed
            reverse | confirm +5S a1:unknown v1:25 a1:approved | reverse:1 1=APPROVED/ANSWER contradiction:1
            reverse | confirm a1:unknown v1:25 | nothing
            reverse | confirm a1:unknown v1:not_found | nothing
            reverse | confirm +4S a1:unknown v1:25 | nothing
            reverse | confirm +4S a1:unknown +1S v1:25 | nothing
            reverse | confirm +4S a1:unknown +7S tick v1:25 | undone:1 1=DECLINED_FINAL/REVERSAL failed tell:payment.failed
            reverse | confirm +5S a1:unknown v1:25 | undone:1 1=DECLINED_FINAL/REVERSAL failed tell:payment.failed
            reverse | confirm a1:unknown v1:none | nothing
            reverse | confirm a1:unknown +6S tick | nothing
            reverse | confirm a1:unknown +7S tick | reverse:1:2
            reverse | confirm a1:unknown +7S tick +19S tick | nothing
            reverse | confirm a1:unknown +7S tick +20S tick +20S tick | reverse:1:4
            reverse | confirm a1:unknown v1:refused | kept:1 contradiction:1
            reverse | confirm a1:unknown v1:refused v1:refused | nothing
            reverse | confirm a1:unknown v1:refused +7S tick +19S tick | nothing
            reverse | confirm a1:unknown v1:refused +7S tick +20S tick | reverse:1:3
            reverse | confirm a1:unknown v1:refused v1:00 | undone:1 1=DECLINED_FINAL/REVERSAL failed tell:payment.failed
            reverse | confirm a1:unknown v1:refused a1:approved | 1=UNKNOWN/ANSWER 1=APPROVED/ANSWER surplus:1:1000 failed tell:payment.failed
            reverse | confirm v1:00 | nothing
            reverse | confirm v2:00 | NOT_FOUND
            """)
    void reversals_asTold(String resolution, String story, String expected) {
        assertEquals(expected, new Story(resolution).play(story).said());
    }

    /** Questions, time, restarts and operators (M5, M9). */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            query   | confirm +9S tick | nothing
            query   | confirm +10S tick | 1=UNKNOWN/LOCAL
            reverse | confirm +10S tick | 1=UNKNOWN/LOCAL reverse:1
            query   | confirm a1:accepted +29S tick | nothing
            query   | confirm a1:accepted +30S tick | 1=UNKNOWN/LOCAL
            reverse | confirm a1:accepted +30S tick | 1=UNKNOWN/LOCAL reverse:1
            query   | confirm a1:unknown +1S tick | query:1:1
            query   | confirm a1:unknown +1S tick +6S tick | nothing
            query   | confirm a1:unknown +1S tick +7S tick | query:1:2
            query   | confirm a1:unknown +1S tick +7S tick +20S tick +20S tick | query:1:4
            query   | confirm a1:unknown +1S tick q1:approved | 1=APPROVED/QUERY succeeded tell:payment.succeeded
            query   | confirm a1:unknown q1:approved@900 | 1=UNKNOWN/QUERY reverse:1 contradiction:1
            query   | confirm a1:unknown q1:declined | 1=DECLINED_FINAL/QUERY failed tell:payment.failed
            query   | confirm a1:unknown q1:retriable | 1=DECLINED_RETRIABLE/QUERY start:2:c2
            query   | confirm a1:unknown +60S q1:retriable | 1=DECLINED_RETRIABLE/QUERY failed tell:payment.failed
            query   | confirm a1:unknown q1:reversed | undone:1 1=DECLINED_FINAL/REVERSAL failed tell:payment.failed
            query   | confirm a1:unknown q1:pending | nothing
            query   | confirm a1:unknown q1:no_answer | nothing
            query   | confirm a1:unknown +1S tick q1:not_found | nothing
            query   | confirm a1:unknown +4S tick q1:not_found | nothing
            query   | confirm a1:unknown +5S tick q1:not_found | 1=NOT_SENT/QUERY start:2:c2
            query   | confirm a1:unknown +59S tick q1:not_found | 1=NOT_SENT/QUERY start:2:c2
            query   | confirm a1:unknown +60S tick q1:not_found | 1=NOT_SENT/QUERY failed tell:payment.failed
            query   | cashier a1:unknown +60S tick q1:not_found | 1=NOT_SENT/QUERY requires_action
            query   | confirm a1:unknown +5S tick q1:not_found q1:not_found | nothing
            query   | confirm a1:unknown +5S tick q1:not_found a1:approved | reverse:1 1=APPROVED/ANSWER contradiction:1
            query   | confirm +5S q1:not_found | nothing
            query   | confirm a1:approved +5S q1:not_found | nothing
            query   | confirm q2:approved | NOT_FOUND
            query   | restart | nothing
            query   | confirm restart | 1=UNKNOWN/LOCAL
            query   | confirm restart +4S tick | nothing
            query   | confirm restart +5S tick | query:1:1
            query   | confirm +8S restart tick | query:1:1
            reverse | confirm restart | 1=UNKNOWN/LOCAL reverse:1
            reverse | confirm restart v1:25 | nothing
            query   | confirm restart restart | nothing
            query   | confirm a1:accepted restart | nothing
            query   | confirm a1:approved restart | nothing
            query   | confirm a1:unknown o1:approved | 1=APPROVED/OPERATOR succeeded tell:payment.succeeded
            query   | confirm a1:unknown o1:declined_final | 1=DECLINED_FINAL/OPERATOR failed tell:payment.failed
            query   | confirm a1:unknown o1:not_sent | NOT_RESOLVABLE
            query   | confirm a1:unknown +5S o1:not_sent | 1=NOT_SENT/OPERATOR start:2:c2
            query   | confirm a1:unknown o1:unknown | NOT_RESOLVABLE
            query   | confirm o1:approved | NOT_RESOLVABLE
            query   | confirm a1:accepted o1:approved | NOT_RESOLVABLE
            query   | confirm a1:declined o1:approved | NOT_RESOLVABLE
            query   | confirm o2:approved | NOT_RESOLVABLE
            reverse | confirm a1:unknown o1:approved | NOT_RESOLVABLE
            reverse | confirm a1:unknown v1:refused o1:approved | 1=UNKNOWN/OPERATOR 1=APPROVED/OPERATOR surplus:1:1000 failed tell:payment.failed
            query   | confirm a1:unknown +4S tick +1S q1:not_found | nothing
            reverse | confirm a1:unknown o1:declined_final | undone:1 1=DECLINED_FINAL/OPERATOR failed tell:payment.failed
            reverse | confirm a1:unknown v1:00 o1:declined_final | NOT_RESOLVABLE
            query   | confirm a1:unknown o1:declined_final a1:approved | reverse:1 1=APPROVED/ANSWER contradiction:1
            """)
    void timeAndQuestions_asTold(String resolution, String story, String expected) {
        assertEquals(expected, new Story(resolution).play(story).said());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            query | refund:r1:300 | NOT_SUCCEEDED
            query | confirm refund:r1:300 | NOT_SUCCEEDED
            query | confirm a1:declined refund:r1:300 | NOT_SUCCEEDED
            query | confirm a1:approved refund:r1:300 | refund:1:300
            query | confirm a1:approved refund:r1:1000 | refund:1:1000
            query | confirm a1:approved refund:r1:1001 | REFUND_TOO_LARGE
            query | confirm a1:approved refund:r1:999999999999 | REFUND_TOO_LARGE
            query | confirm a1:approved refund:r1:0 | AMOUNT_ZERO
            query | confirm a1:approved refund:r1:300EUR | CURRENCY_MISMATCH
            query | confirm a1:approved refund:r1:300 refund:r1:300 | nothing
            query | confirm a1:approved refund:r1:300 refund:r1:301 | REFUND_CONFLICT
            query | confirm a1:approved refund:r1:300 refund:r1:300EUR | REFUND_CONFLICT
            query | confirm a1:approved refund:r1:300 refund:r2:701 | REFUND_TOO_LARGE
            query | confirm a1:approved refund:r1:300 refund:r2:700 | refund:2:700
            query | confirm a1:approved refund:r1:300 f1:done refund:r2:701 | REFUND_TOO_LARGE
            query | confirm a1:approved refund:r1:300 f1:refused refund:r2:1000 | refund:2:1000
            query | confirm a1:approved refund:r1:300 f1:done | refund:1:done tell:refund.succeeded
            query | confirm a1:approved refund:r1:300 f1:refused | refund:1:refused tell:refund.failed
            query | confirm a1:approved refund:r1:300 f1:done f1:done | nothing
            query | confirm a1:approved refund:r1:300 f1:none | nothing
            query | confirm a1:approved n1:ok refund:r1:300 +7S tick | refund:1:try2
            query | confirm a1:approved n1:ok refund:r1:300 +7S tick +20S tick +20S tick | refund:1:try4
            query | confirm a1:approved refund:r1:300 f1:done f1:refused | contradiction:1
            query | confirm a1:approved refund:r1:300 f1:refused f1:refused | nothing
            query | confirm a1:approved refund:r1:300 f1:refused f1:done | contradiction:1 refund:1:done tell:refund.succeeded
            query | confirm a1:approved f1:done | NOT_FOUND
            query | confirm a1:retriable a1:approved a2:approved v1:refused refund:r1:1000 | refund:2:1000
            """)
    void refunds_asTold(String resolution, String story, String expected) {
        assertEquals(expected, new Story(resolution).play(story).said());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            query | cancel n1:ok | told:1
            query | cancel n1:ok n1:ok | nothing
            query | cancel n1:ok n1:fail | nothing
            query | cancel n1:fail | failed:1
            query | cancel n1:fail +4S tick | nothing
            query | cancel n1:fail +5S tick | tell:1:try2
            query | cancel n1:fail@30S +29S tick | nothing
            query | cancel n1:fail@30S +30S tick | tell:1:try2
            query | cancel n1:fail@1S +4S tick | nothing
            query | cancel n1:fail@9H +59M tick | nothing
            query | cancel n1:fail@9H +1H tick | tell:1:try2
            query | cancel +19S tick | nothing
            query | cancel +20S tick | tell:1:try2
            query | cancel n1:fail +5S tick n1:fail +4M tick | nothing
            query | cancel n1:fail +5S tick n1:fail +5M tick | tell:1:try3
            query | cancel n1:gone | given_up:1
            query | cancel n1:gone n1:fail | nothing
            query | cancel n1:gone n1:ok | told:1
            query | cancel n1:gone redeliver:1 | tell:1:try2
            query | cancel n1:ok redeliver:1 | tell:1:try2
            query | cancel n1:ok redeliver:1 n1:ok | told:1
            query | cancel redeliver:2 | NO_SUCH_NOTIFICATION
            query | cancel n2:ok | NO_SUCH_NOTIFICATION
            """)
    void notifications_asTold(String resolution, String story, String expected) {
        assertEquals(expected, new Story(resolution).play(story).said());
    }
}
