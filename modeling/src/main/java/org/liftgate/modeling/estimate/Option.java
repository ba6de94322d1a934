package org.liftgate.modeling.estimate;

import java.util.List;

/**
 * One option of a verb.
 *
 * @param name without the dashes
 * @param choices the only values allowed; empty when any of the kind is
 * @param fallback the value when it is not given; empty when it has none
 */
public record Option(
    String name, Kind kind, boolean required, List<String> choices, String fallback, String doc) {

  /** What the text of an option must be. */
  public enum Kind {
    /** The name of one column. */
    COLUMN,
    /** Names of columns, separated by commas. */
    COLUMNS,
    FORMULA,
    /** A covariance, such as {@code cluster(a,b)}. */
    VCOV,
    TEXT,
    NUMBER,
    INTEGER,
    /** Given without a value. */
    FLAG
  }

  public Option {
    choices = List.copyOf(choices);
  }

  public static Option required(String name, Kind kind, String doc) {
    return new Option(name, kind, true, List.of(), "", doc);
  }

  public static Option optional(String name, Kind kind, String doc) {
    return new Option(name, kind, false, List.of(), "", doc);
  }

  public Option or(String value) {
    return new Option(name, kind, false, choices, value, doc);
  }

  public Option oneOf(String... values) {
    return new Option(name, kind, required, List.of(values), fallback, doc);
  }
}
