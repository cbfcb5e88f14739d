package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Spools that ever belonged to the cluster, and those of them that an operator gave up. */
record Known(Set<String> names, Set<String> givenUp) {

    static final Known NOTHING = new Known(Set.of(), Set.of());

    Known {
        names = Set.copyOf(names);
        givenUp = Set.copyOf(givenUp);
    }

    Known and(Known other) {
        Set<String> allNames = new TreeSet<>(names);
        allNames.addAll(other.names);
        Set<String> allGivenUp = new TreeSet<>(givenUp);
        allGivenUp.addAll(other.givenUp);
        return new Known(allNames, allGivenUp);
    }

    void write(ObjectDataOutput out) throws IOException {
        Wire.writeTexts(out, names);
        Wire.writeTexts(out, givenUp);
    }

    static Known read(ObjectDataInput in) throws IOException {
        return new Known(Wire.readTexts(in), Wire.readTexts(in));
    }
}
