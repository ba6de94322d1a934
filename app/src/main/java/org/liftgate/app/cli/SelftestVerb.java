package org.liftgate.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.liftgate.accumulate.Workers;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.selftest.SelfTest;
import org.liftgate.app.selftest.SelfTestJson;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.LiftgateException.Code;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.truth.ShippedCases;
import org.liftgate.modeling.truth.TruthCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code selftest}: known truth against what this install estimates. */
@Command(
    name = "selftest",
    mixinStandardHelpOptions = true,
    description =
        "Draws data of known truth, estimates them with the shipped defaults, and judges bias, size, power and coverage. Designs that an estimator is not for must show it fail.",
    footer = {
      "",
      "Examples:",
      "  liftgate selftest                  two minutes on two cores",
      "  liftgate selftest --full           2,000 draws a case",
      "  liftgate selftest --only fe --json",
      "",
      "Exit codes: 0 every case showed what it must; 4 at least one did not."
    })
final class SelftestVerb implements Callable<Integer> {
  @ParentCommand Liftgate top;

  @Option(names = "--full", description = "2,000 draws a case, judged by the published bars.")
  boolean full;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only cases whose estimator holds this text.")
  String only;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same figures (default: ${DEFAULT-VALUE}).")
  long seed;

  @Override
  public Integer call() {
    List<TruthCase<?>> cases =
        ShippedCases.all().stream().filter(c -> c.name().contains(only)).toList();
    if (cases.isEmpty()) {
      throw LiftgateException.input(
          Problem.of(
              "--only",
              only,
              "fits no case",
              "Maybe one of "
                  + String.join(
                      "; ", ShippedCases.all().stream().map(c -> c.name()).distinct().toList())
                  + "."));
    }
    var thread = Thread.currentThread();
    return OnSignal.during(
        top,
        stop -> {
          stop.set(thread::interrupt);
          return run(cases);
        });
  }

  private int run(List<TruthCase<?>> cases) {
    var workers =
        new Workers(Platform.Limits.fromEnvironment().threads(), SelftestVerb::stopIfInterrupted);
    var test = new SelfTest(full ? SelfTest.FULL : SelfTest.SHORT, seed, workers);
    var printer = new SelfTestPrinter(top.shell.out, test.draws());
    if (!top.json) {
      printer.head(cases);
    }
    var shown =
        test.run(
            cases,
            s -> {
              if (!top.json) {
                printer.print(s);
              }
            });
    if (top.json) {
      top.shell.print(SelfTestJson.of(test, shown));
    } else {
      printer.foot(shown);
    }
    return shown.stream().allMatch(s -> s.failures().isEmpty()) ? 0 : Code.MISMATCH.exit();
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw LiftgateException.cancelled();
    }
  }
}
