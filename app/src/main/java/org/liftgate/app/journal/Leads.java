package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who leads which run: one process at a time takes a run's stages on and ends it, for as long as it
 * keeps saying so. Whoever comes first takes a run whose leader is gone.
 */
public final class Leads {
  private final Database database;
  private final Clock clock;

  Leads(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A run that has not ended, and who said last that he leads it. */
  private record Open(String run, @Nullable String leader, long until) {
    static Open of(ResultSet row) throws SQLException {
      return new Open(
          row.getString("run_id"), row.getString("leader"), row.getLong("leader_until"));
    }

    boolean free(long now) {
      return leader == null || until < now || Owner.parse(leader).dead();
    }
  }

  private static final String OPEN =
      "SELECT run_id, leader, leader_until FROM lg_run WHERE status IN ('queued', 'running')";

  /** Runs that wait for a leader, oldest first. */
  public List<String> waiting() {
    long now = clock.millis();
    return database
        .transact(tx -> tx.list(OPEN + " ORDER BY created_at, run_id", Open::of))
        .stream()
        .filter(o -> o.free(now))
        .map(Open::run)
        .toList();
  }

  /** Who leads a run now, if a living process does. */
  public Optional<String> leader(String run) {
    long now = clock.millis();
    return database
        .transact(tx -> tx.first(OPEN + " AND run_id = ?", Open::of, run))
        .filter(o -> !o.free(now))
        .map(Open::leader);
  }

  /** Whether another process has taken the run over; one that has ended is nobody's. */
  public boolean lost(String run, Owner owner) {
    return database
        .transact(tx -> tx.first(OPEN + " AND run_id = ?", Open::of, run))
        .filter(o -> o.leader() != null && !owner.toString().equals(o.leader()))
        .isPresent();
  }

  /** Takes a run that nobody leads; says whether this owner leads it now. */
  public boolean take(String run, Owner owner) {
    long now = clock.millis();
    return database.transact(
        tx -> {
          var open = tx.first(OPEN + " AND run_id = ? FOR UPDATE", Open::of, run);
          boolean mine = open.isPresent() && owner.toString().equals(open.get().leader());
          if (open.isEmpty() || !(mine || open.get().free(now))) {
            return false;
          }
          lead(tx, run, owner, now);
          return true;
        });
  }

  static void lead(Tx tx, String run, Owner owner, long now) throws SQLException {
    tx.update(
        "UPDATE lg_run SET leader = ?, leader_until = ? WHERE run_id = ?",
        owner.toString(),
        now + Journal.LEASE.toMillis(),
        run);
  }

  /**
   * Lets a run go that this owner leads, so that another need not wait for the lease to run out.
   */
  public void release(String run, Owner owner) {
    database.transact(
        tx ->
            tx.update(
                "UPDATE lg_run SET leader = NULL, leader_until = 0 WHERE run_id = ? AND leader = ?",
                run,
                owner.toString()));
  }
}
