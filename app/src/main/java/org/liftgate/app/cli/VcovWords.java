package org.liftgate.app.cli;

import java.util.List;
import java.util.Locale;
import org.liftgate.modeling.estimate.Findings.Vcov;

/** A covariance in words. */
final class VcovWords {
  private VcovWords() {}

  static String of(Vcov vcov) {
    String kind = vcov.kind();
    String by = String.join(" and ", vcov.clusters());
    String words = words(kind.toLowerCase(Locale.ROOT), kind, by);
    return words.isEmpty() || vcov.ssc().isBlank() ? words : words + "; " + vcov.ssc();
  }

  private static String words(String plain, String kind, String by) {
    if (plain.equals("none") || plain.isEmpty()) {
      return "";
    }
    if (plain.equals("iid")) {
      return "standard errors for independent errors of equal variance (iid)";
    }
    if (plain.startsWith("hc")) {
      return "heteroskedasticity-robust standard errors (" + kind + ")";
    }
    if (plain.startsWith("wild")) {
      return "wild cluster bootstrap by " + by;
    }
    if (plain.startsWith("pairs")) {
      return "pairs cluster bootstrap by " + by;
    }
    if (plain.startsWith("cr") || plain.startsWith("cluster")) {
      return "standard errors clustered by " + by + " (" + kind + ")";
    }
    if (List.of("placebo", "jackknife", "bootstrap").contains(plain)) {
      return plain + " standard errors";
    }
    return by.isEmpty()
        ? "standard errors: " + kind
        : "standard errors: " + kind + ", clustered by " + by;
  }
}
