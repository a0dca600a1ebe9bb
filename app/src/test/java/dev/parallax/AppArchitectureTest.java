package dev.parallax;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.random.RandomGenerator;

/// Within the app a package uses only those that ARCHITECTURE draws above it.
@AnalyzeClasses(packages = "dev.parallax", importOptions = ImportOption.DoNotIncludeTests.class)
class AppArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_USE_ONLY_THOSE_ABOVE = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("client")
            .definedBy("dev.parallax.client..")
            .layer("storage")
            .definedBy("dev.parallax.storage..")
            .layer("network")
            .definedBy("dev.parallax.network..")
            .layer("recording")
            .definedBy("dev.parallax.recording..")
            .layer("oracle")
            .definedBy("dev.parallax.oracle..")
            .layer("fleet")
            .definedBy("dev.parallax.fleet..")
            .layer("scenario")
            .definedBy("dev.parallax.scenario..")
            .layer("bundle")
            .definedBy("dev.parallax.bundle..")
            .layer("simulation")
            .definedBy("dev.parallax.simulation..")
            .layer("ui")
            .definedBy("dev.parallax.ui..")
            .layer("cli")
            .definedBy("dev.parallax.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ui")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("simulation")
            .mayOnlyBeAccessedByLayers("ui", "cli")
            .whereLayer("bundle")
            .mayOnlyBeAccessedByLayers("ui", "cli")
            .whereLayer("scenario")
            .mayOnlyBeAccessedByLayers("bundle", "ui", "cli")
            .whereLayer("fleet")
            .mayOnlyBeAccessedByLayers("scenario", "bundle", "simulation", "ui", "cli")
            .whereLayer("oracle")
            .mayOnlyBeAccessedByLayers("fleet", "scenario", "ui", "cli")
            .whereLayer("recording")
            .mayOnlyBeAccessedByLayers("oracle", "fleet", "scenario", "bundle", "ui", "cli")
            .whereLayer("storage")
            .mayOnlyBeAccessedByLayers("fleet", "scenario", "ui", "cli")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("recording", "oracle", "fleet", "scenario", "bundle", "simulation", "ui", "cli")
            .because("a reader who knows the picture knows where to look");

    @ArchTest
    static final ArchRule ONLY_THE_WINDOW_KNOWS_JAVAFX = noClasses()
            .that()
            .resideInAnyPackage(
                    "..bundle..",
                    "..client..",
                    "..storage..",
                    "..network..",
                    "..simulation..",
                    "..fleet..",
                    "dev.parallax.scenario..",
                    "..oracle..",
                    "..recording..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "dev.parallax.ui..")
            .because("everything but the window runs without one");

    @ArchTest
    static final ArchRule ONLY_THE_NETWORK_OPENS_SOCKETS = noClasses()
            .that()
            .resideInAnyPackage(
                    "..bundle..",
                    "..client..",
                    "..simulation..",
                    "..fleet..",
                    "dev.parallax.scenario..",
                    "..oracle..",
                    "..recording..")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "open sockets",
                    type -> type.getPackageName().startsWith("java.net")
                            && !type.getName().equals("java.net.URI")))
            .because("the same client runs in virtual time over a pretended network");

    @ArchTest
    static final ArchRule ONLY_THE_STORAGE_KNOWS_SQL = noClasses()
            .that()
            .resideInAPackage("dev.parallax..")
            .and()
            .resideOutsideOfPackages("dev.parallax.storage..", "dev.parallax.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.h2..", "org.jooq..")
            .because("a client asks for what is to be kept, not for how");

    @ArchTest
    static final ArchRule CLIENTS_ARE_PLAIN_CODE = noClasses()
            .that()
            .resideInAPackage("dev.parallax.client..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Thread.class.getName())
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(RandomGenerator.class, "getDefault")
            .orShould()
            .callConstructor(java.util.Random.class)
            .because("time, randomness and ids are handed in, so that a run can be repeated from its seed");

    @ArchTest
    static final ArchRule A_SIMULATION_FOLLOWS_FROM_ITS_SEED = noClasses()
            .that()
            .resideInAPackage("dev.parallax.simulation..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Thread.class.getName())
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(RandomGenerator.class, "getDefault")
            .because("the same seed gives the same run, to the byte");

    @ArchTest
    static final ArchRule EXPECTATIONS_ARE_PLAIN_CODE = noClasses()
            .that()
            .resideInAPackage("dev.parallax.scenario.expectation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "dev.parallax.fleet..", "dev.parallax.server..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Thread.class.getName())
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("whether a sentence is true follows from what was handed in, and from nothing else");

    @ArchTest
    static final ArchRule ONLY_THE_COMMANDS_PRINT = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parallax.cli..", "dev.parallax.bench..")
            .should()
            .accessField(System.class, "out")
            .because("what a person reads in a terminal is the commands' business");
}
