package org.liftgate.modeling.forecast;

import java.util.Arrays;

/** Rules without a model, against which one is judged. */
public enum Simple {
  TRAINING_MEAN("training mean"),
  TRAINING_MEDIAN("training median"),
  LAST_VALUE("last value"),
  SEASONAL_NAIVE("seasonal naive");

  private final String words;

  Simple(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** The rule on an outcome with a season of so many weeks. */
  public Forecaster of(double[] outcome, int season) {
    return (trained, until) -> {
      double[] seen = Arrays.copyOf(outcome, trained);
      double[] out = new double[until - trained];
      switch (this) {
        case TRAINING_MEAN -> Arrays.fill(out, Arrays.stream(seen).average().orElseThrow());
        case TRAINING_MEDIAN -> Arrays.fill(out, median(seen));
        case LAST_VALUE -> Arrays.fill(out, seen[trained - 1]);
        case SEASONAL_NAIVE -> Arrays.setAll(out, i -> lagged(seen, trained + i, season));
      }
      return out;
    };
  }

  /** The latest seen value of the same week of the season. */
  private static double lagged(double[] seen, int week, int season) {
    int at = week - season;
    while (at >= seen.length) {
      at -= season;
    }
    return seen[at];
  }

  private static double median(double[] v) {
    double[] sorted = v.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** Whether every week to foretell has one a season before it. */
  boolean possible(int trained, int season) {
    return this != SEASONAL_NAIVE || trained >= season;
  }
}
