package org.liftgate.engine.duckdb;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** What DuckDB says, cut down to what a person needs, with the code of who has to act. */
final class Faults {
  private static final Pattern LINE = Pattern.compile("\\nLINE (\\d+):");
  private static final String PENDING =
      "Attempting to execute an unsuccessful or closed pending query result";
  private static final Pattern KIND = Pattern.compile("^([A-Za-z ]+) Error: ?");

  private Faults() {}

  /**
   * @param what the table or statement at work
   * @param memory the engine's memory limit in bytes
   */
  static LiftgateException translate(SQLException e, String what, long memory) {
    String full = String.valueOf(e.getMessage());
    int inner = full.startsWith(PENDING) ? full.indexOf("Error: ") : -1;
    full = inner < 0 ? full : full.substring(inner + "Error: ".length());
    Matcher kind = KIND.matcher(full);
    String word = kind.find() ? kind.group(1) : "";
    String text = trim(full);
    if (word.equalsIgnoreCase("INTERRUPT") || full.contains("Interrupted!")) {
      return LiftgateException.cancelled();
    }
    if (full.contains("No space left on device") || full.contains("max_temp_directory_size")) {
      return LiftgateException.failed(
          what + ": the disk is full (No space left on device): " + text + full(), e);
    }
    if (full.contains("CSV Parser state machine reached an invalid state")) {
      return LiftgateException.input(
          Problem.of(
              what,
              null,
              "has lines that end in different ways (CR LF and LF alone), or a quote within a cell",
              "Maybe save it again with one kind of line end."));
    }
    return switch (word) {
      case "Out of Memory" -> LiftgateException.failed(what + memory(memory), e);
      case "Binder", "Catalog", "Parser", "Syntax", "Conversion", "Invalid Input", "Out of Range" ->
          LiftgateException.input(problem(what, full, text));
      default -> LiftgateException.failed(what + ": " + text, e);
    };
  }

  private static String full() {
    return "\nMaybe free some space and resume the run.";
  }

  private static String memory(long bytes) {
    return " needs more memory than the engine may use (memory limit %d MB).\nMaybe raise the engine's memory limit, or lower its threads."
        .formatted(bytes >> 20);
  }

  private static Problem problem(String what, String full, String text) {
    Matcher line = LINE.matcher(full);
    int hint = text.indexOf("Did you mean");
    String message = hint < 0 ? text : text.substring(0, hint).strip();
    String maybe = hint < 0 ? "" : "Maybe: " + text.substring(hint).strip();
    Problem problem = Problem.of(what, null, "cannot be computed: " + message, maybe);
    return line.find() ? problem.at("SQL", Long.parseLong(line.group(1)), 0) : problem;
  }

  /** The sentence without the engine's excerpt of the statement and its general advice. */
  static String trim(String message) {
    String text = KIND.matcher(message).replaceFirst("");
    for (String cut :
        new String[] {"\n\nLINE ", "\nLINE ", "\n\nPossible solutions", "\n\nSee also"}) {
      int at = text.indexOf(cut);
      text = at < 0 ? text : text.substring(0, at);
    }
    return text.strip().replaceAll("\\s*\\n\\s*", " ");
  }
}
