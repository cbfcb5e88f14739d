package io.everswitch.chaos.drill;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One exercise: load, faults, and a judgement by the invariants. */
public interface Drill {
    String name();

    /** One line: what is done to the switch, and what must hold. */
    String purpose();

    /** @param say tells people how it goes */
    Report run(DrillField field, long seed, Consumer<String> say) throws IOException, InterruptedException;

    /**
     * What a drill came to.
     *
     * @param held whether every invariant held
     * @param figures for JSON
     */
    record Report(boolean held, Map<String, Object> figures) {}

    /** All drills of this version. */
    static List<Drill> all() {
        return List.of(new KillRestartDrill(), new BanksMisbehaveDrill());
    }
}
