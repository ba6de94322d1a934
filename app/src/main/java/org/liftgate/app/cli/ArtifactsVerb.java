package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Locale;
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
      ArrayNode list = Json.object().putArray("artifacts");
      found.forEach(
          f ->
              list.addObject()
                  .put("name", f.artifact().name())
                  .put("stage", f.artifact().stage())
                  .put("path", f.path().toString())
                  .put("mediatype", f.artifact().mediatype())
                  .put("rows", f.artifact().table().map(t -> t.rows()).orElse(null))
                  .put("bytes", f.artifact().bytes())
                  .put("sha256", f.artifact().sha256()));
      shell().print(list);
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
