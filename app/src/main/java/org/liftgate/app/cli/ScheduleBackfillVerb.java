package org.liftgate.app.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.schedule.Planner;
import org.liftgate.app.schedule.ScheduleBook;
import org.liftgate.app.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code schedule backfill NAME --from DATE --to DATE}. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description =
        "Runs a schedule for dates that have no run yet, one after another. A later night that is published stays the latest.")
final class ScheduleBackfillVerb extends ScheduleVerb.One {
  @Option(names = "--from", paramLabel = "DATE", required = true, description = "First date.")
  LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", required = true, description = "Last date.")
  LocalDate to;

  @Option(names = "--dry-run", description = "Only name the dates.")
  boolean dry;

  @Override
  int run(Platform platform) {
    var schedule = new ScheduleBook(platform).get(name).schedule();
    List<Instant> times = new Planner(platform).backfill(name, from, to, dry);
    if (json()) {
      var node = Json.object().put("schedule", name).put("dry_run", dry);
      var dates = node.putArray("dates");
      times.forEach(t -> dates.add(schedule.date(t).toString()));
      shell().print(node);
      return 0;
    }
    times.forEach(t -> shell().out.println(schedule.date(t)));
    shell()
        .out
        .println(
            times.isEmpty()
                ? "nothing is missing"
                : (dry ? "would run " : "will run ") + times.size() + " times");
    return 0;
  }
}
