package io.everswitch.channel.support;

import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a bank's code says of an attempt: raw code → kind. A code that the map does not hold is UNKNOWN, because a guess
 * either way can cost somebody the money. Immutable but for {@link #become}; thread-safe.
 *
 * <p>{@link #iso8583} holds the usual meaning of ISO 8583 field 39 on a financial answer. It is careful: "issuer down"
 * (91 and its like) is UNKNOWN there, since the money may have moved; a channel whose bank promises otherwise overrides it.
 */
public final class CodeMap {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,32}");
    private static final CodeMap ISO_8583 = isoDefaults();

    private volatile Map<String, Kind> kinds;

    private CodeMap(Map<String, Kind> kinds) {
        this.kinds = Map.copyOf(kinds);
    }

    /** The defaults for the two-character codes of ISO 8583 field 39. */
    public static CodeMap iso8583() {
        return ISO_8583;
    }

    /** A map that knows nothing: every code is UNKNOWN. */
    public static CodeMap empty() {
        return new CodeMap(Map.of());
    }

    /**
     * This map with some codes changed or added.
     *
     * @throws IllegalArgumentException if a code is not 1 to 32 of A–Z a–z 0–9 . _ - or its kind is one that no bank's code
     *     can mean (NOT_SENT, ACCEPTED); the message names the code
     */
    public CodeMap with(Map<String, Kind> overrides) {
        Map<String, Kind> all = new HashMap<>(kinds);
        overrides.forEach((code, kind) -> {
            if (!CODE.matcher(code).matches()) {
                throw new IllegalArgumentException("codeMap: a code must be 1 to 32 of A–Z a–z 0–9 . _ -");
            }
            if (kind == Kind.NOT_SENT || kind == Kind.ACCEPTED) {
                throw new IllegalArgumentException("codeMap: code " + code + " cannot mean " + kind);
            }
            all.put(code, kind);
        });
        return new CodeMap(all);
    }

    /**
     * From now on this map says what the other one does: for the map of one running channel, whose operator has learned what a
     * code means.
     *
     * @throws IllegalStateException for the defaults, which many channels begin with
     */
    public void become(CodeMap other) {
        if (this == ISO_8583) {
            throw new IllegalStateException("the defaults are not one channel's");
        }
        kinds = other.kinds;
    }

    /** The meaning of the code; UNKNOWN if the map does not hold it. */
    public Kind kindOf(String rawCode) {
        return kinds.getOrDefault(rawCode, Kind.UNKNOWN);
    }

    /** Whether the map holds the code: what it does not hold should be counted and looked at. */
    public boolean holds(String rawCode) {
        return kinds.containsKey(rawCode);
    }

    private static CodeMap isoDefaults() {
        Map<String, AttemptAnswer.Kind> map = new HashMap<>();
        put(map, Kind.APPROVED, "00 08 11 16");
        // Never the same card again, by rule or by meaning.
        put(map, Kind.DECLINED_FINAL, "03 04 07 12 14 15 33 34 35 36 37 38 41 43 46 57 62 78 93 R0 R1 R3");
        // The payer can mend it; another channel cannot.
        put(map, Kind.DECLINED_FINAL, "51 54 55 61 65 75 N7 1A");
        // Refused for a reason that need not hold at another channel.
        put(map, Kind.DECLINED_RETRIABLE, "05 13 30 31 40 58 92 97 99 A0");
        // Issuer or network in trouble: whether it was posted is open.
        put(map, Kind.UNKNOWN, "90 91 96 98");
        // In progress, late, duplicate, partial: the code itself says that the end is not known.
        put(map, Kind.UNKNOWN, "06 09 10 20 22 68 94");
        return new CodeMap(map);
    }

    private static void put(Map<String, Kind> map, Kind kind, String codes) {
        for (String code : codes.split(" ", -1)) {
            map.put(code, kind);
        }
    }
}
