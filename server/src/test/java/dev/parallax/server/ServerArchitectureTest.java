package dev.parallax.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.Condition;

/// Imports point one way: store ← session ← engine ← dialect ← seed, front ← http ← the server itself.
@AnalyzeClasses(packages = "dev.parallax.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ServerArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("dev.parallax.server.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a reader can start anywhere");

    @ArchTest
    static final ArchRule IMPORTS_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("store")
            .definedBy("dev.parallax.server.store..")
            .layer("session")
            .definedBy("dev.parallax.server.session..")
            .layer("engine")
            .definedBy("dev.parallax.server.engine..")
            .layer("dialect")
            .definedBy("dev.parallax.server.dialect..")
            .layer("seed")
            .definedBy("dev.parallax.server.seed..")
            .layer("front")
            .definedBy("dev.parallax.server.front..")
            .layer("http")
            .definedBy("dev.parallax.server.http..")
            .layer("server")
            .definedBy("dev.parallax.server")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("engine", "dialect", "seed", "front", "http", "server")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("dialect", "seed", "front", "http", "server")
            .whereLayer("dialect")
            .mayOnlyBeAccessedByLayers("front", "http", "server")
            .whereLayer("seed")
            .mayOnlyBeAccessedByLayers("http", "server")
            .whereLayer("front")
            .mayOnlyBeAccessedByLayers("http", "server")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .because("each layer is understood from those below it alone");

    @ArchTest
    static final ArchRule ONLY_THE_FRONT_KNOWS_ITS_FRAMEWORK = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parallax.server.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "io.micrometer..")
            .because("everything else must run without a network");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_KNOWS_SQL = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parallax.server.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jooq..", "org.h2..", "com.zaxxer..")
            .because("permission is decided by the tree, and only the store turns it into SQL");

    @ArchTest
    static final ArchRule THE_CORE_DOES_NOT_ASK_THE_CLOCK = noClasses()
            .that()
            .resideInAnyPackage("..server.engine..", "..server.dialect..", "..server.session..", "..server.seed..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .because("time is handed in, so that the same code runs in virtual time");

    @ArchTest
    static final ArchRule THE_FRONT_HAS_NO_THREADS = noClasses()
            .that()
            .resideInAnyPackage("..server.front..", "..server.dialect..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, ExecutorService.class, CountDownLatch.class, Condition.class)
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Object.class, "wait", long.class)
            .because("whoever runs it waits, in production on a thread and in a simulation in virtual time");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("whoever waits, waits for something");

    @ArchTest
    static final ArchRule NOBODY_PRINTS = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a server speaks through its log, and its commands through the command line");
}
