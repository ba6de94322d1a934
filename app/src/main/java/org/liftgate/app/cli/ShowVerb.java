package org.liftgate.app.cli;

import org.liftgate.app.document.RunDocument;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code show RUN}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a run: stages, gates, answers, where the report lies.",
    footer = {"", "Example:", "  liftgate show 0199c2"})
final class ShowVerb extends Verb {
  @Parameters(paramLabel = "RUN", description = "A run's id, or the start of it.")
  String run;

  @Override
  int run(Platform platform) {
    var document = new RunDocument(platform).of(RunStarter.find(platform, run).id());
    if (json()) {
      shell().print(document);
    } else {
      new RunPrinter(shell().out).print(document);
    }
    return 0;
  }
}
