package org.liftgate.app.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What many runs made and what their gates said, in one look each. */
public final class RunsAtOnce {
  private final Database database;

  RunsAtOnce(Database database) {
    this.database = database;
  }

  /** What a gate said in a run. */
  public record Judged(String run, RunHistory.GateOutcome outcome) {}

  /**
   * A table that a run made.
   *
   * @param contentHash of its rows, whatever the file format
   */
  public record Made(String run, String stage, String table, long rows, String contentHash) {}

  /** In the pipeline's order. */
  public List<Judged> gates(List<String> runs) {
    return list(
        "SELECT g.* FROM lg_gate_outcome g JOIN lg_stage s ON s.run_id = g.run_id AND s.stage_id = g.stage_id WHERE g.run_id IN (%s) ORDER BY s.ordinal, g.ordinal, g.run_id",
        r -> new Judged(r.getString("run_id"), RunHistory.GateOutcome.of(r)), runs, null);
  }

  /** In the pipeline's order, then by name. */
  public List<Made> tables(List<String> runs) {
    return list(
        "SELECT a.* FROM lg_artifact a JOIN lg_stage s ON s.run_id = a.run_id AND s.stage_id = a.stage_id WHERE a.run_id IN (%s) AND a.row_count IS NOT NULL ORDER BY s.ordinal, a.name, a.run_id",
        r ->
            new Made(
                r.getString("run_id"),
                r.getString("stage_id"),
                r.getString("name"),
                r.getLong("row_count"),
                r.getString("content_hash")),
        runs,
        null);
  }

  /** The manifests of one stage, by run; runs without one are left out. */
  public Map<String, String> manifests(List<String> runs, String stage) {
    var found = new HashMap<String, String>();
    list(
        "SELECT s.run_id, m.body FROM lg_stage s JOIN lg_manifest m ON m.manifest_sha = s.manifest_sha WHERE s.run_id IN (%s) AND s.stage_id = ?",
        r -> found.put(r.getString(1), r.getString(2)), runs, stage);
    return found;
  }

  private <T> List<T> list(String sql, Tx.Row<T> row, List<String> runs, @Nullable String last) {
    if (runs.isEmpty()) {
      return List.of();
    }
    var values = new ArrayList<Object>(runs);
    if (last != null) {
      values.add(last);
    }
    String marks = String.join(",", Collections.nCopies(runs.size(), "?"));
    return database.transact(tx -> tx.list(sql.formatted(marks), row, values.toArray()));
  }
}
