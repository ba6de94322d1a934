package org.liftgate.app.cli;

import java.util.ArrayList;
import java.util.Map;
import org.liftgate.app.document.PipelineSummary;
import org.liftgate.app.execute.Pipelines;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.store.Json;
import picocli.CommandLine.Command;

/** {@code pipelines}. */
@Command(
    name = "pipelines",
    mixinStandardHelpOptions = true,
    description = "Lists the shipped pipelines.",
    footer = {"", "Example:", "  liftgate pipelines"})
final class PipelinesVerb extends Verb {
  @Override
  int run(Platform platform) {
    var list = new ArrayList<PipelineSummary>();
    var table = new Columns("ll", "pipeline", "question");
    for (String name : Pipelines.shipped(platform)) {
      var p = new RunStarter(platform).load(name, Map.of()).pipeline();
      list.add(PipelineSummary.of(p));
      table.add(p.name(), p.question());
    }
    if (json()) {
      shell().print(Json.tree(list));
    } else {
      table.lines().forEach(shell().out::println);
    }
    return 0;
  }
}
