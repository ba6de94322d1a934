package org.liftgate.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.liftgate.server.access.Audited;

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
  static final ArchRule everyResourceNamesARole =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .should()
          .beAnnotatedWith(RolesAllowed.class)
          .orShould()
          .beAnnotatedWith(PermitAll.class);

  @ArchTest
  static final ArchRule everybodyReachesOnlyTheSignIn =
      noClasses().that().doNotHaveSimpleName("SignIn").should().beAnnotatedWith(PermitAll.class);

  @ArchTest
  static final ArchRule whatChangesSomethingIsAudited =
      methods()
          .that()
          .areAnnotatedWith(POST.class)
          .or()
          .areAnnotatedWith(PUT.class)
          .or()
          .areAnnotatedWith(DELETE.class)
          .or()
          .areAnnotatedWith(PATCH.class)
          .should()
          .beAnnotatedWith(Audited.class);

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
