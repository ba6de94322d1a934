package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Digest;

/**
 * What people did. Each row's hash covers the row and the hash before it, so that no row can be
 * changed, taken out or put in unseen; rows cut off at the end are seen by who kept the last hash.
 */
public final class Audit {
  private static final String START = "";
  private static final int WHO = 200;
  private static final int TARGET = 300;
  private static final int AT_ONCE = 1000;

  private final Database database;
  private final Clock clock;

  Audit(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * An act.
   *
   * @param who a user, or a person on the machine's command line
   * @param what such as token.create
   * @param target what it was done to; empty where that is plain
   * @param outcome done or refused
   */
  public record Act(String who, String what, String target, String outcome) {
    public Act {
      who = shortened(who, WHO);
      target = shortened(target, TARGET);
    }

    /** It was done. */
    public static Act done(String who, String what, String target) {
      return new Act(who, what, target, "done");
    }

    /** It was refused. */
    public static Act refused(String who, String what, String target) {
      return new Act(who, what, target, "refused");
    }

    private static String shortened(String text, int most) {
      return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
  }

  /** An act as it stands in the chain; seq counts from 1. */
  public record Row(long seq, Instant time, Act act, String previous, String hash) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getLong("seq"),
          Instant.ofEpochMilli(row.getLong("happened_at")),
          new Act(
              row.getString("who"),
              row.getString("what"),
              row.getString("target"),
              row.getString("outcome")),
          row.getString("previous_hash"),
          row.getString("hash"));
    }

    private static Row after(@Nullable Row last, Instant time, Act act) {
      long seq = last == null ? 1 : last.seq() + 1;
      String previous = last == null ? START : last.hash();
      return new Row(seq, time, act, previous, hash(seq, time, act, previous));
    }

    private static String hash(long seq, Instant time, Act act, String previous) {
      return Digest.sha256()
          .add(previous)
          .add(Long.toString(seq))
          .add(Long.toString(time.toEpochMilli()))
          .add(act.who())
          .add(act.what())
          .add(act.target())
          .add(act.outcome())
          .hex();
    }
  }

  /**
   * How the chain was found.
   *
   * @param rows as far as it holds
   * @param head hash of the last row that holds; empty where there is none
   * @param broken the first row that does not follow from the one before; null where all do
   */
  public record Check(long rows, String head, @Nullable Long broken) {}

  public Row append(Act act) {
    return database.transact(tx -> append(tx, act));
  }

  /** In a transaction whose change it tells of; its first statement. */
  Row append(Tx tx, Act act) throws SQLException {
    tx.lock("audit");
    Row last =
        tx.first("SELECT * FROM lg_audit_chain ORDER BY seq DESC LIMIT 1", Row::of).orElse(null);
    Row row = Row.after(last, Instant.ofEpochMilli(clock.millis()), act);
    tx.update(
        "INSERT INTO lg_audit_chain (seq, happened_at, who, what, target, outcome, previous_hash, hash) VALUES (?,?,?,?,?,?,?,?)",
        row.seq(),
        row.time().toEpochMilli(),
        act.who(),
        act.what(),
        act.target(),
        act.outcome(),
        row.previous(),
        row.hash());
    return row;
  }

  /**
   * Newest first.
   *
   * @param before only rows before this one; null for the newest
   */
  public List<Row> newestFirst(@Nullable Long before, int limit) {
    return database.transact(
        tx ->
            tx.list(
                "SELECT * FROM lg_audit_chain WHERE seq < ? ORDER BY seq DESC LIMIT " + limit,
                Row::of,
                before == null ? Long.MAX_VALUE : before));
  }

  /** Computes every hash again. */
  public Check verify() {
    Row last = null;
    while (true) {
      long from = last == null ? 0 : last.seq();
      List<Row> rows =
          database.transact(
              tx ->
                  tx.list(
                      "SELECT * FROM lg_audit_chain WHERE seq > ? ORDER BY seq LIMIT " + AT_ONCE,
                      Row::of,
                      from));
      for (Row row : rows) {
        if (!row.equals(Row.after(last, row.time(), row.act()))) {
          return check(last, row.seq());
        }
        last = row;
      }
      if (rows.size() < AT_ONCE) {
        return check(last, null);
      }
    }
  }

  private static Check check(@Nullable Row last, @Nullable Long broken) {
    return new Check(last == null ? 0 : last.seq(), last == null ? START : last.hash(), broken);
  }
}
