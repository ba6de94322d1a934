package org.liftgate.kernel;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing wrong with an input: what it is called, what it holds, what must hold, what to try.
 *
 * @param file the file, empty when the problem is not in a file
 * @param line 1-based line, empty when unknown
 * @param column 1-based column in the line, or the field's position in a delimited file
 * @param name the setting, header or field
 * @param value what was found, empty when nothing was
 * @param message what must hold
 * @param hint a sentence that starts with "Maybe", empty when there is none
 */
public record Problem(
    String file,
    OptionalLong line,
    OptionalLong column,
    String name,
    Optional<String> value,
    String message,
    String hint) {

  public static Problem of(String name, String value, String message, String hint) {
    return new Problem(
        "",
        OptionalLong.empty(),
        OptionalLong.empty(),
        name,
        Optional.ofNullable(value),
        message,
        hint);
  }

  public static Problem inFile(String file, String name, String message, String hint) {
    return new Problem(
        file, OptionalLong.empty(), OptionalLong.empty(), name, Optional.empty(), message, hint);
  }

  public Problem at(String file, long line, long column) {
    return new Problem(
        file,
        line > 0 ? OptionalLong.of(line) : OptionalLong.empty(),
        column > 0 ? OptionalLong.of(column) : OptionalLong.empty(),
        name,
        value,
        message,
        hint);
  }

  /** {@code file:line:column: name (value) message. Maybe ...} */
  public String sentence() {
    var text = new StringBuilder();
    if (!file.isEmpty()) {
      text.append(file);
      line.ifPresent(l -> text.append(':').append(l));
      column.ifPresent(c -> text.append(':').append(c));
      text.append(": ");
    }
    text.append(name);
    value.ifPresent(v -> text.append(" (").append(v).append(')'));
    text.append(' ').append(message);
    if (!hint.isEmpty()) {
      text.append('\n').append("    ").append(hint);
    }
    return text.toString();
  }
}
