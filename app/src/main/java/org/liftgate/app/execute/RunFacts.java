package org.liftgate.app.execute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.liftgate.kernel.Profile;

/** Facts of a run that effect kinds and the stamp of a report may show. */
final class RunFacts {
  private RunFacts() {}

  static Map<String, String> of(ActiveRun run) {
    return Map.of(
        "run", run.id(),
        "pipeline", run.loaded().pipeline().name(),
        "publication", publication(run),
        "profile", run.row().profile().word(),
        "simulated", Boolean.toString(run.row().simulated()),
        "as_of", asOf(run),
        "published", run.row().simulated() ? "extract" : "published/" + publication(run),
        "data", run.row().data());
  }

  /** The original's answer has a tree of its own: it never replaces the one that is defended. */
  private static String publication(ActiveRun run) {
    String pipeline = run.loaded().pipeline().name();
    return run.row().profile() == Profile.PUBLISHED ? pipeline + "-as-published" : pipeline;
  }

  /** The night of a run is the one it was asked for, else the day on which it was, in UTC. */
  static String asOf(ActiveRun run) {
    if (run.options().asOf() != null) {
      return run.options().asOf();
    }
    return LocalDate.ofInstant(Instant.ofEpochMilli(run.row().createdAt()), ZoneOffset.UTC)
        .toString();
  }
}
