package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.Audit.Act;

/**
 * Users, tokens and sessions as the journal keeps them. Each change of users and tokens is one
 * transaction with its row of the audit. Secrets come and go as digests.
 */
public final class AccessRows {
  private static final long USED_EVERY = 60_000;

  private final Database database;
  private final Clock clock;
  private final Audit audit;

  AccessRows(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.audit = new Audit(database, clock);
  }

  /** A person or a program; role is a word that the journal does not read. */
  public record User(String name, String role, Instant created) {
    static User of(ResultSet row) throws SQLException {
      return new User(
          row.getString("user_id"),
          row.getString("role"),
          Instant.ofEpochMilli(row.getLong("created_at")));
    }
  }

  /**
   * A token without its secret.
   *
   * @param prefix how the secret begins
   * @param scopes words with commas between
   */
  public record Token(
      String id,
      String user,
      String prefix,
      String scopes,
      Instant created,
      @Nullable Instant expires,
      @Nullable Instant used,
      @Nullable Instant revoked) {
    static Token of(ResultSet row) throws SQLException {
      return new Token(
          row.getString("token_id"),
          row.getString("user_id"),
          row.getString("prefix"),
          row.getString("scopes"),
          Instant.ofEpochMilli(row.getLong("created_at")),
          time(row, "expires_at"),
          time(row, "used_at"),
          time(row, "revoked_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
      long millis = row.getLong(column);
      return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    public boolean valid(Instant now) {
      return revoked == null && (expires == null || now.isBefore(expires));
    }
  }

  /** A token that is valid, and its user's role. */
  public record Holder(Token token, String role) {
    static Holder of(ResultSet row) throws SQLException {
      return new Holder(Token.of(row), row.getString("role"));
    }
  }

  public List<User> users() {
    return database.transact(tx -> tx.list("SELECT * FROM lg_user ORDER BY user_id", User::of));
  }

  /** Oldest first. */
  public List<Token> tokens() {
    return database.transact(
        tx -> tx.list("SELECT * FROM lg_token ORDER BY created_at, token_id", Token::of));
  }

  /** Adds a user; false where there is one of this name. */
  public boolean add(String name, String role, String by) {
    return database.transact(
        tx -> {
          tx.lock("audit");
          return add(tx, name, role, by);
        });
  }

  private boolean add(Tx tx, String name, String role, String by) throws SQLException {
    if (!tx.list("SELECT * FROM lg_user WHERE user_id = ?", User::of, name).isEmpty()) {
      return false;
    }
    audit.append(tx, Act.done(by, "user.add", name + " " + role));
    tx.update(
        "INSERT INTO lg_user (user_id, role, created_at) VALUES (?,?,?)",
        name,
        role,
        clock.millis());
    return true;
  }

  /** How a change of a user ended; there must always be one of the highest role. */
  public enum Change {
    DONE,
    UNKNOWN,
    LAST
  }

  /**
   * Gives a user another role.
   *
   * @param highest the role of which one user must stay
   */
  public Change role(String name, String role, String highest, String by) {
    return changed(
        name,
        role.equals(highest) ? null : highest,
        tx -> {
          audit.append(tx, Act.done(by, "user.role", name + " " + role));
          return tx.update("UPDATE lg_user SET role = ? WHERE user_id = ?", role, name);
        });
  }

  /** Forgets a user; the tokens are revoked, also for a later user of the name. */
  public Change remove(String name, String highest, String by) {
    return changed(
        name,
        highest,
        tx -> {
          audit.append(tx, Act.done(by, "user.remove", name));
          tx.update(
              "UPDATE lg_token SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL",
              clock.millis(),
              name);
          return tx.update("DELETE FROM lg_user WHERE user_id = ?", name);
        });
  }

  private Change changed(String name, @Nullable String highest, Database.Work<Integer> change) {
    return database.transact(
        tx -> {
          tx.lock("audit");
          var users = tx.list("SELECT * FROM lg_user", User::of);
          var user = users.stream().filter(u -> u.name().equals(name)).findFirst();
          if (user.isEmpty()) {
            return Change.UNKNOWN;
          }
          long highs = users.stream().filter(u -> u.role().equals(highest)).count();
          if (user.get().role().equals(highest) && highs == 1) {
            return Change.LAST;
          }
          change.in(tx);
          return Change.DONE;
        });
  }

  /** Adds a token; false where its user is not there. */
  public boolean add(Token token, String digest, String by) {
    return database.transact(
        tx -> {
          tx.lock("audit");
          boolean known =
              tx.first("SELECT * FROM lg_user WHERE user_id = ?", User::of, token.user())
                  .isPresent();
          if (known) {
            insert(tx, token, digest, by);
          }
          return known;
        });
  }

  /** Adds the first user and a token for it; false where there are users. */
  public boolean first(User user, Token token, String digest) {
    if (!users().isEmpty()) {
      return false;
    }
    return database.transact(
        tx -> {
          tx.lock("audit");
          boolean none = tx.list("SELECT * FROM lg_user", User::of).isEmpty();
          if (none) {
            add(tx, user.name(), user.role(), "first start");
            insert(tx, token, digest, "first start");
          }
          return none;
        });
  }

  private void insert(Tx tx, Token token, String digest, String by) throws SQLException {
    audit.append(tx, Act.done(by, "token.create", token.user() + " " + token.prefix()));
    tx.update(
        "INSERT INTO lg_token (token_id, user_id, digest, prefix, scopes, created_at, expires_at) VALUES (?,?,?,?,?,?,?)",
        token.id(),
        token.user(),
        digest,
        token.prefix(),
        token.scopes(),
        token.created().toEpochMilli(),
        Optional.ofNullable(token.expires()).map(Instant::toEpochMilli));
  }

  /** Ends a token and its sessions at once; false where it has been revoked. */
  public boolean revoke(Token token, String by) {
    return database.transact(
        tx -> {
          audit.append(tx, Act.done(by, "token.revoke", token.user() + " " + token.prefix()));
          tx.update("DELETE FROM lg_session WHERE token_id = ?", token.id());
          return tx.update(
                  "UPDATE lg_token SET revoked_at = ? WHERE token_id = ? AND revoked_at IS NULL",
                  clock.millis(),
                  token.id())
              == 1;
        });
  }

  /** Who holds the valid token of this digest; notes that it was used, to the minute. */
  public Optional<Holder> holder(String digest) {
    return valid(
        "SELECT t.*, u.role FROM lg_token t JOIN lg_user u ON u.user_id = t.user_id WHERE t.digest = ?",
        digest);
  }

  /** Who is signed in with the session of this digest. */
  public Optional<Holder> session(String digest) {
    return valid(
        "SELECT t.*, u.role FROM lg_session s JOIN lg_token t ON t.token_id = s.token_id JOIN lg_user u ON u.user_id = t.user_id WHERE s.digest = ? AND s.expires_at > ?",
        digest,
        clock.millis());
  }

  private Optional<Holder> valid(String sql, Object... values) {
    Instant now = clock.instant();
    var found =
        database
            .transact(tx -> tx.first(sql, Holder::of, values))
            .filter(h -> h.token().valid(now));
    found.ifPresent(h -> used(h.token(), now.toEpochMilli()));
    return found;
  }

  private void used(Token token, long now) {
    if (token.used() == null || now - token.used().toEpochMilli() >= USED_EVERY) {
      database.transact(
          tx -> tx.update("UPDATE lg_token SET used_at = ? WHERE token_id = ?", now, token.id()));
    }
  }

  /** Begins a session of a token; those that have ended are forgotten. */
  public void begin(String digest, Token token, Instant expires) {
    database.transact(
        tx -> {
          tx.update("DELETE FROM lg_session WHERE expires_at < ?", clock.millis());
          return tx.update(
              "INSERT INTO lg_session (digest, token_id, expires_at) VALUES (?,?,?)",
              digest,
              token.id(),
              expires.toEpochMilli());
        });
  }

  public void end(String digest) {
    database.transact(tx -> tx.update("DELETE FROM lg_session WHERE digest = ?", digest));
  }
}
