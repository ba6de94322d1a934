package org.liftgate.modeling.graph;

import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.Problem;

/** What the marks of a node say: {@code [latent]}, {@code [observed="no"]}. */
final class Marks {
  private static final List<String> FLAGS =
      List.of(
          "unobserved",
          "latent",
          "u",
          "observed",
          "exposure",
          "outcome",
          "adjusted",
          "selected",
          "e",
          "o");
  private static final List<String> NO = List.of("no", "false", "0");

  private Marks() {}

  /** A mark without a value. A misspelt one would leave a hidden cause among the observed. */
  static boolean hides(Token flag, Draft draft) {
    String word = flag.text().toLowerCase(Locale.ROOT);
    if (!FLAGS.contains(word)) {
      draft.problem(Draft.unknown("mark", flag.text(), FLAGS), flag.line(), flag.column());
    }
    return word.equals("unobserved") || word.equals("latent") || word.equals("u");
  }

  /** A mark with a value; those about the drawing say nothing. */
  static boolean hides(String key, Token value, Draft draft) {
    String word = value.text().toLowerCase(Locale.ROOT);
    boolean no = NO.contains(word);
    boolean yes = List.of("yes", "true", "1").contains(word);
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "observed" -> said(key, value, yes, no, draft) && no;
      case "unobserved", "latent" -> said(key, value, yes, no, draft) && yes;
      default -> false;
    };
  }

  private static boolean said(String key, Token value, boolean yes, boolean no, Draft draft) {
    if (!yes && !no) {
      draft.problem(
          Problem.of(key, value.text(), "must be yes or no", "Maybe write " + key + "=no."),
          value.line(),
          value.column());
    }
    return yes || no;
  }
}
