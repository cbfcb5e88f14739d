package io.everswitch.node.settings;

import java.util.List;

/**
 * A page of the audit.
 *
 * @param version of the document
 * @param changes newest first
 * @param proposals that wait for a second person, oldest first
 */
public record SettingsHistory(long version, List<Change> changes, List<Proposal> proposals) {}
