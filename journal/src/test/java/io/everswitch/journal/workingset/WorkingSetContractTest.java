package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastInstance;
import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.FactStoreContract;
import io.everswitch.journal.store.IndexStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract over two members of one process; each opening is on the other member. */
final class WorkingSetContractTest extends FactStoreContract {

    private static @Nullable TestMembers cluster;
    private static final List<HazelcastInstance> MEMBERS = new ArrayList<>();

    private final String suffix = "-" + Long.toHexString(System.nanoTime());
    private @Nullable WorkingSet open;
    private int openings;

    @BeforeAll
    static void start() {
        TestMembers started = new TestMembers(2);
        cluster = started;
        MEMBERS.add(started.start(0));
        MEMBERS.add(started.start(1));
    }

    @AfterAll
    static void stop() {
        MEMBERS.clear();
        Objects.requireNonNull(cluster).close();
    }

    @Override
    protected FactStore open() {
        WorkingSet opened = Objects.requireNonNull(cluster).over(MEMBERS.get(openings++ % 2), suffix);
        open = opened;
        return opened;
    }

    @Override
    protected IndexStore index() {
        return Objects.requireNonNull(open).index();
    }
}
