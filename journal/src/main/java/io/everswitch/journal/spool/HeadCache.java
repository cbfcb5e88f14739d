package io.everswitch.journal.spool;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The heads used last, so that an append to an id that is at work needs no read. Bounded; the writer's thread alone uses it. */
final class HeadCache {

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Head> heads;

    HeadCache(int max) {
        heads = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Head> eldest) {
                return size() > max;
            }
        };
    }

    @Nullable
    Head get(String persistenceId) {
        return heads.get(persistenceId);
    }

    void put(String persistenceId, Head head) {
        heads.put(persistenceId, head);
    }
}
