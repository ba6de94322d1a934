package org.liftgate.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A check that reads tables and never changes one.
 *
 * @param id unique in the pipeline
 * @param uses the gate kind, {@code <room>.<kind>}
 * @param on the table it reads
 * @param by columns that make groups; empty for one verdict on the whole table
 * @param parameters of the kind
 * @param waivable whether an operator may waive it; schema and linkage gates may not be
 */
public record Gate(
    String id,
    String uses,
    String on,
    Severity severity,
    List<String> by,
    Record parameters,
    boolean waivable) {

  /** What a failing check means for the run. */
  public enum Severity {
    WARN,
    FAIL
  }

  /** The three results a gate can have. */
  public enum Status {
    PASS,
    WARN,
    FAIL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a gate found, for the whole table or for one group.
   *
   * @param group the group's value, empty for the whole table
   * @param passed whether the threshold holds; severity turns a no into warn or fail
   * @param measure the figure compared, null when there is none
   * @param threshold what it is compared with
   * @param message one plain sentence with the figure in it
   * @param quarantine a SELECT of the offending rows, copied aside for people to look at
   */
  public record Outcome(
      Optional<String> group,
      boolean passed,
      Double measure,
      Double threshold,
      String message,
      Optional<String> quarantine) {

    public Status status(Severity severity) {
      return passed ? Status.PASS : severity == Severity.FAIL ? Status.FAIL : Status.WARN;
    }
  }
}
