package org.liftgate.app.journal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftgate.app.journal.Firing.Status;

/** Nominal times of schedules: planned once, decided once, started at most once. */
public final class Firings {
  private static final String ALL = "SELECT * FROM lg_firing WHERE ";

  private final Database database;
  private final Clock clock;

  Firings(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A nominal time as it is first written down.
   *
   * @param late whether it makes up for a time that passed: such firings run one after another
   */
  public record Planned(Instant nominal, Status status, String reason, boolean late) {}

  /**
   * Writes down what becomes of the times up to {@code until}; does nothing when another process
   * has planned as far already, or the schedule was changed meanwhile.
   *
   * @param from up to where the caller took it to be planned
   */
  public boolean plan(String schedule, Instant from, Instant until, List<Planned> planned) {
    return database.transact(
        tx -> {
          int changed =
              tx.update(
                  "UPDATE lg_schedule SET planned_until = ? WHERE schedule_id = ? AND planned_until = ?",
                  until.toEpochMilli(),
                  schedule,
                  from.toEpochMilli());
          if (changed == 1) {
            for (Planned p : planned) {
              insert(tx, schedule, p);
            }
          }
          return changed == 1;
        });
  }

  /** Adds times that passed; those that have started already stay as they are. */
  public List<Instant> backfill(String schedule, List<Instant> nominals) {
    return database.transact(
        tx -> {
          var added = new java.util.ArrayList<Instant>();
          for (Instant nominal : nominals) {
            int again =
                tx.update(
                    "UPDATE lg_firing SET status = 'due', reason = '', backfill = ?, due_at = ?, changed_at = ? WHERE schedule_id = ? AND nominal = ? AND status IN ('skipped', 'missed')",
                    true,
                    clock.millis(),
                    clock.millis(),
                    schedule,
                    nominal.toEpochMilli());
            if (again == 1 || insert(tx, schedule, new Planned(nominal, Status.DUE, "", true))) {
              added.add(nominal);
            }
          }
          return added;
        });
  }

  /** One that arriving data ask for; nothing when that time has a firing already. */
  public boolean arrived(String schedule, Instant nominal) {
    return database.transact(
        tx -> insert(tx, schedule, new Planned(nominal, Status.DUE, "", false)));
  }

  private boolean insert(Tx tx, String schedule, Planned p) throws SQLException {
    boolean there =
        tx.first(
                "SELECT 1 FROM lg_firing WHERE schedule_id = ? AND nominal = ?",
                r -> r.getInt(1),
                schedule,
                p.nominal().toEpochMilli())
            .isPresent();
    if (!there) {
      tx.update(
          "INSERT INTO lg_firing (schedule_id, nominal, status, reason, backfill, due_at, changed_at) VALUES (?,?,?,?,?,?,?)",
          schedule,
          p.nominal().toEpochMilli(),
          p.status().word(),
          p.reason(),
          p.late(),
          clock.millis(),
          clock.millis());
    }
    return !there;
  }

  /** Every firing that may start when it can, oldest first. */
  public List<Firing> due() {
    return database.transact(
        tx -> tx.list(ALL + "status = 'due' ORDER BY nominal, schedule_id", Firing::of));
  }

  /** A schedule's firings, newest first. */
  public List<Firing> of(String schedule, int limit) {
    return database.transact(
        tx ->
            tx.list(
                ALL + "schedule_id = ? ORDER BY nominal DESC LIMIT " + limit,
                Firing::of,
                schedule));
  }

  /** A schedule's firings from one time to before another, oldest first. */
  public List<Firing> between(String schedule, Instant from, Instant to) {
    return database.transact(
        tx ->
            tx.list(
                ALL + "schedule_id = ? AND nominal >= ? AND nominal < ? ORDER BY nominal",
                Firing::of,
                schedule,
                from.toEpochMilli(),
                to.toEpochMilli()));
  }

  /**
   * Firings from a nominal time to before another that have no result: due, left out, or their run
   * still works.
   */
  public List<Firing> open(Instant from, Instant to) {
    return database.transact(
        tx ->
            tx.list(
                "SELECT f.* FROM lg_firing f LEFT JOIN lg_run r ON r.run_id = f.run_id WHERE f.nominal >= ? AND f.nominal < ? AND f.status IN ('due', 'skipped', 'missed', 'started') AND (f.status <> 'started' OR r.status IN ('queued', 'running')) ORDER BY f.nominal, f.schedule_id",
                Firing::of,
                from.toEpochMilli(),
                to.toEpochMilli()));
  }

  /** Runs of a schedule that have not ended, oldest first. */
  public List<String> working(String schedule) {
    return database.transact(
        tx ->
            tx.list(
                "SELECT r.run_id FROM lg_firing f JOIN lg_run r ON r.run_id = f.run_id WHERE f.schedule_id = ? AND r.status IN ('queued', 'running') ORDER BY r.created_at",
                r -> r.getString(1),
                schedule));
  }

  /** Decides a due firing, or says why it still waits; nothing when another process was first. */
  public boolean decide(Firing firing, Status status, String reason) {
    return database.transact(
        tx ->
            tx.update(
                    "UPDATE lg_firing SET status = ?, reason = ?, changed_at = ? WHERE schedule_id = ? AND nominal = ? AND status = 'due'",
                    status.word(),
                    reason,
                    clock.millis(),
                    firing.schedule(),
                    firing.nominal().toEpochMilli())
                == 1);
  }

  /**
   * Creates the run of a due firing in the transaction that marks it started, so that there is one
   * run however many processes try.
   *
   * @return whether this call was the one
   */
  public boolean start(Firing firing, Journal journal, RunRow run, List<Journal.NewStage> stages) {
    return database.transact(
        tx -> {
          int mine =
              tx.update(
                  "UPDATE lg_firing SET status = 'started', run_id = ?, reason = '', changed_at = ? WHERE schedule_id = ? AND nominal = ? AND status = 'due'",
                  run.id(),
                  clock.millis(),
                  firing.schedule(),
                  firing.nominal().toEpochMilli());
          if (mine == 1) {
            journal.create(tx, run, stages, Optional.empty());
          }
          return mine == 1;
        });
  }

  /** The firing that started a run, if a schedule did. */
  public Optional<Firing> ofRun(String run) {
    return database.transact(tx -> tx.first(ALL + "run_id = ?", Firing::of, run));
  }
}
