package io.everswitch.channel.catalog;

import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelProfile;
import java.time.Duration;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and notations of the catalog. Each throws an IllegalArgumentException whose message is the rule. */
public final class Words {
    static final Set<String> BRANDS = Set.of("visa", "mastercard", "unionpay", "jcb", "amex", "other");

    /** Neither NOT_SENT nor ACCEPTED: a code is something that the bank said, and it is final. */
    private static final Map<String, AttemptAnswer.Kind> KINDS = new TreeMap<>(Map.of(
            "approved", AttemptAnswer.Kind.APPROVED,
            "declined_final", AttemptAnswer.Kind.DECLINED_FINAL,
            "declined_retriable", AttemptAnswer.Kind.DECLINED_RETRIABLE,
            "unknown", AttemptAnswer.Kind.UNKNOWN));

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");
    private static final Duration STEP_MIN = Duration.ofMillis(100);
    private static final Duration STEP_MAX = Duration.ofHours(24);

    private Words() {}

    static MeansKind method(String word) {
        return oneOf(word, MeansKind.values(), MeansKind::code);
    }

    static ChannelProfile.Resolution resolution(String word) {
        return oneOf(
                word, ChannelProfile.Resolution.values(), value -> value.name().toLowerCase(Locale.ROOT));
    }

    public static <T> T oneOf(String word, T[] values, Function<T, String> code) {
        StringBuilder known = new StringBuilder();
        for (T value : values) {
            if (code.apply(value).equals(word)) {
                return value;
            }
            known.append(known.isEmpty() ? "" : ", ").append(code.apply(value));
        }
        throw new IllegalArgumentException("must be one of " + known);
    }

    static String brand(String word) {
        if (!BRANDS.contains(word)) {
            throw new IllegalArgumentException("must be of visa, mastercard, unionpay, jcb, amex, other");
        }
        return word;
    }

    static String currency(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must hold ISO 4217 codes in upper case", e);
        }
    }

    static AttemptAnswer.Kind kind(String word) {
        AttemptAnswer.Kind kind = KINDS.get(word);
        if (kind == null) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", KINDS.keySet()));
        }
        return kind;
    }

    static Duration step(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must hold durations such as 500ms, 2s, 5m, 1h");
        }
        long count = Long.parseLong(matcher.group(1));
        Duration step = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
        if (step.compareTo(STEP_MIN) < 0 || step.compareTo(STEP_MAX) > 0) {
            throw new IllegalArgumentException("must hold durations of 100ms … 24h");
        }
        return step;
    }

    public static Function<String, String> matching(String pattern, String rule) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> {
            if (!compiled.matcher(text).matches()) {
                throw new IllegalArgumentException("must be " + rule);
            }
            return text;
        };
    }
}
