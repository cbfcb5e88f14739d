package io.everswitch.routing.rule;

/** A rule that cannot be read; the message names the place and what is wanted there. */
public final class RuleException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param at number of the character, from 1 */
    RuleException(int at, String rule) {
        super("at character " + at + ": " + rule);
    }
}
