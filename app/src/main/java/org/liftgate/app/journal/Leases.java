package org.liftgate.app.journal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.liftgate.app.journal.StageRow.Status;

/** Who works on what: a stage belongs to one owner at a time, for as long as its lease is kept. */
public final class Leases {
  private final Database database;
  private final Clock clock;

  Leases(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Stages whose needs are met and whose time has come; what a crash left behind among them. */
  public List<String> runnable(String run) {
    long now = clock.millis();
    return database.transact(
        tx -> {
          var rows = tx.list(Journal.STAGES, StageRow::of, run);
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
                  now + Journal.LEASE.toMillis(),
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
    long until = clock.millis() + Journal.LEASE.toMillis();
    return database.transact(
        tx -> {
          tx.update(
              "UPDATE lg_stage SET lease_until = ? WHERE run_id = ? AND lease_owner = ? AND status = 'running'",
              until,
              run,
              owner.toString());
          tx.update(
              "UPDATE lg_run SET leader_until = ? WHERE run_id = ? AND leader = ?",
              until,
              run,
              owner.toString());
          return tx.first(
                  "SELECT cancel_requested FROM lg_run WHERE run_id = ?", r -> r.getBoolean(1), run)
              .orElse(false);
        });
  }
}
