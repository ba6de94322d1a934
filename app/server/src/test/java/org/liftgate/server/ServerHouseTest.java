package org.liftgate.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The service's part of the house. */
@AnalyzeClasses(
    packages = "org.liftgate.server",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ServerHouseTest {
  @ArchTest
  static final ArchRule camelAppearsOnlyInRoutes =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.liftgate.server.routes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule theServiceCallsWhatTheCommandLineCallsAndNotTheCommandLine =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.liftgate.app.cli..");

  @ArchTest
  static final ArchRule resourcesSpeakNoSql =
      noClasses()
          .that()
          .resideInAnyPackage("org.liftgate.server.api..", "org.liftgate.server.console..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..")
          .allowEmptyShould(true);
}
