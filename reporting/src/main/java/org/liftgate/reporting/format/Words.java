package org.liftgate.reporting.format;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Small helpers for sentences. */
public final class Words {
  private Words() {}

  /** {@code 1 campaign}, {@code 6 campaigns}; plurals are regular. */
  public static String count(long n, String noun) {
    return Numbers.count(n) + " " + plural(n, noun);
  }

  /** The noun as it stands after n. */
  public static String plural(long n, String noun) {
    if (n == 1) {
      return noun;
    }
    return noun.endsWith("y") && !noun.endsWith("ay")
        ? noun.substring(0, noun.length() - 1) + "ies"
        : noun + "s";
  }

  /** The first letter large. */
  public static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Underscores and hyphens as blanks: a name from data or YAML inside a sentence. */
  public static String name(String identifier) {
    return identifier.replace('_', ' ').replace('-', ' ').strip();
  }

  /** Parts as full sentences one after another; blank parts are left out. */
  public static String sentences(List<String> parts) {
    Function<String, String> full =
        part -> sentence(part) + (part.matches("(?s).*[.!?]$") ? "" : ".");
    return minus(
        String.join(
            " ", parts.stream().map(String::strip).filter(p -> !p.isEmpty()).map(full).toList()));
  }

  /** Text from elsewhere with a true minus sign before its numbers; ranges keep their hyphen. */
  public static String minus(String text) {
    return text.replaceAll("(?<![^\\s(])-(?=\\.?[0-9])", "\u2212");
  }

  /** {@code a, b and c}. */
  public static String list(List<String> items) {
    int last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }
}
