package org.liftgate.app.cli;

import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cancel RUN}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Asks a run to stop, whichever process of this home works on it.",
    footer = {"", "Example:", "  liftgate cancel 0199c2"})
final class CancelVerb extends Verb {
  @Parameters(paramLabel = "RUN", description = "A run's id, or the start of it.")
  String run;

  @Override
  int run(Platform platform) {
    RunRow row = RunStarter.find(platform, run);
    if (row.status().ended()) {
      throw LiftgateException.input(
          Problem.of("RUN", row.id(), "has ended (" + row.status().word() + ")", ""));
    }
    platform.journal().requestCancel(row.id());
    if (json()) {
      shell().print(Json.object().put("run", row.id()).put("cancel_requested", true));
    } else {
      shell().out.println("asked " + row.id() + " to stop");
    }
    return 0;
  }
}
