package org.liftgate.app.journal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.Delivery.Status;
import org.liftgate.kernel.LiftgateException;

/**
 * Messages that are to be delivered at least once. They are written in the transaction that marks
 * their cause as told, taken by one process at a time, and tried until they are sent or have been
 * tried often enough.
 */
public final class Outbox {
  /** How long a process may take to deliver a message before another tries. */
  public static final Duration TAKEN = Duration.ofMinutes(2);

  /** With the waits between them about five hours: a mail server may be mended meanwhile. */
  public static final int ATTEMPTS = 10;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofHours(2);
  private static final int REASON = 1000;
  private static final int SUBJECT = 300;

  private final Database database;
  private final Clock clock;

  Outbox(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A message before it is written. */
  public record Message(
      String id,
      String target,
      String event,
      @Nullable String run,
      @Nullable String schedule,
      String subject,
      String body) {}

  /** Runs that ended at or after a time, and nobody has been told of that end; oldest end first. */
  public List<RunRow> untold(long since, int limit) {
    return database.transact(
        tx ->
            tx.list(
                "SELECT r.* FROM lg_run r LEFT JOIN lg_told t ON t.run_id = r.run_id AND t.finished_at = r.finished_at WHERE r.finished_at >= ? AND t.run_id IS NULL ORDER BY r.finished_at LIMIT "
                    + limit,
                RunRow::of,
                since));
  }

  /** Marks a run's end as told and writes its messages, both or neither; false if it was told. */
  public boolean tell(RunRow run, List<Message> messages) {
    try {
      return database.transact(
          tx -> {
            if (told(tx, run)) {
              return false;
            }
            tx.update(
                "INSERT INTO lg_told (run_id, finished_at) VALUES (?,?)",
                run.id(),
                run.finishedAt());
            for (Message m : messages) {
              insert(tx, m);
            }
            return true;
          });
    } catch (LiftgateException e) {
      if (database.transact(tx -> told(tx, run))) {
        return false; // another process told it between the look and the writing
      }
      throw e;
    }
  }

  private static boolean told(Tx tx, RunRow run) throws SQLException {
    return tx.first(
            "SELECT 1 FROM lg_told WHERE run_id = ? AND finished_at = ?",
            r -> r.getInt(1),
            run.id(),
            run.finishedAt())
        .isPresent();
  }

  /** Writes a message; false if there was one of its name. */
  public boolean add(Message message) {
    try {
      return database.transact(tx -> insert(tx, message));
    } catch (LiftgateException e) {
      if (find(message.id()).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  private boolean insert(Tx tx, Message m) throws SQLException {
    if (find(tx, m.id()).isPresent()) {
      return false;
    }
    long now = clock.millis();
    tx.update(
        "INSERT INTO lg_delivery (delivery_id, target_id, event, run_id, schedule_id, subject, body, status, attempts, not_before, reason, created_at, changed_at) VALUES (?,?,?,?,?,?,?,'waiting',0,?,'',?,?)",
        m.id(),
        m.target(),
        m.event(),
        m.run(),
        m.schedule(),
        shortened(m.subject(), SUBJECT),
        m.body(),
        now,
        now,
        now);
    return true;
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** Takes messages whose time has come; nobody else gets them for a while. */
  public List<Delivery> take(int limit) {
    long now = clock.millis();
    return database.transact(
        tx -> {
          var mine = new ArrayList<Delivery>();
          for (Delivery d :
              tx.list(
                  "SELECT * FROM lg_delivery WHERE status = 'waiting' AND not_before <= ? ORDER BY not_before, created_at LIMIT "
                      + limit,
                  Delivery::of,
                  now)) {
            int taken =
                tx.update(
                    "UPDATE lg_delivery SET attempts = attempts + 1, not_before = ?, changed_at = ? WHERE delivery_id = ? AND status = 'waiting' AND attempts = ? AND not_before = ?",
                    now + TAKEN.toMillis(),
                    now,
                    d.id(),
                    d.attempts(),
                    d.notBefore().toEpochMilli());
            if (taken == 1) {
              mine.add(find(tx, d.id()).orElseThrow());
            }
          }
          return mine;
        });
  }

  /** The target has it. */
  public void sent(Delivery d) {
    end(d, Status.SENT, clock.millis(), "");
  }

  /** The target did not take it: it is tried again later, after the last try it is dead. */
  public void failed(Delivery d, String reason) {
    boolean over = d.attempts() >= ATTEMPTS;
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.clamp(d.attempts() - 1, 0, 20));
    Duration next = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    end(d, over ? Status.DEAD : Status.WAITING, clock.millis() + next.toMillis(), reason);
  }

  /** Only for the process that took this attempt: a later one knows better. */
  private void end(Delivery d, Status status, long notBefore, String reason) {
    database.transact(
        tx ->
            tx.update(
                "UPDATE lg_delivery SET status = ?, not_before = ?, reason = ?, changed_at = ? WHERE delivery_id = ? AND attempts = ? AND status = 'waiting'",
                status.word(),
                notBefore,
                shortened(reason, REASON),
                clock.millis(),
                d.id(),
                d.attempts()));
  }

  /**
   * Lets a message start again from its first try; false where it has been sent or is not there.
   */
  public boolean again(String id) {
    long now = clock.millis();
    return database.transact(
            tx ->
                tx.update(
                    "UPDATE lg_delivery SET status = 'waiting', attempts = 0, not_before = ?, changed_at = ? WHERE delivery_id = ? AND status <> 'sent'",
                    now,
                    now,
                    id))
        == 1;
  }

  public Optional<Delivery> find(String id) {
    return database.transact(tx -> find(tx, id));
  }

  /** Messages whose id starts with hexadecimal digits; at most two. */
  public List<Delivery> like(String start) {
    return database.transact(
        tx ->
            tx.list(
                "SELECT * FROM lg_delivery WHERE delivery_id LIKE ? ORDER BY delivery_id LIMIT 2",
                Delivery::of,
                start + "%"));
  }

  private static Optional<Delivery> find(Tx tx, String id) throws SQLException {
    return tx.first("SELECT * FROM lg_delivery WHERE delivery_id = ?", Delivery::of, id);
  }

  /**
   * Newest first.
   *
   * @param status null for all
   */
  public List<Delivery> latest(@Nullable Status status, int limit) {
    String order = " ORDER BY created_at DESC, delivery_id LIMIT " + limit;
    return database.transact(
        tx ->
            status == null
                ? tx.list("SELECT * FROM lg_delivery" + order, Delivery::of)
                : tx.list(
                    "SELECT * FROM lg_delivery WHERE status = ?" + order,
                    Delivery::of,
                    status.word()));
  }
}
