package org.liftgate.app.execute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Facts of a run that effect kinds and the stamp of a report may show. */
final class RunFacts {
  private RunFacts() {}

  static Map<String, String> of(ActiveRun run) {
    return Map.of(
        "run", run.id(),
        "pipeline", run.loaded().pipeline().name(),
        "profile", run.row().profile().word(),
        "simulated", Boolean.toString(run.row().simulated()),
        "as_of", asOf(run),
        "published",
            run.row().simulated() ? "extract" : "published/" + run.loaded().pipeline().name(),
        "data", run.row().data());
  }

  /** The night of a run is the day it was asked for, in UTC. */
  static String asOf(ActiveRun run) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(run.row().createdAt()), ZoneOffset.UTC)
        .toString();
  }
}
