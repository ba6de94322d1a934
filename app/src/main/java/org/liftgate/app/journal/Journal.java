package org.liftgate.app.journal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.StageRow.Status;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Manifest;
import org.liftgate.kernel.Run;

/**
 * Decides what may run next. Every change is one transaction; every change to a stage carries the
 * fence of the claim it was made under, so that a stale owner changes nothing.
 */
public final class Journal {
  /** Well above what an H2 peer takes to reconnect. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private static final String RUN = "SELECT * FROM lg_run WHERE run_id = ?";
  private static final String STAGES = "SELECT * FROM lg_stage WHERE run_id = ? ORDER BY ordinal";

  private final Database database;
  private final Clock clock;

  public Journal(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public Database database() {
    return database;
  }

  /** A stage as a run begins: pending, or skipped because the profile or --until leaves it out. */
  public record NewStage(String id, String uses, List<String> needs, boolean skipped) {}

  /** After this returns the run is never lost. */
  public void create(RunRow run, List<NewStage> stages) {
    database.transact(
        tx -> {
          tx.update(
              "INSERT INTO lg_run (run_id, pipeline, pipeline_path, profile, simulated, status, seed, data_path, settings, options, created_at, cancel_requested) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
              run.id(),
              run.pipeline(),
              run.pipelinePath(),
              run.profile().word(),
              run.simulated(),
              run.status().word(),
              run.seed(),
              run.data(),
              run.settings(),
              run.options(),
              run.createdAt(),
              false);
          int ordinal = 0;
          for (NewStage s : stages) {
            tx.update(
                "INSERT INTO lg_stage (run_id, stage_id, ordinal, uses_kind, needs, status, attempt, not_before, fence, lease_until) VALUES (?,?,?,?,?,?,0,0,0,0)",
                run.id(),
                s.id(),
                ordinal++,
                s.uses(),
                String.join(",", s.needs()),
                s.skipped() ? "skipped" : "pending");
          }
          audit(tx, "run", run.id(), run.pipeline());
          return null;
        });
  }

  public Optional<RunRow> run(String id) {
    return database.transact(tx -> tx.first(RUN, RunRow::of, id));
  }

  /** Newest first. */
  public List<RunRow> runs(int limit) {
    return database.transact(
        tx ->
            tx.list(
                "SELECT * FROM lg_run ORDER BY created_at DESC, run_id DESC LIMIT " + limit,
                RunRow::of));
  }

  /** Runs whose id starts with the text. */
  public List<String> runsLike(String prefix) {
    return database.transact(
        tx ->
            tx.list(
                "SELECT run_id FROM lg_run WHERE run_id LIKE ? ORDER BY run_id",
                r -> r.getString(1),
                prefix.replaceAll("[^0-9a-f-]", "") + "%"));
  }

  public List<StageRow> stages(String run) {
    return database.transact(tx -> tx.list(STAGES, StageRow::of, run));
  }

  /** Stages whose needs are met and whose time has come; what a crash left behind among them. */
  public List<String> runnable(String run) {
    long now = clock.millis();
    return database.transact(
        tx -> {
          var rows = tx.list(STAGES, StageRow::of, run);
          return rows.stream()
              .filter(
                  s -> (s.status() == Status.PENDING && s.notBefore() <= now) || s.abandoned(now))
              .filter(s -> needsMet(s, rows))
              .map(StageRow::id)
              .toList();
        });
  }

  private static boolean needsMet(StageRow stage, List<StageRow> rows) {
    return rows.stream()
        .filter(r -> stage.needs().contains(r.id()))
        .allMatch(r -> r.status().good());
  }

  /** The claim, or nothing when someone else was first. */
  public Optional<Claim> claim(String run, String stage, Owner owner) {
    long now = clock.millis();
    return database.transact(
        tx -> {
          var row =
              tx.first(
                      "SELECT * FROM lg_stage WHERE run_id = ? AND stage_id = ? FOR UPDATE",
                      StageRow::of,
                      run,
                      stage)
                  .orElseThrow();
          boolean free =
              (row.status() == Status.PENDING && row.notBefore() <= now) || row.abandoned(now);
          if (!free) {
            return Optional.empty();
          }
          long fence = row.fence() + 1;
          int changed =
              tx.update(
                  "UPDATE lg_stage SET status = 'running', fence = ?, attempt = attempt + 1, lease_owner = ?, lease_until = ?, started_at = ?, finished_at = NULL, message = NULL WHERE run_id = ? AND stage_id = ? AND fence = ?",
                  fence,
                  owner.toString(),
                  now + LEASE.toMillis(),
                  now,
                  run,
                  stage,
                  row.fence());
          if (changed == 0) {
            return Optional.empty();
          }
          tx.update(
              "INSERT INTO lg_stage_attempt (run_id, stage_id, fence, attempt, lease_owner, status, started_at) VALUES (?,?,?,?,?,'running',?)",
              run,
              stage,
              fence,
              row.attempt() + 1,
              owner.toString(),
              now);
          tx.update(
              "UPDATE lg_run SET status = 'running' WHERE run_id = ? AND status = 'queued'", run);
          return Optional.of(new Claim(run, stage, fence, row.attempt() + 1, owner));
        });
  }

  /** Keeps the owner's leases; says whether the run was asked to stop. */
  public boolean heartbeat(String run, Owner owner) {
    long until = clock.millis() + LEASE.toMillis();
    return database.transact(
        tx -> {
          tx.update(
              "UPDATE lg_stage SET lease_until = ? WHERE run_id = ? AND lease_owner = ? AND status = 'running'",
              until,
              run,
              owner.toString());
          return tx.first(
                  "SELECT cancel_requested FROM lg_run WHERE run_id = ?", r -> r.getBoolean(1), run)
              .orElse(false);
        });
  }

  public void requestCancel(String run) {
    database.transact(
        tx -> {
          tx.update("UPDATE lg_run SET cancel_requested = ? WHERE run_id = ?", true, run);
          audit(tx, "cancel", run, "");
          return null;
        });
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
        rows);
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

  /** Stages that can no longer run because one they need did not end well. */
  public void skipBlocked(String run) {
    database.transact(
        tx -> {
          var rows = tx.list(STAGES, StageRow::of, run);
          var lost =
              new ArrayList<>(
                  rows.stream()
                      .filter(r -> r.status().ended() && !r.status().good())
                      .map(StageRow::id)
                      .toList());
          for (StageRow s : rows) {
            if (s.status() == Status.PENDING && s.needs().stream().anyMatch(lost::contains)) {
              tx.update(
                  "UPDATE lg_stage SET status = 'skipped' WHERE run_id = ? AND stage_id = ? AND status = 'pending'",
                  run,
                  s.id());
              lost.add(s.id());
            }
          }
          return null;
        });
  }

  /** Pending stages of a cancelled run become cancelled. */
  public void cancelPending(String run) {
    database.transact(
        tx ->
            tx.update(
                "UPDATE lg_stage SET status = 'cancelled' WHERE run_id = ? AND status = 'pending'",
                run));
  }

  /** Ends a run once; a second call changes nothing and says so. */
  public boolean finish(
      String run,
      Run.Status status,
      @Nullable String digest,
      @Nullable String manifestSha,
      @Nullable String manifestBody,
      @Nullable String error) {
    return database.transact(
        tx -> {
          int changed =
              tx.update(
                  "UPDATE lg_run SET status = ?, result_digest = ?, manifest_sha = ?, finished_at = ?, error_body = ? WHERE run_id = ? AND status IN ('queued', 'running')",
                  status.word(),
                  digest,
                  manifestSha,
                  clock.millis(),
                  error,
                  run);
          if (changed == 1
              && manifestSha != null
              && tx.first(
                      "SELECT 1 FROM lg_manifest WHERE manifest_sha = ?",
                      r -> r.getInt(1),
                      manifestSha)
                  .isEmpty()) {
            tx.update(
                "INSERT INTO lg_manifest (manifest_sha, run_id, stage_id, body) VALUES (?,?,NULL,?)",
                manifestSha,
                run,
                manifestBody);
          }
          return changed == 1;
        });
  }

  /**
   * Makes a run that did not succeed run again from where it stands. Nothing done is done twice.
   */
  public void reopen(String run) {
    long now = clock.millis();
    database.transact(
        tx -> {
          for (StageRow s : tx.list(STAGES, StageRow::of, run)) {
            boolean again = (s.status().ended() && !s.status().good()) || s.abandoned(now);
            if (again) {
              tx.update(
                  "UPDATE lg_stage SET status = 'pending', not_before = 0, lease_until = 0 WHERE run_id = ? AND stage_id = ? AND fence = ?",
                  run,
                  s.id(),
                  s.fence());
            }
          }
          tx.update(
              "UPDATE lg_run SET status = 'running', cancel_requested = ?, finished_at = NULL, error_body = NULL WHERE run_id = ?",
              false,
              run);
          audit(tx, "resume", run, "");
          return null;
        });
  }

  /** Makes stages of a running run run again, because what they wrote is gone. */
  public void redo(String run, List<String> stages) {
    database.transact(
        tx -> {
          for (String s : stages) {
            tx.update(
                "UPDATE lg_stage SET status = 'pending', not_before = 0 WHERE run_id = ? AND stage_id = ? AND status IN ('succeeded', 'cached')",
                run,
                s);
          }
          return null;
        });
  }

  /** Stages that a re-run must leave out, such as those of another profile. */
  public void skip(String run, List<String> stages) {
    database.transact(
        tx -> {
          for (String s : stages) {
            tx.update(
                "UPDATE lg_stage SET status = 'skipped' WHERE run_id = ? AND stage_id = ? AND status = 'pending'",
                run,
                s);
          }
          return null;
        });
  }

  public Optional<String> cached(String key) {
    return database.transact(
        tx -> tx.first("SELECT body FROM lg_cache WHERE cache_key = ?", r -> r.getString(1), key));
  }

  public void cache(String key, String run, String body) {
    database.transact(
        tx -> {
          tx.update("DELETE FROM lg_cache WHERE cache_key = ?", key);
          return tx.update(
              "INSERT INTO lg_cache (cache_key, run_id, body, created_at) VALUES (?,?,?,?)",
              key,
              run,
              body,
              clock.millis());
        });
  }

  /** Whether the marts hold the rows of a result. */
  public boolean published(String digest) {
    return database
        .transact(
            tx ->
                tx.first(
                    "SELECT 1 FROM mart_publication WHERE result_digest = ?",
                    r -> r.getInt(1),
                    digest))
        .isPresent();
  }

  public Optional<String> manifest(String sha) {
    return database.transact(
        tx ->
            tx.first(
                "SELECT body FROM lg_manifest WHERE manifest_sha = ?", r -> r.getString(1), sha));
  }

  private void audit(Tx tx, String action, String subject, String detail) throws SQLException {
    tx.update(
        "INSERT INTO lg_audit (at_time, actor, action, subject, detail) VALUES (?,?,?,?,?)",
        clock.millis(),
        System.getProperty("user.name", "unknown"),
        action,
        subject,
        detail);
  }
}
