package io.everswitch.node.settings;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.node.settings.SettingsRefusal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsRulesTest {
    private static final SettingsCheck ANY = (values, changed) -> List.of();
    private static final String WEIGHT = "channels/jade/weight";

    private Instant now = Instant.ofEpochMilli(1_800_000_000_000L);
    private SettingsDocument document = SettingsDocument.EMPTY;

    private static SettingsCommand.Apply set(String path, String value) {
        return new SettingsCommand.Apply("li", "because", null, -1, false, Map.of(path, value));
    }

    private SettingsCommand.Apply setFor(Duration time, String path, String value) {
        return new SettingsCommand.Apply("li", "because", now.plus(time), -1, false, Map.of(path, value));
    }

    private SettingsFact done(SettingsCommand command) {
        SettingsRules.Decision decision = SettingsRules.decide(document, command, ANY, now);
        assertNull(decision.refusal());
        SettingsFact fact = requireNonNull(decision.fact());
        document = document.apply(fact);
        return fact;
    }

    private Kind refused(SettingsCommand command) {
        SettingsRules.Decision decision = SettingsRules.decide(document, command, ANY, now);
        assertNull(decision.fact());
        return requireNonNull(decision.refusal()).kind();
    }

    private @Nullable String weight() {
        return document.values(now).get(WEIGHT);
    }

    @Test
    void apply_newValue_standsAndIsTold() {
        SettingsFact.Changed fact = (SettingsFact.Changed) done(set(WEIGHT, "40"));
        assertEquals("40", weight());
        assertEquals(1, document.version());
        Change.Entry entry = fact.change().entries().get(0);
        assertNull(entry.valueBefore());
        assertEquals("40", entry.valueAfter());
    }

    @Test
    void apply_null_isAsTheCatalogHasIt() {
        done(set(WEIGHT, "40"));
        done(set(WEIGHT, "null"));
        assertNull(weight());
        assertEquals(0, document.size());
    }

    @Test
    void apply_whatStandsAlready_isRefused() {
        done(set(WEIGHT, "40"));
        assertEquals(Kind.NOTHING_CHANGES, refused(set(WEIGHT, "40")));
        assertEquals(Kind.NOTHING_CHANGES, refused(set("channels/jade/enabled", "null")));
    }

    @Test
    void apply_otherVersionExpected_isRefused() {
        done(set(WEIGHT, "40"));
        SettingsCommand.Apply late = new SettingsCommand.Apply("li", "because", null, 0, false, Map.of(WEIGHT, "50"));
        assertEquals(Kind.VERSION, refused(late));
    }

    @Test
    void apply_withAnEnd_endsByItselfAndWhatWasBeneathStandsAgain() {
        done(set(WEIGHT, "40"));
        done(setFor(Duration.ofMinutes(10), WEIGHT, "5"));
        assertEquals("5", weight());
        assertEquals(now.plus(Duration.ofMinutes(10)), document.nextEnd(now));
        now = now.plus(Duration.ofMinutes(10));
        assertEquals("40", weight());
        assertNull(document.nextEnd(now));
    }

    @Test
    void apply_lastingOverOneWithAnEnd_staysAfterThatEnd() {
        done(setFor(Duration.ofMinutes(10), WEIGHT, "5"));
        done(set(WEIGHT, "7"));
        now = now.plus(Duration.ofMinutes(11));
        assertEquals("7", weight());
    }

    @Test
    void apply_tooManyWithAnEndOnOnePath_isRefused() {
        for (int i = 0; i < SettingsRules.DEPTH_MAX; i++) {
            done(setFor(Duration.ofMinutes(10), WEIGHT, Integer.toString(i)));
        }
        assertEquals(Kind.TOO_MANY, refused(setFor(Duration.ofMinutes(10), WEIGHT, "9")));
        now = now.plus(Duration.ofMinutes(10));
        done(setFor(Duration.ofMinutes(10), WEIGHT, "9"));
    }

    @Test
    void apply_moreBytesThanAMessageCarries_isRefused() {
        assertEquals(Kind.TOO_MANY, refused(set("routing/rules", "x".repeat(SettingsRules.CHANGE_BYTES_MAX))));
    }

    @Test
    void apply_badValue_namesThePathAndChangesNothing() {
        SettingsCheck check = (values, changed) -> {
            assertEquals(Map.of(WEIGHT, "-1"), values);
            return List.of(new SettingsRefusal.Complaint(changed.iterator().next(), "must not be negative"));
        };
        SettingsRules.Decision decision = SettingsRules.decide(document, set(WEIGHT, "-1"), check, now);
        SettingsRefusal refusal = requireNonNull(decision.refusal());
        assertEquals(Kind.INVALID, refusal.kind());
        assertEquals(List.of(new SettingsRefusal.Complaint(WEIGHT, "must not be negative")), refusal.complaints());
    }

    @Test
    void undo_bringsBackWhatStood() {
        done(set(WEIGHT, "40"));
        done(set(WEIGHT, "50"));
        done(new SettingsCommand.Undo("wang", "worse", 2));
        assertEquals("40", weight());
        assertEquals(3, document.version());
        done(new SettingsCommand.Undo("wang", "no, better", 3));
        assertEquals("50", weight());
    }

    @Test
    void undo_ofOneWithAnEnd_takesItOff() {
        done(set(WEIGHT, "40"));
        done(setFor(Duration.ofMinutes(10), WEIGHT, "5"));
        done(new SettingsCommand.Undo("wang", "well again", 2));
        assertEquals("40", weight());
        assertNull(document.nextEnd(now));
    }

    @Test
    void undo_whatLayBeneathHasEndedSince_doesNotComeBack() {
        done(setFor(Duration.ofMinutes(10), WEIGHT, "5"));
        done(set(WEIGHT, "40"));
        now = now.plus(Duration.ofMinutes(11));
        done(new SettingsCommand.Undo("wang", "no", 2));
        assertNull(weight());
    }

    @Test
    void undo_changedSince_isRefused() {
        done(set(WEIGHT, "40"));
        done(set(WEIGHT, "50"));
        assertEquals(Kind.CHANGED_SINCE, refused(new SettingsCommand.Undo("wang", "no", 1)));
        assertEquals(Kind.NOT_FOUND, refused(new SettingsCommand.Undo("wang", "no", 9)));
    }

    @Test
    void undo_alreadyEnded_isRefused() {
        done(setFor(Duration.ofMinutes(10), WEIGHT, "5"));
        now = now.plus(Duration.ofMinutes(10));
        assertEquals(Kind.NOTHING_CHANGES, refused(new SettingsCommand.Undo("wang", "no", 1)));
    }

    @Test
    void proposal_needsAnotherPerson() {
        SettingsCommand.Apply large = new SettingsCommand.Apply("li", "because", null, -1, true, Map.of(WEIGHT, "0"));
        done(large);
        assertNull(weight());
        assertEquals(Kind.SAME_PERSON, refused(new SettingsCommand.Answer("li", "yes", 1, true)));
        SettingsFact.Changed made = (SettingsFact.Changed) done(new SettingsCommand.Answer("wang", "yes", 1, true));
        assertEquals("0", weight());
        assertEquals("wang", made.change().approvedBy());
        assertEquals(List.of(), document.proposals(now));
        assertEquals(Kind.NOT_FOUND, refused(new SettingsCommand.Answer("wang", "yes", 1, true)));
    }

    @Test
    void proposal_rejectedOrTooOld_isGone() {
        SettingsCommand.Apply large = new SettingsCommand.Apply("li", "because", null, -1, true, Map.of(WEIGHT, "0"));
        done(large);
        done(new SettingsCommand.Answer("wang", "not now", 1, false));
        assertEquals(Kind.NOT_FOUND, refused(new SettingsCommand.Answer("wang", "yes", 1, true)));
        done(large);
        now = now.plus(SettingsRules.PROPOSAL_MAX);
        assertEquals(Kind.NOT_FOUND, refused(new SettingsCommand.Answer("wang", "yes", 2, true)));
    }

    @Test
    void pages_ofAnyDocument_makeTheWhole() {
        long seed = System.nanoTime();
        System.out.println("pages seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String path = "channels/c" + random.nextInt(100) + "/code_overrides";
            done(
                    random.nextBoolean()
                            ? set(path, "x".repeat(random.nextInt(4_000)) + i)
                            : setFor(
                                    Duration.ofMinutes(1 + random.nextInt(5)),
                                    path,
                                    "y".repeat(random.nextInt(4_000)) + i));
            now = now.plusSeconds(20);
        }
        TreeMap<String, List<Layer>> whole = new TreeMap<>();
        List<String> starts = new ArrayList<>();
        String after = "";
        do {
            SettingsPage page = SettingsEntity.page(document, after);
            assertEquals(document.version(), page.version());
            whole.putAll(page.layers());
            starts.add(after);
            after = page.next();
        } while (!after.isEmpty());
        assertEquals(document.layers(), whole);
        assertTrue(starts.size() > 1, "more than one page");
    }
}
