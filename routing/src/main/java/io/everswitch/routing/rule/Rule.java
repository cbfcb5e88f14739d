package io.everswitch.routing.rule;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteRequest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One rule: for which payments, and which channels of those that may be used are left. Immutable.
 *
 * <p>A rule never leaves a payment without a channel that had one: if nothing would be left, it is passed over; only one that says
 * {@code strictly} holds in any case.
 */
public final class Rule {
    /** Of a condition and of what follows from it. */
    public static final int CHARS_MAX = 2_048;

    private static final int TARGETS_MAX = 100;

    /** What a rule does. */
    private enum Effect {
        ONLY,
        AVOID,
        PREFER
    }

    private final String name;
    private final int order;
    private final Condition when;
    private final Effect effect;
    private final boolean strictly;
    private final Set<ChannelId> channels = new HashSet<>();
    private final Set<BankId> banks = new HashSet<>();

    private Rule(String name, int order, String when, String then) throws RuleException {
        this.name = name;
        this.order = order;
        this.when = new ConditionParser(new Words(bounded(when))).read();
        Words words = new Words(bounded(then));
        this.effect = effect(words);
        do {
            target(words);
        } while (words.takes(","));
        this.strictly = effect == Effect.ONLY && words.takes("strictly");
        if (!words.peek().isEmpty()) {
            throw words.wrong("a comma, " + (effect == Effect.ONLY ? "\"strictly\" " : "") + "or the end is wanted"
                    + words.instead());
        }
    }

    /**
     * Reads one.
     *
     * @param order rules are asked in the order of this number, then of their names
     * @param when as {@code method = card and amount > 100000}
     * @param then {@code only}, {@code avoid} or {@code prefer}, then channels' ids or {@code bank:ID}, with commas; after
     *     {@code only} it may end with {@code strictly}
     */
    public static Rule of(String name, int order, String when, String then) throws RuleException {
        return new Rule(name, order, when, then);
    }

    private static String bounded(String text) throws RuleException {
        if (text.length() > CHARS_MAX) {
            throw new RuleException(CHARS_MAX + 1, "a rule has at most " + CHARS_MAX + " characters");
        }
        return text;
    }

    private static Effect effect(Words words) throws RuleException {
        for (Effect effect : Effect.values()) {
            if (words.takes(effect.name().toLowerCase(Locale.ROOT))) {
                return effect;
            }
        }
        throw words.wrong("only, avoid or prefer is wanted" + words.instead());
    }

    private void target(Words words) throws RuleException {
        if (!words.peek().matches("[A-Za-z0-9._:-]{1,69}") || channels.size() + banks.size() == TARGETS_MAX) {
            throw words.wrong("a channel's id or bank:ID is wanted, at most " + TARGETS_MAX + words.instead());
        }
        String target = words.take();
        if (target.startsWith("bank:")) {
            banks.add(new BankId(target.substring("bank:".length())));
        } else {
            channels.add(new ChannelId(target));
        }
    }

    public String name() {
        return name;
    }

    public int order() {
        return order;
    }

    /** All channels that it names: for who checks that there are such. */
    public Set<ChannelId> channels() {
        return Set.copyOf(channels);
    }

    /** All banks that it names. */
    public Set<BankId> banks() {
        return Set.copyOf(banks);
    }

    /** Whether it is about this payment. */
    public boolean holds(RouteRequest request, long nowMs) {
        return when.holds(request, nowMs);
    }

    /** Whether it leaves a channel. */
    public boolean leaves(ChannelId channel, BankId bank) {
        boolean named = channels.contains(channel) || banks.contains(bank);
        return effect == Effect.AVOID ? !named : named;
    }

    /** Whether it holds also where it leaves nothing. */
    public boolean strictly() {
        return strictly;
    }

    /** Whether those that it leaves only come first, as long as one of them is well. */
    public boolean isPreference() {
        return effect == Effect.PREFER;
    }

    @Override
    public String toString() {
        return "Rule[" + name + "]";
    }
}
