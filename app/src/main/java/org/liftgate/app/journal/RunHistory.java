package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was tried in a run, and what its gates said. */
public final class RunHistory {
  private final Database database;

  RunHistory(Database database) {
    this.database = database;
  }

  /**
   * An attempt at a stage.
   *
   * @param owner the process that made it
   * @param startedAt milliseconds; finishedAt is 0 while it goes on
   * @param message JSON of the error, or a note; null when there is none
   */
  public record Attempt(
      String stage,
      int attempt,
      String owner,
      String status,
      long startedAt,
      long finishedAt,
      @Nullable String message) {
    static Attempt of(ResultSet row) throws SQLException {
      return new Attempt(
          row.getString("stage_id"),
          row.getInt("attempt"),
          row.getString("lease_owner"),
          row.getString("status"),
          row.getLong("started_at"),
          row.getLong("finished_at"),
          row.getString("message"));
    }
  }

  /**
   * What a gate said.
   *
   * @param table the table it judged
   * @param group the part of the table; null for all of it
   * @param severity what a fault means: {@code fail} stops, {@code warn} does not
   */
  public record GateOutcome(
      String stage,
      String gate,
      String kind,
      String table,
      @Nullable String group,
      String severity,
      String status,
      @Nullable Double measure,
      @Nullable Double threshold,
      String message) {
    static GateOutcome of(ResultSet row) throws SQLException {
      return new GateOutcome(
          row.getString("stage_id"),
          row.getString("gate"),
          row.getString("kind"),
          row.getString("table_name"),
          row.getString("group_id"),
          row.getString("severity"),
          row.getString("status"),
          row.getObject("measure", Double.class),
          row.getObject("threshold", Double.class),
          row.getString("message"));
    }
  }

  /** Oldest first. */
  public List<Attempt> attempts(String run) {
    return database.transact(
        tx ->
            tx.list(
                "SELECT * FROM lg_stage_attempt WHERE run_id = ? ORDER BY started_at, fence",
                Attempt::of,
                run));
  }

  /** In the pipeline's order. */
  public List<GateOutcome> gates(String run) {
    return database.transact(
        tx ->
            tx.list(
                "SELECT g.* FROM lg_gate_outcome g JOIN lg_stage s ON s.run_id = g.run_id AND s.stage_id = g.stage_id WHERE g.run_id = ? ORDER BY s.ordinal, g.ordinal",
                GateOutcome::of,
                run));
  }
}
