package io.everswitch.node.settings;

import org.jspecify.annotations.Nullable;

/**
 * What became of a command: exactly one is there, or none for a proposal that was rejected.
 *
 * @param change it was made
 * @param proposal it waits for a second person
 * @param refusal nothing was changed
 */
public record SettingsReply(
        @Nullable Change change,
        @Nullable Proposal proposal,
        @Nullable SettingsRefusal refusal) {
    public static SettingsReply of(SettingsRules.Decision decision) {
        SettingsFact fact = decision.fact();
        return new SettingsReply(
                fact instanceof SettingsFact.Changed changed ? changed.change() : null,
                fact instanceof SettingsFact.Proposed proposed ? proposed.proposal() : null,
                decision.refusal());
    }
}
