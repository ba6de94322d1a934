package org.liftgate.app.cli;

import java.util.Locale;
import org.liftgate.app.document.ArtifactEntry;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunArtifacts;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code artifacts RUN}. */
@Command(
    name = "artifacts",
    mixinStandardHelpOptions = true,
    description = "Lists what a run made.",
    footer = {"", "Example:", "  liftgate artifacts 0199c2 --json"})
final class ArtifactsVerb extends Verb {
  @Parameters(paramLabel = "RUN", description = "A run's id, or the start of it.")
  String run;

  @Override
  int run(Platform platform) {
    var found = RunArtifacts.of(platform, RunStarter.find(platform, run).id());
    if (json()) {
      shell().print(Json.tree(ArtifactEntry.all(found)));
      return 0;
    }
    var table = new Columns("llrr", "name", "stage", "rows", "bytes");
    found.forEach(
        f ->
            table.add(
                f.artifact().name(),
                f.artifact().stage(),
                f.artifact()
                    .table()
                    .map(t -> String.format(Locale.ROOT, "%,d", t.rows()))
                    .orElse(""),
                String.format(Locale.ROOT, "%,d", f.artifact().bytes())));
    table.lines().forEach(shell().out::println);
    return 0;
  }
}
