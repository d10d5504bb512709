package io.lowland.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Imports point one way: core, contracts, services, command line. */
class ImportDirectionTest {
  private static final List<String> MODULES =
      List.of(
          "core",
          "contracts",
          "embedded",
          "testing",
          "report",
          "service-support",
          "trainer-service",
          "metrics-service",
          "analysis-service",
          "cli");

  private static final String[] SERVICES = {
    "io.lowland.trainer..", "io.lowland.metrics..", "io.lowland.analysis.."
  };

  private static final String SERVICE_SUPPORT = "io.lowland.service..";

  private static JavaClasses lowland;

  @BeforeAll
  static void readClassesOfEveryModule() {
    Path root = Path.of("").toAbsolutePath().getParent();
    List<Path> folders =
        MODULES.stream().map(module -> root.resolve(module).resolve("target/classes")).toList();
    assertThat(folders).allMatch(Files::isDirectory);
    lowland = new ClassFileImporter().importPaths(folders);
  }

  @Test
  void coreImportsNoOtherRoom() {
    upholds(
        noClasses()
            .that(core())
            .should()
            .dependOnClassesThat(resideInAPackage("io.lowland..").and(not(core()))));
  }

  @Test
  void coreKnowsNoBrokerNoFrameworkAndNoDatabase() {
    upholds(
        noClasses()
            .that(core())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.kafka..",
                "io.quarkus..",
                "io.smallrye..",
                "jakarta..",
                "java.sql..",
                "javax.sql..",
                "org.postgresql.."));
  }

  @Test
  void contractsImportCoreAlone() {
    upholds(
        noClasses()
            .that()
            .resideInAPackage("io.lowland.contracts..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.lowland..")
                    .and(not(core()))
                    .and(not(resideInAPackage("io.lowland.contracts..")))));
  }

  @Test
  void whatServicesShareImportsContractsAndCoreAlone() {
    upholds(
        noClasses()
            .that()
            .resideInAPackage(SERVICE_SUPPORT)
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.lowland..")
                    .and(not(core()))
                    .and(not(resideInAnyPackage("io.lowland.contracts..", SERVICE_SUPPORT)))));
  }

  @Test
  void servicesDoNotImportEachOtherNorTheCommandLineNorTheEmbeddedBackends() {
    for (String service : SERVICES) {
      upholds(
          noClasses()
              .that()
              .resideInAPackage(service)
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(othersThan(service))
                      .or(
                          resideInAnyPackage(
                              "io.lowland.cli..",
                              "io.lowland.embedded..",
                              "io.lowland.report.."))));
    }
  }

  @Test
  void commandLineImportsNoService() {
    upholds(
        noClasses()
            .that()
            .resideInAPackage("io.lowland.cli..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(SERVICES).or(resideInAPackage(SERVICE_SUPPORT))));
  }

  @Test
  void reportImportsCoreAndContractsAlone() {
    upholds(
        noClasses()
            .that()
            .resideInAPackage("io.lowland.report..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.lowland..")
                    .and(not(core()))
                    .and(
                        not(resideInAnyPackage("io.lowland.contracts..", "io.lowland.report..")))));
  }

  @Test
  void embeddedBackendsImportNoOtherRoom() {
    upholds(
        noClasses()
            .that()
            .resideInAPackage("io.lowland.embedded..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.lowland..")
                    .and(not(resideInAPackage("io.lowland.embedded..")))));
  }

  @Test
  void testingImportsTheEmbeddedBackendsAloneAndIsImportedByTestsAlone() {
    upholds(
        noClasses()
            .that()
            .resideInAPackage("io.lowland.testing..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.lowland..")
                    .and(
                        not(resideInAnyPackage("io.lowland.testing..", "io.lowland.embedded..")))));
    upholds(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.lowland.testing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lowland.testing.."));
  }

  @Test
  void everyClassLivesInAKnownRoom() {
    upholds(
        classes()
            .should()
            .resideInAnyPackage(
                "io.lowland.data..",
                "io.lowland.random..",
                "io.lowland.kernel..",
                "io.lowland.network..",
                "io.lowland.training..",
                "io.lowland.measure..",
                "io.lowland.statistics..",
                "io.lowland.verification..",
                "io.lowland.contracts..",
                "io.lowland.embedded..",
                "io.lowland.testing..",
                "io.lowland.report..",
                SERVICE_SUPPORT,
                "io.lowland.trainer..",
                "io.lowland.metrics..",
                "io.lowland.analysis..",
                "io.lowland.cli.."));
  }

  @Test
  void ruleFailsWhenAnImportPointsTheWrongWay() {
    ArchRule violated =
        noClasses()
            .that()
            .resideInAPackage("io.lowland.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lowland.contracts..");

    assertThatThrownBy(() -> violated.check(lowland)).isInstanceOf(AssertionError.class);
  }

  /** All packages of Lowland that belong to no other room. */
  private static DescribedPredicate<JavaClass> core() {
    DescribedPredicate<JavaClass> elsewhere =
        resideInAnyPackage(
                "io.lowland.contracts..",
                "io.lowland.embedded..",
                "io.lowland.testing..",
                "io.lowland.report..",
                SERVICE_SUPPORT,
                "io.lowland.cli..")
            .or(resideInAnyPackage(SERVICES));
    return describe(
        "belong to core",
        type -> type.getPackageName().startsWith("io.lowland.") && !elsewhere.test(type));
  }

  private static String[] othersThan(String service) {
    return Arrays.stream(SERVICES).filter(other -> !other.equals(service)).toArray(String[]::new);
  }

  private static void upholds(ArchRule rule) {
    rule.check(lowland);
  }
}
