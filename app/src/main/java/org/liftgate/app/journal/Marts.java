package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;

/**
 * Writes marts. Rows of a result are keyed by its digest, and so is what tells which result a
 * pipeline published last; what seldom changes (products, households) is kept once for all results.
 */
public final class Marts {
  private Marts() {}

  /**
   * Replaces what the database has of the result and makes it its pipeline's latest; all of it in
   * the caller's transaction. Without rows the result must be there already.
   *
   * @param facts of the run: run, pipeline, as_of
   * @throws LiftgateException when a mart is unknown or lacks a column, or when the database's own
   *     four-cell differences or its split of campaigns are not the engine's
   */
  public static void write(
      Tx tx, String digest, Map<String, String> facts, Map<String, Table> marts)
      throws SQLException {
    tx.lock("marts"); // two that bring the same rows must not both find them missing
    List<Mart> found = checked(tx, marts);
    publication(tx, digest, facts);
    for (Mart mart : found) {
      replace(tx, digest, mart, marts.get(mart.name()));
    }
    if (marts.containsKey("campaign_estimates") && marts.containsKey("panel_mailing")) {
      agree(tx, digest);
    }
  }

  private static List<Mart> checked(Tx tx, Map<String, Table> marts) throws SQLException {
    var problems = new ArrayList<Problem>();
    var found = new ArrayList<Mart>();
    for (var entry : marts.entrySet()) {
      Mart mart = Mart.of(tx, entry.getKey(), problems);
      mart.check(entry.getValue(), problems);
      found.add(mart);
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("The marts cannot be filled", problems);
    }
    return found;
  }

  private static void publication(Tx tx, String digest, Map<String, String> facts)
      throws SQLException {
    int known =
        tx.update(
            "UPDATE mart_publication SET run_id = ?, as_of = ?, published_at = ? WHERE result_digest = ?",
            facts.get("run"),
            facts.get("as_of"),
            System.currentTimeMillis(),
            digest);
    if (known == 0) {
      tx.update(
          "INSERT INTO mart_publication (result_digest, pipeline, run_id, as_of, published_at) VALUES (?,?,?,?,?)",
          digest,
          facts.get("pipeline"),
          facts.get("run"),
          facts.get("as_of"),
          System.currentTimeMillis());
    }
  }

  private static void replace(Tx tx, String digest, Mart mart, Table rows) throws SQLException {
    if (mart.shared()) {
      share(tx, digest, mart, rows);
    } else {
      tx.update("DELETE FROM " + mart.name() + " WHERE result_digest = ?", digest);
      mart.insert(tx, digest, rows);
    }
  }

  private static void share(Tx tx, String digest, Mart mart, Table rows) throws SQLException {
    String hash = mart.hash(rows);
    String known = "SELECT 1 FROM mart_content WHERE mart = ? AND content_hash = ?";
    if (tx.first(known, r -> r.getInt(1), mart.name(), hash).isEmpty()) {
      tx.update("DELETE FROM " + mart.name() + " WHERE content_hash = ?", hash);
      mart.insert(tx, hash, rows);
    }
    tx.update("DELETE FROM mart_content WHERE result_digest = ? AND mart = ?", digest, mart.name());
    tx.update(
        "INSERT INTO mart_content (result_digest, mart, content_hash) VALUES (?,?,?)",
        digest,
        mart.name(),
        hash);
  }

  /**
   * The gate between engine and database, campaign by campaign: the four-cell difference to the
   * cent, the split into complete campaigns and others, and no campaign valid that is not complete.
   */
  private static void agree(Tx tx, String digest) throws SQLException {
    var problems = new ArrayList<>(differences(tx, digest));
    problems.addAll(split(tx, digest));
    problems.addAll(unknown(tx, digest));
    if (!problems.isEmpty()) {
      throw LiftgateException.stopped("marts and engine disagree", problems);
    }
  }

  private static final String BESIDE =
      " FROM campaign_estimates e LEFT JOIN v_four_cell_did v ON v.result_digest = e.result_digest AND v.group_id = e.group_id WHERE e.result_digest = ? AND ";

  private static List<Problem> differences(Tx tx, String digest) throws SQLException {
    return tx.list(
        "SELECT e.group_id, e.did, v.did AS by_database"
            + BESIDE
            + "((e.did IS NULL) <> (v.did IS NULL) OR ABS(e.did - v.did) >= 0.005)",
        r ->
            Problem.of(
                "campaign " + r.getString("group_id"),
                said(r, 2),
                "is the engine's four-cell difference; the database has " + said(r, 3),
                "Maybe the panel was written in part."),
        digest);
  }

  private static List<Problem> split(Tx tx, String digest) throws SQLException {
    return tx.list(
        "SELECT e.group_id, v.treated_pre_units, v.treated_post_units, v.comparison_pre_units, v.comparison_post_units, COALESCE(e.complete, e.valid) AS complete"
            + BESIDE
            + "((e.complete IS NOT NULL AND e.complete <> COALESCE(v.complete, FALSE)) OR (e.valid AND NOT COALESCE(v.complete, FALSE)))",
        r ->
            Problem.of(
                "campaign " + r.getString("group_id"),
                r.getBoolean(6) ? "complete" : "not complete",
                "is what the engine finds (at least two units in each of four cells); the database"
                    + " has %s and %s treated, %s and %s compared, before and after"
                        .formatted(said(r, 2), said(r, 3), said(r, 4), said(r, 5)),
                "Maybe the panel was written in part."),
        digest);
  }

  private static List<Problem> unknown(Tx tx, String digest) throws SQLException {
    return tx.list(
        "SELECT v.group_id FROM v_four_cell_did v LEFT JOIN campaign_estimates e ON e.result_digest = v.result_digest AND e.group_id = v.group_id WHERE v.result_digest = ? AND e.group_id IS NULL",
        r ->
            Problem.of(
                "campaign " + r.getString(1),
                null,
                "is in the panel but not among the campaigns' estimates",
                "Maybe the estimates were written in part."),
        digest);
  }

  private static String said(ResultSet row, int column) throws SQLException {
    String figure = row.getString(column);
    return figure == null ? "none" : figure;
  }
}
