package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.everswitch.journal.JournalUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two maps. Making them adds their indexes, which split-brain protection refuses while there are too few members; so a
 * node that is the first of its cluster makes them later. {@link #open} blocks, the rest does not.
 */
final class Maps {

    private static final Logger LOG = LoggerFactory.getLogger(Maps.class);

    private final HazelcastInstance member;
    private final String suffix;
    private volatile @Nullable IMap<String, History> histories;
    private volatile @Nullable IMap<String, Standing> index;

    Maps(HazelcastInstance member, String suffix) {
        this.member = member;
        this.suffix = suffix;
    }

    /** Tries once, if they are not there yet. */
    synchronized void open() {
        if (ready()) {
            return;
        }
        try {
            histories = member.getMap(HazelcastConfigs.HISTORIES + suffix);
            index = member.getMap(HazelcastConfigs.INDEX + suffix);
        } catch (RuntimeException e) {
            LOG.debug("the working set's maps cannot be made yet: {}", e.toString());
        }
    }

    boolean ready() {
        return index != null;
    }

    IMap<String, History> histories() {
        return there(histories);
    }

    IMap<String, Standing> index() {
        return there(index);
    }

    private static <V> IMap<String, V> there(@Nullable IMap<String, V> map) {
        if (map == null) {
            throw new JournalUnavailable("the working set's maps are not there yet");
        }
        return map;
    }
}
