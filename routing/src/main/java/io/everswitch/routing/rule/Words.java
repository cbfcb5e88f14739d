package io.everswitch.routing.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a rule's text, one after another. Single-threaded, one use. */
final class Words {
    /** Names and numbers; comparisons; brackets and commas. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:-]+|<=|>=|!=|[=<>(),]");

    private final String text;
    private int at;
    private String word = "";
    private int wordAt;

    Words(String text) throws RuleException {
        this.text = text;
        next();
    }

    /** The word that is next; empty at the end. */
    String peek() {
        return word;
    }

    /** Where it begins, from 1. */
    int place() {
        return wordAt + 1;
    }

    /** Takes it. */
    String take() throws RuleException {
        String taken = word;
        next();
        return taken;
    }

    /** Takes it if it is this one. */
    boolean takes(String wanted) throws RuleException {
        if (!word.equals(wanted)) {
            return false;
        }
        next();
        return true;
    }

    void expect(String wanted) throws RuleException {
        if (!takes(wanted)) {
            throw wrong("\"" + wanted + "\" is wanted" + instead());
        }
    }

    RuleException wrong(String rule) {
        return new RuleException(place(), rule);
    }

    /** What stands there, for the message. */
    String instead() {
        return word.isEmpty() ? ", and the text ends" : ", not \"" + word + "\"";
    }

    private void next() throws RuleException {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        wordAt = at;
        if (at == text.length()) {
            word = "";
            return;
        }
        Matcher matcher = WORD.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new RuleException(at + 1, "a word, a number, a comparison or a bracket is wanted");
        }
        word = matcher.group();
        at = matcher.end();
    }
}
