package dev.parallax;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Imports point one way: language → schema ← policy, change ← wire.
@AnalyzeClasses(packages = "dev.parallax", importOptions = ImportOption.DoNotIncludeTests.class)
class SharedArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.parallax.(*)..").should().beFreeOfCycles().because("a reader can start anywhere");

    @ArchTest
    static final ArchRule SCHEMA_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage("..schema..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..language..", "..policy..", "..change..", "..wire..")
            .because("what is declared does not depend on what is done with it");

    @ArchTest
    static final ArchRule LANGUAGE_KNOWS_ONLY_THE_SCHEMA = noClasses()
            .that()
            .resideInAPackage("..language..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..policy..", "..wire..")
            .because("text becomes a schema and nothing else");

    @ArchTest
    static final ArchRule MEANING_KNOWS_NO_WIRE = noClasses()
            .that()
            .resideInAnyPackage("..policy..", "..change..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..wire..", "..language..")
            .because("a message carries changes; a change does not know how it travels");

    @ArchTest
    static final ArchRule ONLY_THE_GRAMMAR_USES_ANTLR = noClasses()
            .that()
            .resideOutsideOfPackage("..language..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.antlr..")
            .because("the parser is a detail of the language");

    @ArchTest
    static final ArchRule ONLY_THE_WIRE_USES_JACKSON = noClasses()
            .that()
            .resideOutsideOfPackage("..wire..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..")
            .because("JSON is how things travel, not what they are");

    @ArchTest
    static final ArchRule NOTHING_ASKS_THE_CLOCK = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("time is handed in, so that a whole fleet can run in virtual time");
}
