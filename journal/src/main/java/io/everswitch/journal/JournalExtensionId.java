package io.everswitch.journal;

import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ExtendedActorSystem;

/** How Pekko makes the extension, once for each actor system. */
final class JournalExtensionId extends AbstractExtensionId<JournalExtension> {

    static final JournalExtensionId INSTANCE = new JournalExtensionId();

    @Override
    public JournalExtension createExtension(ExtendedActorSystem system) {
        return new JournalExtension(system);
    }
}
