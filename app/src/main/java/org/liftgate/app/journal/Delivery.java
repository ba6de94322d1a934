package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message to a target, and how far it has come.
 *
 * @param id made from what it is about and the target: there is one, however many processes write
 * @param event failed, verdict, warning, recovered or late
 * @param run the run it is about; null for a schedule that is late
 * @param body the message, JSON
 * @param notBefore when it is tried next
 * @param reason why the last try failed; empty where none has
 */
public record Delivery(
    String id,
    String target,
    String event,
    @Nullable String run,
    @Nullable String schedule,
    String subject,
    String body,
    Status status,
    int attempts,
    Instant notBefore,
    String reason,
    Instant created,
    Instant changed) {

  /** Waiting ones are tried until they are sent; dead ones were tried often enough. */
  public enum Status {
    WAITING,
    SENT,
    DEAD;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Delivery of(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("delivery_id"),
        row.getString("target_id"),
        row.getString("event"),
        row.getString("run_id"),
        row.getString("schedule_id"),
        row.getString("subject"),
        row.getString("body"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("not_before")),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")));
  }
}
