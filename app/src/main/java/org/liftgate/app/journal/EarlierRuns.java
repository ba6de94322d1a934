package org.liftgate.app.journal;

import java.util.Optional;

/** What ran before a run: the night before of the same schedule, or the same pipeline by hand. */
public final class EarlierRuns {
  private static final String ENDED = "('succeeded', 'failed', 'stopped')";
  private static final String WELL = "('succeeded')";

  private final Database database;

  EarlierRuns(Database database) {
    this.database = database;
  }

  /** The last that ended, well or not; a cancelled one says nothing. */
  public Optional<RunRow> ended(RunRow run, Optional<Firing> firing) {
    return before(run, firing, ENDED);
  }

  /** The last that succeeded. */
  public Optional<RunRow> succeeded(RunRow run, Optional<Firing> firing) {
    return before(run, firing, WELL);
  }

  private Optional<RunRow> before(RunRow run, Optional<Firing> firing, String statuses) {
    return firing.isPresent()
        ? database.transact(
            tx ->
                tx.first(
                    "SELECT r.* FROM lg_firing f JOIN lg_run r ON r.run_id = f.run_id WHERE f.schedule_id = ? AND f.nominal < ? AND r.pipeline = ? AND r.status IN "
                        + statuses
                        + " ORDER BY f.nominal DESC LIMIT 1",
                    RunRow::of,
                    firing.get().schedule(),
                    firing.get().nominal().toEpochMilli(),
                    run.pipeline()))
        : database.transact(
            tx ->
                tx.first(
                    "SELECT * FROM lg_run WHERE pipeline = ? AND profile = ? AND simulated = ? AND created_at < ? AND status IN "
                        + statuses
                        + " ORDER BY created_at DESC LIMIT 1",
                    RunRow::of,
                    run.pipeline(),
                    run.profile().word(),
                    run.simulated(),
                    run.createdAt()));
  }
}
