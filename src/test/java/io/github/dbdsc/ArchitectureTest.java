package io.github.dbdsc;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;

/** The arrows between packages, and what each may use. */
@AnalyzeClasses(packages = "io.github.dbdsc", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.dbdsc.";
    private static final String[] PLAIN = {
        ROOT + "model..",
        ROOT + "fields..",
        ROOT + "plan..",
        ROOT + "apply..",
        "java.lang..",
        "java.util..",
        "java.time..",
        "java.math..",
        "java.nio.charset..",
        "java.security..",
        "com.fasterxml.jackson..",
        "org.jspecify.."
    };

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("io.github.dbdsc.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule arrows = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("cron")
            .definedBy(ROOT + "cron..")
            .layer("fields")
            .definedBy(ROOT + "fields..")
            .layer("model")
            .definedBy(ROOT + "model..")
            .layer("template")
            .definedBy(ROOT + "template..")
            .layer("definition")
            .definedBy(ROOT + "definition..")
            .layer("plan")
            .definedBy(ROOT + "plan..")
            .layer("apply")
            .definedBy(ROOT + "apply..")
            .layer("state")
            .definedBy(ROOT + "state..")
            .layer("report")
            .definedBy(ROOT + "report..")
            .layer("reconcile")
            .definedBy(ROOT + "reconcile..")
            .layer("sync")
            .definedBy(ROOT + "sync..")
            .layer("notice")
            .definedBy(ROOT + "notice..")
            .layer("settings")
            .definedBy(ROOT + "settings..")
            .layer("databricks")
            .definedBy(ROOT + "databricks..")
            .layer("azure")
            .definedBy(ROOT + "azure..")
            .layer("function")
            .definedBy(ROOT + "function..")
            .layer("upload")
            .definedBy(ROOT + "upload..")
            .layer("access")
            .definedBy(ROOT + "access..")
            .layer("export")
            .definedBy(ROOT + "export..")
            .layer("local")
            .definedBy(ROOT + "local..")
            .whereLayer("cron")
            .mayOnlyBeAccessedByLayers("definition", "settings", "local")
            .whereLayer("fields")
            .mayOnlyBeAccessedByLayers(
                    "definition", "plan", "apply", "state", "reconcile", "databricks", "function", "export", "local")
            .whereLayer("export")
            .mayOnlyBeAccessedByLayers("local")
            .whereLayer("local")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("function")
            .mayOnlyBeAccessedByLayers("local")
            .whereLayer("azure")
            .mayOnlyBeAccessedByLayers("function")
            .whereLayer("upload")
            .mayOnlyBeAccessedByLayers("azure", "function", "local")
            .whereLayer("access")
            .mayOnlyBeAccessedByLayers("function")
            .whereLayer("settings")
            .mayOnlyBeAccessedByLayers("azure", "access", "function", "local")
            .whereLayer("databricks")
            .mayOnlyBeAccessedByLayers("function", "local")
            .whereLayer("notice")
            .mayOnlyBeAccessedByLayers("settings", "function")
            .whereLayer("sync")
            .mayOnlyBeAccessedByLayers("notice", "azure", "function", "local")
            .whereLayer("reconcile")
            .mayOnlyBeAccessedByLayers("sync", "settings", "azure", "function", "local")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("reconcile", "sync", "notice", "azure", "function", "local")
            .whereLayer("state")
            .mayOnlyBeAccessedByLayers("report", "reconcile", "sync", "azure", "function", "local")
            .whereLayer("apply")
            .mayOnlyBeAccessedByLayers(
                    "state", "report", "reconcile", "sync", "notice", "databricks", "export", "function")
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers(
                    "apply", "state", "report", "reconcile", "notice", "settings", "export", "function")
            .whereLayer("template")
            .mayOnlyBeAccessedByLayers("definition")
            .whereLayer("definition")
            .mayOnlyBeAccessedByLayers("reconcile", "upload", "azure", "export", "function", "local");

    @ArchTest
    static final ArchRule the_core_is_plain = classes()
            .that()
            .resideInAnyPackage(ROOT + "model..", ROOT + "plan..", ROOT + "apply..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PLAIN).or(belongToAnyOf(URI.class, URLEncoder.class)));

    @ArchTest
    static final ArchRule plans_are_pure = noClasses()
            .that()
            .resideInAPackage(ROOT + "plan..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..");

    @ArchTest
    static final ArchRule the_environment_is_read_in_one_place = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "settings.Settings")
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv");

    @ArchTest
    static final ArchRule nobody_asks_for_garbage_collections =
            noClasses().should().callMethod(System.class, "gc").orShould().callMethod(Runtime.class, "gc");

    @ArchTest
    static final ArchRule only_the_command_line_prints = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "local..")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "function.CommandLineHint")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule azure_and_databricks_do_not_know_each_other = noClasses()
            .that()
            .resideInAPackage(ROOT + "databricks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "azure..", "com.azure..", "com.microsoft..");

    @ArchTest
    static final ArchRule settings_are_read_without_azure = noClasses()
            .that()
            .resideInAPackage(ROOT + "settings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.azure..", "com.microsoft..");

    @ArchTest
    static final ArchRule jinjava_stays_behind_the_renderer = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "template..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.hubspot..");

    @ArchTest
    static final ArchRule nimbus_stays_behind_the_check_of_tokens = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "access..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");
}
