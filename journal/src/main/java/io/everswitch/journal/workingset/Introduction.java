package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tells another member which spools there are, and learns what it knows. It answers once that is on its disk: before then
 * the newcomer acknowledges nothing, or after a loss nobody would wait for it. Runs on one of Hazelcast's threads for tasks,
 * which may wait. Its own answer.
 */
final class Introduction implements Callable<Introduction>, IdentifiedDataSerializable, HazelcastInstanceAware {

    static final String CONTEXT = "everswitch-introduced";

    /** What a member does with an introduction. */
    interface Introduced {
        /** Null: not now, because what is in this member's memory is to be voided first. */
        @Nullable
        Known meet(Known known) throws Exception;
    }

    private Known known = Known.NOTHING;
    private boolean heard;
    private transient @Nullable HazelcastInstance member;

    Introduction() {}

    Introduction(Known known, boolean heard) {
        this.known = known;
        this.heard = heard;
    }

    @Override
    public Introduction call() throws Exception {
        HazelcastInstance here = member;
        Object introduced = here == null ? null : here.getUserContext().get(CONTEXT);
        Known answer = introduced instanceof Introduced there ? there.meet(known) : null;
        return answer == null ? new Introduction(Known.NOTHING, false) : new Introduction(answer, true);
    }

    Known known() {
        return known;
    }

    /** False: that member has just started and remembers nothing yet, or has to void its memory first. */
    boolean heard() {
        return heard;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        member = instance;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        known.write(out);
        out.writeBoolean(heard);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        known = Known.read(in);
        heard = in.readBoolean();
    }

    @Override
    public int getFactoryId() {
        return Wire.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return Wire.INTRODUCTION;
    }
}
