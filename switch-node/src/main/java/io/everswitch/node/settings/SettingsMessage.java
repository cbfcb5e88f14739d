package io.everswitch.node.settings;

import org.apache.pekko.actor.typed.ActorRef;

/** What the settings' actor is told. */
sealed interface SettingsMessage {
    /** A command; answered once it is durable. */
    record Do(SettingsCommand command, ActorRef<SettingsReply> replyTo) implements SettingsMessage {}

    /**
     * A page of what stands, for a mirror. Whoever asked in the last seconds is told of changes without asking.
     *
     * @param known the version that the mirror has; −1: none
     * @param after the last path of the page before; empty: from the beginning
     */
    record Read(long known, String after, ActorRef<SettingsPage> replyTo) implements SettingsMessage {}

    /**
     * A page of the audit, newest first.
     *
     * @param before only changes with a smaller number
     * @param limit 1 to {@value SettingsEntity#HISTORY_MAX}
     */
    record Tell(long before, int limit, ActorRef<SettingsHistory> replyTo) implements SettingsMessage {}
}
