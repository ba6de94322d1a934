package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
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
    ArrayNode list = Json.object().putArray("pipelines");
    var table = new Columns("ll", "pipeline", "question");
    for (String name : Pipelines.shipped(platform)) {
      var p = new RunStarter(platform).load(name, Map.of()).pipeline();
      list.addObject()
          .put("name", p.name())
          .put("title", p.title())
          .put("question", p.question())
          .put("stages", p.stages().size());
      table.add(p.name(), p.question());
    }
    if (json()) {
      shell().print(list);
    } else {
      table.lines().forEach(shell().out::println);
    }
    return 0;
  }
}
