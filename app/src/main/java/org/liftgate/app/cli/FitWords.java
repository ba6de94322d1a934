package org.liftgate.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Statistics of a fit in words: each with its degrees of freedom and p value behind it, none broken
 * over lines.
 */
final class FitWords {
  private FitWords() {}

  static List<String> lines(Map<String, Double> fit, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String name : fit.keySet()) {
      String part = part(name, fit);
      if (part.isEmpty()) {
        continue;
      }
      if (!line.isEmpty() && line.length() + part.length() + 3 > width) {
        lines.add(line + ",");
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(part);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String part(String name, Map<String, Double> fit) {
    double value = fit.get(name);
    if (!Double.isFinite(value) || behindAnother(name, fit)) {
      return "";
    }
    if (name.endsWith("_p")) {
      return label(name.substring(0, name.length() - 2)) + " " + Digits.pValue(value);
    }
    return label(name) + " " + Digits.significant(value, 5) + df(name, fit) + p(name, fit);
  }

  /** Whether it stands behind the statistic it belongs to. */
  private static boolean behindAnother(String name, Map<String, Double> fit) {
    for (String end : List.of("_p", "_df", "_df1", "_df2")) {
      if (name.endsWith(end) && !statistic(stem(name, end), fit).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static String stem(String name, String end) {
    return name.substring(0, name.length() - end.length());
  }

  /** The statistic of a test: {@code f} of {@code f_p}, {@code pre_trend_f} of pre_trend_p. */
  private static String statistic(String stem, Map<String, Double> fit) {
    for (String name : List.of(stem, stem + "_f", stem + "_chi2")) {
      if (fit.containsKey(name)) {
        return name;
      }
    }
    return "";
  }

  private static String df(String name, Map<String, Double> fit) {
    for (String stem : stems(name)) {
      if (fit.containsKey(stem + "_df2")) {
        return " on %s and %s df"
            .formatted(Digits.df(fit.get(stem + "_df1")), Digits.df(fit.get(stem + "_df2")));
      }
      if (fit.containsKey(stem + "_df")) {
        return " on " + Digits.df(fit.get(stem + "_df")) + " df";
      }
    }
    return "";
  }

  private static String p(String name, Map<String, Double> fit) {
    for (String stem : stems(name)) {
      Double p = fit.get(stem + "_p");
      if (p != null && Double.isFinite(p)) {
        return " (" + Digits.pValue(p) + ")";
      }
    }
    return "";
  }

  private static List<String> stems(String name) {
    return List.of(name, name.replaceFirst("_(f|chi2)$", ""));
  }

  private static String label(String name) {
    return switch (name) {
      case "r2" -> "R2";
      case "adj_r2" -> "adjusted R2";
      case "within_r2" -> "within R2";
      case "adj_within_r2" -> "adjusted within R2";
      case "f" -> "F";
      case "loglik" -> "log-likelihood";
      case "aic", "bic" -> name.toUpperCase(java.util.Locale.ROOT);
      case "durbin_watson" -> "Durbin-Watson";
      case "breusch_pagan" -> "Breusch-Pagan";
      case "jarque_bera" -> "Jarque-Bera";
      case "pre_trend_f" -> "pre-trend F";
      case "pre_trend_chi2" -> "pre-trend chi2";
      case "srm" -> "sample ratio";
      default -> name.contains("(") ? name : name.replace('_', ' ');
    };
  }
}
