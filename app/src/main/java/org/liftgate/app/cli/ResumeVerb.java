package org.liftgate.app.cli;

import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code resume RUN}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description =
        "Goes on with a run that was killed, cancelled, stopped by a gate, or failed. Nothing done is done twice.",
    footer = {"", "Example:", "  liftgate resume 0199c2"})
final class ResumeVerb extends Verb {
  @Parameters(paramLabel = "RUN", description = "A run's id, or the start of it.")
  String run;

  @Override
  boolean runs() {
    return true;
  }

  @Override
  int run(Platform platform) throws Exception {
    return new RunSession(shell(), platform, json())
        .lead(progress -> new RunStarter(platform).resume(run, progress));
  }
}
