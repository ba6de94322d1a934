package org.liftgate.app.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Gathers everything that is wrong, to say it once. */
public final class Problems {
  private final List<Problem> list = new ArrayList<>();

  public void add(Problem problem) {
    list.add(problem);
  }

  void at(Yaml where, String name, String message, String hint) {
    String value = where instanceof Yaml.Text t ? t.value() : null;
    var problem =
        Problem.of(name, value, message, hint).at(where.file(), where.line(), where.column());
    if (!list.contains(problem)) { // parameters are bound once for each profile
      list.add(problem);
    }
  }

  public List<Problem> list() {
    return list.stream()
        .sorted(Comparator.comparing(Problem::file).thenComparing(p -> p.line().orElse(0)))
        .toList();
  }

  public void throwIfAny(String what) {
    if (!list.isEmpty()) {
      String count = list.size() == 1 ? "1 problem" : list.size() + " problems";
      throw LiftgateException.input(what + " has " + count, list());
    }
  }

  /** "Maybe x." for the nearest of the words, or the words themselves when none is near. */
  public static String didYouMean(String word, Collection<String> words) {
    var nearest = words.stream().min(Comparator.comparingInt(w -> distance(word, w)));
    if (nearest.isPresent() && distance(word, nearest.get()) <= Math.max(2, word.length() / 3)) {
      return "Maybe " + nearest.get() + "?";
    }
    return words.isEmpty()
        ? ""
        : "Maybe one of " + String.join(", ", words.stream().sorted().toList()) + ".";
  }

  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
