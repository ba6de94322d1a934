package org.liftgate.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.liftgate.app.estimate.Estimation;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code estimate ESTIMATOR}: the estimators themselves are its sub-commands. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "ESTIMATOR --data FILE",
    description =
        "Estimates from one CSV or Parquet file. `liftgate estimate ols --help` shows an estimator's options.",
    commandListHeading = "%nEstimators:%n",
    footer = {
      "",
      "Examples:",
      "  liftgate estimate ols --data sales.csv --formula \"sales ~ price + i(month)\" --vcov hc1",
      "  liftgate estimate fe --data panel.parquet --formula \"y ~ d | unit + week\" --json"
    })
final class EstimateVerb implements Callable<Integer> {
  @ParentCommand Liftgate top;
  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  /** Gives the command line a sub-command for each estimator on the class path. */
  static void addEstimators(CommandLine commandLine) {
    CommandLine estimate = commandLine.getSubcommands().get("estimate");
    estimate.setUnmatchedArgumentsAllowed(true);
    Liftgate top = commandLine.getCommand();
    for (var verb : Estimation.verbs()) {
      estimate.addSubcommand(verb.name(), EstimatorCommand.spec(verb, top));
    }
  }

  @Override
  public Integer call() {
    List<String> words = spec.commandLine().getUnmatchedArguments();
    if (words.isEmpty()) {
      spec.commandLine().usage(spec.commandLine().getOut());
      return 0;
    }
    List<String> known = List.copyOf(spec.subcommands().keySet());
    String hint = Problem.didYouMean(words.getFirst(), known);
    throw LiftgateException.input(
        Problem.of(
            "ESTIMATOR",
            words.getFirst(),
            "must be one of " + String.join(", ", known),
            hint.isEmpty() ? "Maybe see liftgate estimate --help." : hint));
  }
}
