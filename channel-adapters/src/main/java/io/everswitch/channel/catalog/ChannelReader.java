package io.everswitch.channel.catalog;

import io.everswitch.channel.FamilyInput;
import io.everswitch.channel.Protocol;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelProfile;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one channel, its profiles applied. Single-threaded, one use. */
final class ChannelReader {
    /** Beside the sections of the families. */
    static final Set<String> PROFILE_KEYS = Set.of(
            "bank",
            "protocol",
            "methods",
            "brands",
            "currencies",
            "amount_min",
            "amount_max",
            "weight",
            "fee_fixed_minor",
            "fee_basis_points",
            "connect_timeout_ms",
            "response_timeout_ms",
            "send_window_ms",
            "callback_timeout_ms",
            "resolution",
            "query_ladder",
            "in_flight_max",
            "per_second_max",
            "code_overrides",
            "enabled",
            "real_bank");

    static final Set<String> CHANNEL_KEYS = with(PROFILE_KEYS, "id", "profile");

    /** Six tries in the first minute, then every five minutes: quick for the payer, bearable for a bank that is down. */
    private static final List<Duration> LADDER = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(300));

    private static final int LADDER_STEPS_MAX = 32;

    private final Section section;
    private final Set<BankId> banks;

    /** No bank takes more of one house; a mistyped rate is told. */
    private static final int PER_SECOND_MAX = 100_000;

    ChannelReader(Section section, Set<BankId> banks) {
        this.section = section;
        this.banks = banks;
    }

    /** The channel, or null if it has too little to be one; whatever is wrong is then among the errors. */
    @Nullable
    ChannelEntry read() {
        ChannelId id = section.parsed("id", null, ChannelReader::channelId);
        BankId bank = section.parsed("bank", null, BankId::new);
        if (bank != null && !banks.contains(bank)) {
            section.error("bank", "names a bank that the catalog does not have: " + bank);
        }
        Protocol protocol =
                section.parsed("protocol", null, word -> Words.oneOf(word, Protocol.values(), Protocol::code));
        List<MeansKind> methods = section.list("methods", false, Words::method);
        List<String> brands = section.list("brands", true, Words::brand);
        List<String> currencies = section.list("currencies", false, Words::currency);
        if (!brands.isEmpty() && !methods.contains(MeansKind.CARD)) {
            section.error("brands", "must be absent where methods has no card");
        }
        long amountMin = section.number("amount_min", new Range(1, Money.MINOR_MAX), 1L);
        long amountMax = section.number("amount_max", new Range(1, Money.MINOR_MAX), Money.MINOR_MAX);
        if (amountMin > amountMax) {
            section.error("amount_max", "must not be below amount_min");
        }
        boolean realBank = section.flag("real_bank", true);
        int weight = section.integer("weight", new Range(0, 1000), 100L);
        long feeFixedMinor = section.number("fee_fixed_minor", new Range(0, 1_000_000), 0L);
        int feeBasisPoints = section.integer("fee_basis_points", new Range(0, 10_000), 0L);
        int connectTimeoutMs = section.integer("connect_timeout_ms", new Range(50, 30_000), 2_000L);
        int responseTimeoutMs = section.integer("response_timeout_ms", new Range(100, 60_000), 10_000L);
        int sendWindowMs = section.integer("send_window_ms", new Range(1_000, 30_000), 3_000L);
        int callbackTimeoutMs = section.integer("callback_timeout_ms", new Range(1_000, 3_600_000), 30_000L);
        int inFlightMax = section.integer("in_flight_max", new Range(1, 10_000), 256L);
        int perSecondMax = section.integer("per_second_max", new Range(0, PER_SECOND_MAX), 0L);
        boolean enabled = section.flag("enabled", true);
        ChannelProfile.Resolution resolution = resolution(protocol);
        List<Duration> ladder = ladder();
        Map<String, AttemptAnswer.Kind> overrides = overrides();
        List<Record> sections = protocol == null
                ? List.of()
                : Families.read(
                        protocol,
                        new FamilyInput(section, id == null ? "id" : id.value(), realBank, methods, overrides));
        if (id == null || bank == null || protocol == null) {
            return null;
        }
        return new ChannelEntry(
                id,
                bank,
                protocol,
                Set.copyOf(methods),
                Set.copyOf(brands),
                Set.copyOf(currencies),
                amountMin,
                amountMax,
                weight,
                feeFixedMinor,
                feeBasisPoints,
                connectTimeoutMs,
                responseTimeoutMs,
                sendWindowMs,
                callbackTimeoutMs,
                resolution,
                ladder,
                inFlightMax,
                perSecondMax,
                overrides,
                enabled,
                realBank,
                sections);
    }

    /** The id stands in paths, file names and metrics, so it begins with a letter or digit. */
    private static ChannelId channelId(String text) {
        ChannelId id = new ChannelId(text);
        if (!Character.isLetterOrDigit(text.charAt(0))) {
            throw new IllegalArgumentException("must begin with a letter or a digit");
        }
        return id;
    }

    private ChannelProfile.Resolution resolution(@Nullable Protocol protocol) {
        boolean asks = protocol == null || protocol.family().answersQueries();
        String fallback = asks ? "query" : "reverse";
        ChannelProfile.Resolution resolution = section.parsed("resolution", fallback, Words::resolution);
        if (protocol != null && !asks && resolution == ChannelProfile.Resolution.QUERY) {
            section.error("resolution", "must be reverse with protocol " + protocol.code() + ", which has no query");
        }
        return resolution == null ? ChannelProfile.Resolution.REVERSE : resolution;
    }

    private List<Duration> ladder() {
        if (!section.has("query_ladder")) {
            return LADDER;
        }
        List<Duration> ladder = section.ordered("query_ladder", Words::step);
        if (ladder.size() > LADDER_STEPS_MAX) {
            section.error("query_ladder", "must have at most " + LADDER_STEPS_MAX + " steps");
        }
        for (int i = 1; i < ladder.size(); i++) {
            if (ladder.get(i).compareTo(ladder.get(i - 1)) < 0) {
                section.error("query_ladder", "must not become shorter again");
                break;
            }
        }
        return ladder.isEmpty() ? LADDER : ladder;
    }

    private Map<String, AttemptAnswer.Kind> overrides() {
        Section codes = section.child("code_overrides");
        if (codes == null) {
            return Map.of();
        }
        Map<String, AttemptAnswer.Kind> overrides = new LinkedHashMap<>();
        codes.texts().forEach((code, word) -> {
            if (!code.matches("[A-Za-z0-9_]{2,32}")) {
                codes.error(code, "must be a code of 2 to 32 letters, digits and _");
            }
            AttemptAnswer.Kind kind = codes.parsed(code, null, Words::kind);
            if (kind != null) {
                overrides.put(code, kind);
            }
        });
        return overrides;
    }

    private static Set<String> with(Set<String> keys, String... more) {
        Set<String> all = new HashSet<>(keys);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
