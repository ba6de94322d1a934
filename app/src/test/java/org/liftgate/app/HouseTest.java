package org.liftgate.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The sentences of the house, one rule each. Arrows only point down. */
@AnalyzeClasses(packages = "org.liftgate", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  private static final String[] ROOMS = {
    "org.liftgate.ingest..",
    "org.liftgate.cohorting..",
    "org.liftgate.modeling..",
    "org.liftgate.reporting.."
  };

  @ArchTest
  static final ArchRule theKernelKnowsTheJdkAndJspecifyAlone =
      classes()
          .that()
          .resideInAPackage("org.liftgate.kernel..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "org.liftgate.kernel..");

  @ArchTest
  static final ArchRule theEngineStandsOnTheKernel =
      noClasses()
          .that()
          .resideInAPackage("org.liftgate.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.liftgate.ingest..",
              "org.liftgate.cohorting..",
              "org.liftgate.modeling..",
              "org.liftgate.reporting..",
              "org.liftgate.app..");

  @ArchTest static final ArchRule ingestImportsNoOtherRoom = noOtherRoom(0);
  @ArchTest static final ArchRule cohortingImportsNoOtherRoom = noOtherRoom(1);
  @ArchTest static final ArchRule modelingImportsNoOtherRoom = noOtherRoom(2);
  @ArchTest static final ArchRule reportingImportsNoOtherRoom = noOtherRoom(3);

  private static ArchRule noOtherRoom(int room) {
    var others =
        java.util.stream.IntStream.range(0, ROOMS.length)
            .filter(i -> i != room)
            .mapToObj(i -> ROOMS[i])
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOMS[room])
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  @ArchTest
  static final ArchRule roomsKnowNeitherTheRoofNorFrameworks =
      noClasses()
          .that()
          .resideInAnyPackage(ROOMS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.liftgate.app..",
              "com.fasterxml.jackson..",
              "jakarta..",
              "io.quarkus.arc..",
              "io.quarkus.runtime..",
              "org.apache.camel..",
              "org.liftgate.engine..");

  @ArchTest
  static final ArchRule inARoomOnlyStagesAndGatesTouchTheEngine =
      noClasses()
          .that()
          .resideInAnyPackage(ROOMS)
          .and()
          .resideOutsideOfPackages("..stages..", "..gates..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.liftgate.kernel.StageContext")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.liftgate.kernel.Engine$Session");

  @ArchTest
  static final ArchRule accumulatorsKnowTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("org.liftgate.accumulate..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "org.liftgate.accumulate..");

  @ArchTest
  static final ArchRule camelAppearsOnlyInRoutes =
      noClasses()
          .that()
          .resideInAPackage("org.liftgate..")
          .and()
          .resideOutsideOfPackage("org.liftgate.app.routes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule theCommandLineKnowsNoService =
      noClasses()
          .that()
          .resideInAPackage("org.liftgate.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "io.vertx..", "io.quarkus.vertx..");

  @ArchTest
  static final ArchRule theInnerRoofKnowsNeitherQuarkusNorCamel =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.liftgate.app.pipeline..",
              "org.liftgate.app.plan..",
              "org.liftgate.app.journal..",
              "org.liftgate.app.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..", "org.apache.camel..", "jakarta.inject..", "jakarta.enterprise..");

  @ArchTest
  static final ArchRule theJournalKnowsNoPipeline =
      noClasses()
          .that()
          .resideInAnyPackage("org.liftgate.app.journal..", "org.liftgate.app.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.liftgate.app.pipeline..",
              "org.liftgate.app.execute..",
              "org.liftgate.app.cli..");

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideInAPackage("org.liftgate..")
          .and()
          .resideOutsideOfPackage("org.liftgate.app.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}
