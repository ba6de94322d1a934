package org.liftgate.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.liftgate.app.store.Environment;
import org.liftgate.kernel.LiftgateException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The top of the command line. */
@Command(
    name = "liftgate",
    mixinStandardHelpOptions = true,
    versionProvider = Liftgate.Version.class,
    synopsisSubcommandLabel = "VERB",
    header = "What did our spending cause? Raw CSV or MySQL in; judged numbers out, every night.",
    footer = {
      "",
      "Examples:",
      "  liftgate run retail-promotions                     on simulated data of known truth",
      "  liftgate run retail-promotions --data ~/journey    on your files",
      "  liftgate run retail-promotions --source jdbc:mysql://db.example/journey    on your database",
      "  liftgate show 0199                                 a run by the start of its id",
      "  liftgate estimate ols --data sales.csv --formula \"y ~ x\"    one estimator on one file",
      "",
      "Exit codes: 0 done; 1 failed here; 2 usage, unreadable input or nothing estimable;",
      "3 a gate said no; 4 verify or selftest found a mismatch; 130 cancelled.",
      "State lives in LIFTGATE_HOME (default ~/.liftgate); the journal in H2 there, or LIFTGATE_DB=jdbc:mysql://..."
    },
    subcommands = {
      RunVerb.class,
      ResumeVerb.class,
      CancelVerb.class,
      RunsVerb.class,
      ShowVerb.class,
      DiffVerb.class,
      VerifyVerb.class,
      ArtifactsVerb.class,
      GetVerb.class,
      ExportVerb.class,
      ScoreVerb.class,
      PipelinesVerb.class,
      DescribeVerb.class,
      EstimateVerb.class,
      CheckVerb.class,
      LoadVerb.class,
      SimulateVerb.class,
      DoctorVerb.class,
      SelftestVerb.class,
      ServeVerb.class,
      ScheduleVerb.class,
      NotificationsVerb.class,
      UserVerb.class,
      TokenVerb.class,
      AuditVerb.class,
      CompletionVerb.class,
      CommandLine.HelpCommand.class
    })
final class Liftgate implements Runnable {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where runs, artifacts and the journal live (default: LIFTGATE_HOME or ~/.liftgate).")
  Path home;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document and nothing else.")
  boolean json;

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  final Shell shell;

  Liftgate(Shell shell) {
    this.shell = shell;
  }

  /** Version as built. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"liftgate " + Environment.VERSION};
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(shell.out);
  }

  /**
   * @param args what will be executed: the estimators are read only where it needs their names
   */
  static CommandLine commandLine(Shell shell, String... args) {
    var commandLine = new CommandLine(new Liftgate(shell));
    if (List.of(args).contains("estimate") || List.of(args).contains("completion")) {
      EstimateVerb.addEstimators(commandLine);
    }
    commandLine.setOut(new PrintWriter(shell.out, true));
    commandLine.setErr(new PrintWriter(shell.err, true));
    commandLine.setUsageHelpWidth(100);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler((e, command, _) -> shell.fail(e, isJson(command)));
    var usage = commandLine.getParameterExceptionHandler();
    commandLine.setParameterExceptionHandler(
        (e, words) ->
            List.of(words).contains("--json")
                ? shell.fail(
                    LiftgateException.input(
                        org.liftgate.kernel.Problem.of("command line", null, e.getMessage(), "")),
                    true)
                : usage.handleParseException(e, words));
    return commandLine;
  }

  private static boolean isJson(CommandLine command) {
    CommandLine top = command;
    while (top.getParent() != null) {
      top = top.getParent();
    }
    return ((Liftgate) top.getCommandSpec().userObject()).json;
  }
}
