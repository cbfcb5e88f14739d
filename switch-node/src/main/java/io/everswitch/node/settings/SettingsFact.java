package io.everswitch.node.settings;

/** What the journal keeps of the settings. */
public sealed interface SettingsFact {
    /** @param proposal the number of the proposal that was approved with it; 0: there was none */
    record Changed(Change change, long proposal) implements SettingsFact {}

    record Proposed(Proposal proposal) implements SettingsFact {}

    /** A second person refused it. */
    record Rejected(long proposal, String author, String reason) implements SettingsFact {}
}
