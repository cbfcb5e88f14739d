package io.everswitch.routing.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads conditions:
 *
 * <pre>
 *   condition  = and { "or" and }
 *   and        = not { "and" not }
 *   not        = "not" not | "(" condition ")" | comparison | "always"
 *   comparison = ATTRIBUTE ( "=" | "!=" ) VALUE | NUMBER-ATTRIBUTE ( "<" | "<=" | ">" | ">=" ) NUMBER
 *              | ATTRIBUTE [ "not" ] "in" "(" VALUE { "," VALUE } ")"
 * </pre>
 *
 * Single-threaded, one use.
 */
final class ConditionParser {
    /** Deeper ones nobody can read, and each level is one on the stack. */
    private static final int DEPTH_MAX = 20;

    private static final int DIGITS_MAX = 12;

    private final Words words;
    private int depth;

    ConditionParser(Words words) {
        this.words = words;
    }

    Condition read() throws RuleException {
        Condition condition = or();
        if (!words.peek().isEmpty()) {
            throw words.wrong("\"and\", \"or\" or the end is wanted" + words.instead());
        }
        return condition;
    }

    private Condition or() throws RuleException {
        List<Condition> any = new ArrayList<>();
        do {
            any.add(and());
        } while (words.takes("or"));
        return any.size() == 1
                ? any.get(0)
                : (request, nowMs) -> any.stream().anyMatch(each -> each.holds(request, nowMs));
    }

    private Condition and() throws RuleException {
        List<Condition> all = new ArrayList<>();
        do {
            all.add(not());
        } while (words.takes("and"));
        return all.size() == 1
                ? all.get(0)
                : (request, nowMs) -> all.stream().allMatch(each -> each.holds(request, nowMs));
    }

    private Condition not() throws RuleException {
        if (++depth > DEPTH_MAX) {
            throw words.wrong("too many brackets and nots, at most " + DEPTH_MAX + " within each other");
        }
        Condition read;
        if (words.takes("not")) {
            Condition inner = not();
            read = (request, nowMs) -> !inner.holds(request, nowMs);
        } else if (words.takes("(")) {
            read = or();
            words.expect(")");
        } else if (words.takes("always")) {
            read = (request, nowMs) -> true;
        } else {
            read = comparison();
        }
        depth--;
        return read;
    }

    private Condition comparison() throws RuleException {
        Attribute attribute = Attribute.of(words.peek());
        if (attribute == null) {
            throw words.wrong("one of "
                    + String.join(
                            ", ",
                            Arrays.stream(Attribute.values())
                                    .map(Attribute::word)
                                    .toList())
                    + ", not, always or a bracket is wanted" + words.instead());
        }
        words.take();
        if (words.takes("not")) {
            Condition in = in(attribute);
            return (request, nowMs) -> !in.holds(request, nowMs);
        }
        if (words.peek().equals("in")) {
            return in(attribute);
        }
        return compared(attribute);
    }

    private Condition compared(Attribute attribute) throws RuleException {
        String sign = words.peek();
        boolean equality = sign.equals("=") || sign.equals("!=");
        boolean order = List.of("<", "<=", ">", ">=").contains(sign);
        if (!equality && !(order && attribute.isNumber())) {
            throw words.wrong((attribute.isNumber() ? "=, !=, <, <=, >, >=" : "=, !=") + " or in is wanted after "
                    + attribute.word() + words.instead());
        }
        words.take();
        if (!attribute.isNumber()) {
            String value = value();
            boolean same = sign.equals("=");
            return (request, nowMs) -> attribute.text(request).equals(value) == same;
        }
        long value = number();
        return switch (sign) {
            case "=" -> (request, nowMs) -> attribute.number(request, nowMs) == value;
            case "!=" -> (request, nowMs) -> attribute.number(request, nowMs) != value;
            case "<" -> (request, nowMs) -> attribute.number(request, nowMs) < value;
            case "<=" -> (request, nowMs) -> attribute.number(request, nowMs) <= value;
            case ">" -> (request, nowMs) -> attribute.number(request, nowMs) > value;
            default -> (request, nowMs) -> attribute.number(request, nowMs) >= value;
        };
    }

    private Condition in(Attribute attribute) throws RuleException {
        words.expect("in");
        words.expect("(");
        Set<String> texts = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        do {
            if (attribute.isNumber()) {
                numbers.add(number());
            } else {
                texts.add(value());
            }
        } while (words.takes(","));
        words.expect(")");
        return attribute.isNumber()
                ? (request, nowMs) -> numbers.contains(attribute.number(request, nowMs))
                : (request, nowMs) -> texts.contains(attribute.text(request));
    }

    private String value() throws RuleException {
        if (!words.peek().matches("[A-Za-z0-9._:-]+")) {
            throw words.wrong("a word is wanted" + words.instead());
        }
        return words.take();
    }

    private long number() throws RuleException {
        if (!words.peek().matches("[0-9]{1," + DIGITS_MAX + "}")) {
            throw words.wrong("a number of at most " + DIGITS_MAX + " digits is wanted" + words.instead());
        }
        return Long.parseLong(words.take());
    }
}
