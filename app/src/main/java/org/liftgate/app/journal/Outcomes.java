package org.liftgate.app.journal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.StageRow.Status;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Manifest;

/** How a stage ended. Every change carries the fence of the claim it was made under. */
public final class Outcomes {
  private final Database database;
  private final Clock clock;

  Outcomes(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What a stage leaves behind when it ends well or is stopped by its gates. */
  public record Commit(
      Status status,
      String manifestSha,
      String manifestBody,
      @Nullable String stageKey,
      Manifest manifest,
      @Nullable String cacheBody,
      @Nullable String message,
      Database.@Nullable Work<Void> also) {}

  /**
   * Records a stage's end and everything that goes with it in one transaction. Doing it twice under
   * the same claim (a connection lost after the commit) does nothing the second time.
   *
   * @throws LiftgateException when the claim is stale: another owner has taken the stage over
   */
  public void commit(Claim claim, Commit commit) {
    database.transact(
        tx -> {
          if (commit.also() != null) {
            commit
                .also()
                .in(tx); // before the stage's row is locked: it may take long, and heartbeats need
            // the row
          }
          if (endIfFenced(tx, claim, commit)) {
            writeOutcome(tx, claim, commit);
          }
          return null;
        });
  }

  private boolean endIfFenced(Tx tx, Claim claim, Commit commit) throws SQLException {
    int changed =
        tx.update(
            "UPDATE lg_stage SET status = ?, stage_key = ?, manifest_sha = ?, finished_at = ?, lease_until = 0, message = ? WHERE run_id = ? AND stage_id = ? AND fence = ? AND status = 'running'",
            commit.status().word(),
            commit.stageKey(),
            commit.manifestSha(),
            clock.millis(),
            commit.message(),
            claim.run(),
            claim.stage(),
            claim.fence());
    if (changed == 1) {
      return true;
    }
    boolean done =
        tx.first(
                "SELECT 1 FROM lg_stage WHERE run_id = ? AND stage_id = ? AND fence = ? AND manifest_sha = ?",
                r -> r.getInt(1),
                claim.run(),
                claim.stage(),
                claim.fence(),
                commit.manifestSha())
            .isPresent();
    if (!done) {
      throw stale(claim);
    }
    return false;
  }

  private static LiftgateException stale(Claim claim) {
    return LiftgateException.failed(
        "stage "
            + claim.stage()
            + " was taken over by another process (fence "
            + claim.fence()
            + "); this attempt changes nothing",
        null);
  }

  private void writeOutcome(Tx tx, Claim claim, Commit commit) throws SQLException {
    if (tx.first(
            "SELECT 1 FROM lg_manifest WHERE manifest_sha = ?",
            r -> r.getInt(1),
            commit.manifestSha())
        .isEmpty()) {
      tx.update(
          "INSERT INTO lg_manifest (manifest_sha, run_id, stage_id, body) VALUES (?,?,?,?)",
          commit.manifestSha(),
          claim.run(),
          claim.stage(),
          commit.manifestBody());
    }
    tx.update(
        "DELETE FROM lg_artifact WHERE run_id = ? AND stage_id = ?", claim.run(), claim.stage());
    for (Artifact a : commit.manifest().outputs()) {
      tx.update(
          "INSERT INTO lg_artifact (run_id, name, stage_id, mediatype, sha256, size_bytes, content_hash, row_count) VALUES (?,?,?,?,?,?,?,?)",
          claim.run(),
          a.name(),
          claim.stage(),
          a.mediatype(),
          a.sha256(),
          a.bytes(),
          a.table().map(Artifact.TableFacts::contentHash),
          a.table().map(Artifact.TableFacts::rows));
    }
    writeGates(tx, claim, commit.manifest().gates());
    if (commit.stageKey() != null && commit.cacheBody() != null) {
      tx.update("DELETE FROM lg_cache WHERE cache_key = ?", commit.stageKey());
      tx.update(
          "INSERT INTO lg_cache (cache_key, run_id, body, created_at) VALUES (?,?,?,?)",
          commit.stageKey(),
          claim.run(),
          commit.cacheBody(),
          clock.millis());
    }
    endAttempt(tx, claim, commit.status(), commit.message());
  }

  private static void writeGates(Tx tx, Claim claim, List<Manifest.GateResult> gates)
      throws SQLException {
    tx.update(
        "DELETE FROM lg_gate_outcome WHERE run_id = ? AND stage_id = ?",
        claim.run(),
        claim.stage());
    var rows = new ArrayList<Object[]>();
    for (Manifest.GateResult g : gates) {
      rows.add(
          new Object[] {
            claim.run(),
            claim.stage(),
            rows.size(),
            g.gate(),
            g.kind(),
            g.table(),
            g.outcome().group(),
            g.severity().name().toLowerCase(java.util.Locale.ROOT),
            g.status().word(),
            g.outcome().measure(),
            g.outcome().threshold(),
            g.outcome().message()
          });
    }
    tx.batch(
        "INSERT INTO lg_gate_outcome (run_id, stage_id, ordinal, gate, kind, table_name, group_id, severity, status, measure, threshold, message) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        rows.size(),
        rows::get);
  }

  private void endAttempt(Tx tx, Claim claim, Status status, @Nullable String message)
      throws SQLException {
    tx.update(
        "UPDATE lg_stage_attempt SET status = ?, finished_at = ?, message = ? WHERE run_id = ? AND stage_id = ? AND fence = ?",
        status.word(),
        clock.millis(),
        message,
        claim.run(),
        claim.stage(),
        claim.fence());
  }

  /** Ends an attempt that gave nothing: failed, cancelled, or to be tried again at a later time. */
  public void fail(Claim claim, Status status, String message, Optional<Long> retryAt) {
    database.transact(
        tx -> {
          int changed =
              tx.update(
                  "UPDATE lg_stage SET status = ?, not_before = ?, finished_at = ?, lease_until = 0, message = ? WHERE run_id = ? AND stage_id = ? AND fence = ? AND status = 'running'",
                  retryAt.isPresent() ? "pending" : status.word(),
                  retryAt.orElse(0L),
                  clock.millis(),
                  message,
                  claim.run(),
                  claim.stage(),
                  claim.fence());
          if (changed == 1) {
            endAttempt(tx, claim, status, message);
          }
          return null;
        });
  }
}
