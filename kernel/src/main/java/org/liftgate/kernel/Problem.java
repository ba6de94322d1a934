package org.liftgate.kernel;

import java.util.Collection;
import java.util.Locale;
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

  /**
   * "Maybe NAME was meant." for the known name nearest to a misspelt one, or an empty text when
   * none is near. Case, blanks and underscores count for nothing.
   */
  public static String didYouMean(String wrong, Collection<String> known) {
    String wanted = plain(wrong);
    String best = "";
    int least = Math.max(1, wanted.length() / 3) + 1;
    for (String name : known) {
      int distance = distance(wanted, plain(name));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? "" : "Maybe " + best + " was meant.";
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }

  /** Edits, a swap of neighbours counting as one (optimal string alignment). */
  private static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
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
