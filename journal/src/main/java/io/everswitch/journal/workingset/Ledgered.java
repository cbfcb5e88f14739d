package io.everswitch.journal.workingset;

import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import org.jspecify.annotations.Nullable;

/** A map's value that may be a partition's {@link Ledger} instead of what the map is for. */
interface Ledgered extends IdentifiedDataSerializable {

    /** Null for what the map is for. */
    @Nullable
    Ledger ledger();
}
