package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists runs, newest first.",
    footer = {"", "Example:", "  liftgate runs --limit 5"})
final class RunsVerb extends Verb {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many (default: ${DEFAULT-VALUE}).")
  int limit;

  @Override
  int run(Platform platform) {
    var rows = platform.journal().runs(Math.max(1, limit));
    if (json()) {
      ArrayNode list = Json.object().putArray("runs");
      rows.forEach(
          r ->
              list.addObject()
                  .put("run", r.id())
                  .put("pipeline", r.pipeline())
                  .put("profile", r.profile().word())
                  .put("simulated", r.simulated())
                  .put("status", r.status().word())
                  .put("created", time(r.createdAt()))
                  .put("finished", r.finishedAt() == 0 ? null : time(r.finishedAt()))
                  .put("result_digest", r.resultDigest()));
      shell().print(list);
      return 0;
    }
    var table = new Columns("lllll", "run", "pipeline", "status", "created", "data");
    for (RunRow r : rows) {
      table.add(
          r.id(),
          r.pipeline(),
          r.status().word(),
          time(r.createdAt()),
          r.simulated() ? "simulated" : r.data());
    }
    table.lines().forEach(shell().out::println);
    return 0;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
