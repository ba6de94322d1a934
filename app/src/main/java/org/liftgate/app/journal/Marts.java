package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;

/** Writes mart rows, keyed by the digest of their result. The same result is written once. */
public final class Marts {
  private Marts() {}

  /**
   * @param facts of the run: run, pipeline, as_of
   * @throws LiftgateException when the database's own four-cell difference is not the engine's
   */
  public static void write(
      Tx tx, String digest, Map<String, String> facts, Map<String, Table> marts)
      throws SQLException {
    if (tx.first("SELECT 1 FROM mart_publication WHERE result_digest = ?", r -> r.getInt(1), digest)
        .isPresent()) {
      tx.update(
          "UPDATE mart_publication SET run_id = ?, as_of = ?, published_at = ? WHERE result_digest = ?",
          facts.get("run"),
          facts.get("as_of"),
          System.currentTimeMillis(),
          digest);
      return;
    }
    for (var mart : marts.entrySet()) {
      insert(tx, digest, mart.getKey(), mart.getValue());
    }
    tx.update(
        "INSERT INTO mart_publication (result_digest, pipeline, run_id, as_of, published_at) VALUES (?,?,?,?,?)",
        digest,
        facts.get("pipeline"),
        facts.get("run"),
        facts.get("as_of"),
        System.currentTimeMillis());
    if (marts.containsKey("campaign_estimates") && marts.containsKey("panel_mailing")) {
      agree(tx, digest);
    }
  }

  private static void insert(Tx tx, String digest, String mart, Table rows) throws SQLException {
    List<String> columns = rows.schema().names();
    String names = String.join(", ", columns);
    String marks = columns.stream().map(_ -> "?").collect(Collectors.joining(", "));
    tx.batch(
        "INSERT INTO " + mart + " (result_digest, " + names + ") VALUES (?, " + marks + ")",
        () -> values(digest, rows));
  }

  private static Iterator<Object[]> values(String digest, Table rows) {
    return new Iterator<>() {
      private int row;

      @Override
      public boolean hasNext() {
        return row < rows.rows();
      }

      @Override
      public Object[] next() {
        List<Object> values = rows.row(row++);
        var all = new Object[values.size() + 1];
        all[0] = digest;
        for (int i = 0; i < values.size(); i++) {
          all[i + 1] = values.get(i);
        }
        return all;
      }
    };
  }

  /**
   * The gate between engine and database: the four-cell difference of each campaign, to the cent,
   * and no campaign valid whose four cells the database finds with fewer than two units.
   */
  private static void agree(Tx tx, String digest) throws SQLException {
    var problems = new ArrayList<>(differences(tx, digest));
    problems.addAll(incomplete(tx, digest));
    if (!problems.isEmpty()) {
      throw LiftgateException.stopped("marts and engine disagree", problems);
    }
  }

  private static List<Problem> differences(Tx tx, String digest) throws SQLException {
    return tx.list(
        "SELECT e.group_id, e.did, v.did AS by_database FROM campaign_estimates e LEFT JOIN v_four_cell_did v ON v.result_digest = e.result_digest AND v.group_id = e.group_id WHERE e.result_digest = ? AND e.did IS NOT NULL AND (v.did IS NULL OR ABS(e.did - v.did) >= 0.005)",
        r ->
            Problem.of(
                "campaign " + r.getString("group_id"),
                r.getString("did"),
                "is the engine's four-cell difference; the database has "
                    + r.getString("by_database"),
                "Maybe the panel was written in part."),
        digest);
  }

  private static List<Problem> incomplete(Tx tx, String digest) throws SQLException {
    return tx.list(
        "SELECT e.group_id, v.treated_pre_units, v.treated_post_units, v.comparison_pre_units, v.comparison_post_units FROM campaign_estimates e LEFT JOIN v_four_cell_did v ON v.result_digest = e.result_digest AND v.group_id = e.group_id WHERE e.result_digest = ? AND e.valid AND (v.complete IS NULL OR NOT v.complete)",
        r ->
            Problem.of(
                "campaign " + r.getString("group_id"),
                "valid",
                "must have at least two units in each of its four cells; the database has "
                    + "%s and %s treated, %s and %s compared, before and after"
                        .formatted(units(r, 2), units(r, 3), units(r, 4), units(r, 5)),
                "Maybe the panel was written in part."),
        digest);
  }

  private static String units(ResultSet row, int column) throws SQLException {
    String units = row.getString(column);
    return units == null ? "none" : units;
  }
}
