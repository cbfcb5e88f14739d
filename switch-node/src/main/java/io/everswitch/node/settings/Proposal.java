package io.everswitch.node.settings;

import java.time.Instant;

/**
 * A change that waits for a second person.
 *
 * @param number of its own kind, 1, 2, 3, …
 * @param endsAt nobody may approve it any more from then on
 */
public record Proposal(long number, Instant at, Instant endsAt, SettingsCommand.Apply change) {}
