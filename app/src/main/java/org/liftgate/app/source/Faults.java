package org.liftgate.app.source;

import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.liftgate.kernel.LiftgateException;

/**
 * What a database with raw data says, for people: what failed, whether to try again, what to do.
 */
final class Faults {
  private static final Pattern BROKEN =
      Pattern.compile(
          "EOFException|unexpectedly lost|Communications link|Connection reset|Broken pipe");

  private Faults() {}

  static LiftgateException of(SQLException e, String doing, JdbcUrl url) {
    String said = url.scrubbed(message(e));
    String where = doing.contains(url.shown()) ? doing : doing + " " + url.shown();
    return switch (kind(e)) {
      case ACCOUNT ->
          failed(
              where + ": the database refuses the account",
              "Maybe set LIFTGATE_SOURCE_USER and LIFTGATE_SOURCE_PASSWORD; a run does not keep them.");
      case RIGHT ->
          failed(
              where + ": the account may not do that: " + said,
              "Maybe it lacks a grant; deploy/mysql/grants.sql has them.");
      case ABSENT ->
          failed(where + ": there is no such database", "Maybe its name or path is misspelt.");
      case KEY ->
          failed(
              where + ": the server wants an encrypted connection",
              "Maybe add sslMode=REQUIRED to the URL.");
      case LOCKED ->
          LiftgateException.passing(
              where + ": somebody else holds the tables\nMaybe another load is at work.", e);
      case LOST ->
          LiftgateException.passing(
              where
                  + ": the connection was lost or refused: "
                  + said
                  + "\nMaybe the database is down; resume the run when it is up.",
              e);
      case OTHER -> LiftgateException.failed(where + ": the database refused: " + said, e);
    };
  }

  private enum Kind {
    ACCOUNT,
    RIGHT,
    ABSENT,
    KEY,
    LOCKED,
    LOST,
    OTHER
  }

  private static Kind kind(SQLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains("Public Key Retrieval")) {
        return Kind.KEY;
      }
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof IOException || BROKEN.matcher(String.valueOf(t.getMessage())).find()) {
        return Kind.LOST; // in mid-result a driver may give it no state at all
      }
      if (t instanceof SQLException s) {
        Kind kind = kind(s.getErrorCode(), String.valueOf(s.getSQLState()));
        if (kind != Kind.OTHER) {
          return kind;
        }
      }
    }
    return Kind.OTHER;
  }

  private static Kind kind(int code, String state) {
    return switch (code) {
      case 1045, 1698, 28000 -> Kind.ACCOUNT;
      case 1044, 1142, 1143, 1227, 1370, 90096 -> Kind.RIGHT;
      case 1049, 90146, 90124 -> Kind.ABSENT;
      case 1205, 1213, 3572, 50200, 40001 -> Kind.LOCKED;
      case 1053, 2006, 2013, 90067, 90098, 90121, 90020 -> Kind.LOST;
      default ->
          state.startsWith("28")
              ? Kind.ACCOUNT
              : state.startsWith("08")
                  ? Kind.LOST
                  : state.startsWith("40") ? Kind.LOCKED : Kind.OTHER;
    };
  }

  private static LiftgateException failed(String what, String hint) {
    return LiftgateException.failed(what + "\n" + hint, null);
  }

  /** The first line; drivers add traces and advice. */
  private static String message(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }
}
