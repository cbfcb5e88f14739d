package io.everswitch.channel.form;

import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the codes of this family mean, unless a channel says otherwise. Stateless. */
final class FormCodes {
    static final String DONE = "00";
    static final String NOT_FOUND = "34";

    /** A reversal or refund that will never be done: wrong state of the original, or not that amount. */
    static final Set<String> REFUSED_FOR_GOOD = Set.of("35", "36");

    private static final CodeMap TABLE = table();

    private FormCodes() {}

    /**
     * The table with a channel's own meanings.
     *
     * @throws IllegalArgumentException if 00 is to mean anything else, or another code an approval
     */
    static CodeMap codes(Map<String, Kind> overrides) {
        overrides.forEach((code, kind) -> {
            if (code.equals(DONE) != (kind == Kind.APPROVED)) {
                throw new IllegalArgumentException("code " + code + ": 00, and nothing else, is an approval");
            }
        });
        return TABLE.with(overrides);
    }

    private static CodeMap table() {
        Map<String, Kind> map = new HashMap<>();
        put(map, Kind.APPROVED, DONE);
        // Number, state, limit, balance, password, identity, too many tries: the payer's own.
        put(map, Kind.DECLINED_FINAL, "60 61 62 63 64 65 66 67");
        // Refused by bank, route or form; another channel may take it.
        put(map, Kind.DECLINED_RETRIABLE, "01 02 10 13 30 31 33");
        // Time-out, unclear, under way, busy: the code itself says that the end is not known.
        put(map, Kind.UNKNOWN, "03 04 05 06");
        // A signature that the bank could not check, a second one under the same id, and what only an original can
        // have.
        put(map, Kind.UNKNOWN, "11 12 34 35 36");
        return CodeMap.empty().with(map);
    }

    private static void put(Map<String, Kind> map, Kind kind, String codes) {
        for (String code : codes.split(" ", -1)) {
            map.put(code, kind);
        }
    }
}
