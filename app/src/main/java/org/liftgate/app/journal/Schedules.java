package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Schedules as the journal keeps them: a name, a definition that it does not read, how far planned.
 */
public final class Schedules {
  private final Database database;
  private final Clock clock;

  Schedules(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @param body the definition, JSON
   * @param plannedUntil up to which time its firings have been written down
   */
  public record Row(String name, String body, boolean paused, Instant plannedUntil) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString("schedule_id"),
          row.getString("body"),
          row.getBoolean("paused"),
          Instant.ofEpochMilli(row.getLong("planned_until")));
    }
  }

  public List<Row> all() {
    return database.transact(
        tx -> tx.list("SELECT * FROM lg_schedule ORDER BY schedule_id", Row::of));
  }

  public Optional<Row> find(String name) {
    return database.transact(
        tx -> tx.first("SELECT * FROM lg_schedule WHERE schedule_id = ?", Row::of, name));
  }

  /** Adds a schedule or changes one; times that have passed until now are not its own. */
  public void put(String name, String body) {
    long now = clock.millis();
    database.transact(
        tx -> {
          int changed =
              tx.update(
                  "UPDATE lg_schedule SET body = ?, planned_until = ?, updated_at = ? WHERE schedule_id = ?",
                  body,
                  now,
                  now,
                  name);
          if (changed == 0) {
            tx.update(
                "INSERT INTO lg_schedule (schedule_id, body, paused, planned_until, created_at, updated_at) VALUES (?,?,?,?,?,?)",
                name,
                body,
                false,
                now,
                now,
                now);
          }
          return null;
        });
  }

  /**
   * Pauses or goes on. Times that passed during a pause were not meant to fire; due firings are
   * left out.
   */
  public void pause(String name, boolean paused) {
    long now = clock.millis();
    database.transact(
        tx -> {
          tx.update(
              "UPDATE lg_schedule SET paused = ?, planned_until = ?, updated_at = ? WHERE schedule_id = ?",
              paused,
              now,
              now,
              name);
          return paused
              ? tx.update(
                  "UPDATE lg_firing SET status = 'skipped', reason = 'paused', changed_at = ? WHERE schedule_id = ? AND status = 'due'",
                  now,
                  name)
              : 0;
        });
  }

  /** Forgets a schedule and its firings; its runs stay. */
  public boolean remove(String name) {
    return database.transact(
        tx -> {
          tx.update("DELETE FROM lg_firing WHERE schedule_id = ?", name);
          return tx.update("DELETE FROM lg_schedule WHERE schedule_id = ?", name) == 1;
        });
  }
}
