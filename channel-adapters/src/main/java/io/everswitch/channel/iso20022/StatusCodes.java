package io.everswitch.channel.iso20022;

import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the codes of a pacs.002 say of an attempt: the statuses of ExternalPaymentTransactionStatus1Code, and for {@code RJCT}
 * the reasons of ExternalStatusReason1Code. Stateless.
 *
 * <p>The reasons are read from the payer's side: what is wrong with the payer's account or limit is final, what is wrong with
 * the way that the payment took is not. An agent that timed out or failed speaks for itself alone: whether another agent has
 * booked is open, so it is UNKNOWN, and the status request brings the evidence.
 */
final class StatusCodes {
    static final String REJECTED = "RJCT";
    static final String CANCELLED = "CANC";

    /** Not in the standard's list of status reasons, so banks say it as a reason of their own: they know no such transaction. */
    static final String NOT_FOUND = "NOOR";

    /** Accepted in some way, not yet settled: the bank will say more. */
    private static final Set<String> INTERIM =
            Set.of("RCVD", "PDNG", "ACTC", "ACCP", "ACFC", "ACSP", "ACWC", "ACWP", "ACIS", "ACPD", "PRES");

    private static final CodeMap DEFAULTS = defaults();

    private StatusCodes() {}

    static CodeMap codes() {
        return DEFAULTS;
    }

    /** Whether it is a status that only says: wait. A channel may override one to mean approved. */
    static boolean isInterim(String status) {
        return INTERIM.contains(status);
    }

    /** Whether the code is a status and not a reason. */
    static boolean isStatus(String code) {
        return isInterim(code)
                || Set.of("ACSC", "ACCC", REJECTED, CANCELLED, "BLCK").contains(code);
    }

    private static CodeMap defaults() {
        Map<String, Kind> map = new HashMap<>();
        // Settled at the payer's bank; settled and credited as well.
        put(map, Kind.APPROVED, "ACSC ACCC");
        // Frozen, neither paid nor given back. And cancelled, which a status report to us can only say after a recall.
        put(map, Kind.UNKNOWN, "BLCK CANC");
        // The payer's account, mandate, limit or will.
        put(map, Kind.DECLINED_FINAL, "AC01 AC02 AC04 AC05 AC06 AC13 AG01 AM02 AM04 AM07 AM14 BE01 BE06");
        put(map, Kind.DECLINED_FINAL, "CUST FR01 FRAD MD01 MD07 MS02 NOAS RR04");
        // The bank, the route, the clearing, the payee's side or the form of the message.
        put(map, Kind.DECLINED_RETRIABLE, "AB07 AB08 AC03 AC07 AG02 AG03 AG10 AG11 AGNT AM03 AM06 AM09 AM11 AM12 AM13");
        put(map, Kind.DECLINED_RETRIABLE, "CNOR DNOR DT01 FF01 FF02 FF03 FF05 MS03 RC01 RC03 RC04 TM01");
        // Somebody on the way timed out or failed.
        put(map, Kind.UNKNOWN, "AB01 AB02 AB03 AB04 AB05 AB06 AB09 AB10 AB11 DS24 ED05");
        // A duplicate: the first one did arrive.
        put(map, Kind.UNKNOWN, "AM05 DU01 DU02 DU03 DU04 DU05 DUPL");
        put(map, Kind.UNKNOWN, "NARR NOOR");
        return CodeMap.empty().with(map);
    }

    private static void put(Map<String, Kind> map, Kind kind, String codes) {
        for (String code : codes.split(" ", -1)) {
            map.put(code, kind);
        }
    }
}
