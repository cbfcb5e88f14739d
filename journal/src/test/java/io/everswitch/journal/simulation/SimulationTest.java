package io.everswitch.journal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** With all rules nothing told is lost or changes; without any one of them something is. */
final class SimulationTest {

    private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);

    private static final int SCHEDULES = 30_000;
    /** Among so many schedules a rule that is off has to be found. */
    private static final int SCHEDULES_TO_FIND = 40_000;

    /** Rules that come from argument: switched off alone, no schedule so far breaks. They are not shown necessary. */
    private static final Map<Rule, String> NOT_FOUND_ALONE = new EnumMap<>(Map.of(
            Rule.ARCHIVE_FROM_STANDING, "spools hold accepted facts only, with JUDGE_FIRST",
            Rule.ABSENCE_IS_PROVEN, "a side that has not noticed the split yet",
            Rule.DOUBT_AT_PRIMARY, "a late append into a partition that came back in part",
            Rule.YES_ENDS_WITH_LOSS, "a pause across a loss and its end",
            Rule.ARCHIVE_AFTER_SPOOL, "a closing fact that only memory held",
            Rule.MERGE_MINDS_AGE, "a split longer than retention"));

    @Test
    void run_allRules_noViolation() {
        Simulation simulation = Simulation.allRules();
        long acknowledged = 0;
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            Simulation.Result result = simulation.run(seed);
            long failed = seed;
            assertNull(result.found(), () -> simulation.shrink(failed).report());
            acknowledged += result.acknowledged();
        }
        assertTrue(
                acknowledged > SCHEDULES, "schedules in which hardly anything is told show nothing: " + acknowledged);
    }

    @TestFactory
    Stream<DynamicTest> run_ruleOff_findsViolation() {
        return Stream.of(Rule.values())
                .filter(rule -> !NOT_FOUND_ALONE.containsKey(rule))
                .map(rule -> DynamicTest.dynamicTest(rule + " off", () -> {
                    Simulation without = Simulation.without(rule);
                    Simulation.Result found = without.firstViolation(1, SCHEDULES_TO_FIND);
                    assertNotNull(found, rule + " is off and nobody notices");
                    LOG.info("{} off: seed {}: {}", rule, found.seed(), found.found());
                    assertNull(Simulation.allRules().run(found.seed()).found(), "the rule is what it takes");
                }));
    }

    @Test
    void run_sameSeed_replaysExactly() {
        Simulation without = Simulation.without(Rule.APPEND_EXTENDS);
        Simulation.Result found = without.firstViolation(1, SCHEDULES_TO_FIND);
        assertNotNull(found);
        Simulation.Result again = Simulation.without(Rule.APPEND_EXTENDS).run(found.seed());
        assertEquals(found, again);
        assertNotEquals(found.trace(), without.run(found.seed() + 1).trace());
    }

    @Test
    void shrink_violation_isShorterAndStillOne() {
        Simulation without = Simulation.without(Rule.JUDGE_FIRST);
        Simulation.Result found = without.firstViolation(1, SCHEDULES_TO_FIND);
        assertNotNull(found);
        Simulation.Result shorter = without.shrink(found.seed());
        LOG.info("shrunk: {}", shorter.report());
        assertNotNull(shorter.found());
        assertTrue(shorter.steps() * 2 < found.steps(), shorter.steps() + " of " + found.steps() + " steps");
    }

    /** The long form; each run looks at other schedules, and the first seed is told. */
    @Test
    @EnabledIfSystemProperty(named = "everswitch.simulation.minutes", matches = "[0-9]+")
    void run_manyMinutes_noViolation() {
        long minutes = Long.getLong("everswitch.simulation.minutes", 1);
        long first = Long.getLong("everswitch.simulation.seed", System.nanoTime());
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
        LOG.info("simulating for {} minutes from seed {}", minutes, first);
        Simulation simulation = Simulation.allRules();
        long seed = first;
        for (; System.nanoTime() < end; seed++) {
            @Nullable String found = simulation.run(seed).found();
            if (found != null) {
                String report = simulation.shrink(seed).report();
                throw new AssertionError(report);
            }
        }
        LOG.info("{} schedules from seed {}, {} a minute", seed - first, first, (seed - first) / minutes);
    }
}
