package org.liftgate.app.cli;

import org.liftgate.app.document.RunSummary;
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
      shell().print(Json.tree(rows.stream().map(RunSummary::of).toList()));
      return 0;
    }
    var table = new Columns("lllll", "run", "pipeline", "status", "created", "data");
    for (RunRow r : rows) {
      table.add(
          r.id(),
          r.pipeline(),
          r.status().word(),
          RunSummary.of(r).created(),
          r.simulated() ? "simulated" : r.data());
    }
    table.lines().forEach(shell().out::println);
    return 0;
  }
}
