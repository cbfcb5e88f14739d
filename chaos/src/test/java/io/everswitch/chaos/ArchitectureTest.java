package io.everswitch.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom: the walls of the house (docs/ARCHITECTURE.md §1). */
@AnalyzeClasses(packages = "io.everswitch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule modules_dependOnlyOnWhatTheyMay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("domain")
            .definedBy("io.everswitch.domain..")
            .layer("routing")
            .definedBy("io.everswitch.routing..")
            .layer("channel")
            .definedBy("io.everswitch.channel..")
            .layer("cashier")
            .definedBy("io.everswitch.cashier..")
            .layer("journal")
            .definedBy("io.everswitch.journal..")
            .layer("node")
            .definedBy("io.everswitch.node..")
            .layer("chaos")
            .definedBy("io.everswitch.chaos..")
            .whereLayer("domain")
            .mayNotAccessAnyLayer()
            .whereLayer("journal")
            .mayNotAccessAnyLayer()
            .whereLayer("routing")
            .mayOnlyAccessLayers("domain")
            .whereLayer("channel")
            .mayOnlyAccessLayers("domain")
            .whereLayer("cashier")
            .mayOnlyAccessLayers("domain")
            .whereLayer("node")
            .mayOnlyAccessLayers("domain", "routing", "channel", "cashier", "journal")
            .whereLayer("chaos")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule domainAndRouting_knowNoFramework = noClasses()
            .that()
            .resideInAnyPackage("io.everswitch.domain..", "io.everswitch.routing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.pekko..",
                    "io.netty..",
                    "com.hazelcast..",
                    "com.datastax..",
                    "com.fasterxml..",
                    "org.rocksdb..");

    @ArchTest
    static final ArchRule pekko_isKnownToJournalNodeAndTheirBenchOnly = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.everswitch.journal..", "io.everswitch.node..", "io.everswitch.chaos.bench.journal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko..");

    @ArchTest
    static final ArchRule prometheus_isKnownToOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.everswitch.node.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.prometheus..");

    /** The simulated banks are written from the protocol page alone: a shared codec would hide a shared mistake. */
    @ArchTest
    static final ArchRule bankSimulator_sharesNoCodecWithTheAdapters = noClasses()
            .that()
            .resideInAPackage("io.everswitch.chaos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.everswitch.channel.iso8583..",
                    "io.everswitch.channel.httpjson..",
                    "io.everswitch.channel.support..");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("io.everswitch.(*).(*)..").should().beFreeOfCycles();
}
