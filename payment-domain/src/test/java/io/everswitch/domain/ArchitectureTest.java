package io.everswitch.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The domain is pure: what it knows, it was told. */
class ArchitectureTest {
    private static final JavaClasses DOMAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.everswitch.domain");

    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime");

    private static final Set<String> CHANCE = Set.of(
            "java.util.Random.<init>",
            "java.security.SecureRandom.<init>",
            "java.util.SplittableRandom.<init>",
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.util.concurrent.ThreadLocalRandom.current");

    @Test
    void domain_isFound() {
        assertTrue(DOMAIN.size() > 80, "classes: " + DOMAIN.size());
    }

    @Test
    void domain_dependsOn_jdkAndJspecifyOnly() {
        check(classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.everswitch.domain..", "java..", "org.jspecify.annotations"));
    }

    @Test
    void domain_knowsNoClockAndNoChance() {
        check(noClasses()
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe("reads a clock or rolls dice", call -> {
                    String name = name(call);
                    return CLOCKS.contains(name) || CHANCE.contains(name);
                })));
    }

    @Test
    void domain_startsNoThreadAndTouchesNoFile() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.lang.reflect.."));
        check(noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class));
    }

    @Test
    void packages_haveNoCycles() {
        check(slices().matching("io.everswitch.domain.(*)..").should().beFreeOfCycles());
    }

    private static String name(JavaCall<?> call) {
        return call.getTargetOwner().getName() + "." + call.getName();
    }

    private static void check(ArchRule rule) {
        rule.check(DOMAIN);
    }
}
