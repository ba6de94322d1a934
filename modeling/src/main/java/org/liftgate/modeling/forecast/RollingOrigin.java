package org.liftgate.modeling.forecast;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.liftgate.kernel.Digest;

/**
 * Rolling-origin evaluation (Tashman, 2000): the model learns from the first weeks, foretells the
 * next ones, and the window grows until the data end. It stands only where both its mean absolute
 * and its root mean squared error are below those of the best simple rule.
 *
 * @param initial weeks of the first window, at least 2
 * @param horizon weeks foretold from each window, at least 1; windows grow by as many
 * @param season weeks of a season, such as 52; without one in the first window there is no seasonal
 *     rule
 */
public record RollingOrigin(int initial, int horizon, int season) {
  private static final int DRAWS = 2_000;

  public RollingOrigin {
    if (initial < 2 || horizon < 1 || season < 1) {
      throw new IllegalArgumentException(
          "initial (%d), horizon (%d) and season (%d) must be at least 2, 1 and 1"
              .formatted(initial, horizon, season));
    }
  }

  /**
   * @param weeks foretold
   * @param rules errors of every rule that the first window allows
   * @param lead how much lower the model's mean absolute error is than that of the best rule
   * @param leadLow lower end of its 95% interval, by moving blocks of weeks
   * @param leadHigh upper end
   */
  public record Result(
      int weeks,
      Errors model,
      Map<Simple, Errors> rules,
      double lead,
      double leadLow,
      double leadHigh) {
    public Result {
      rules = new EnumMap<>(rules);
    }

    /** The rule with the least mean absolute error. */
    public Simple best() {
      return rules.keySet().stream()
          .min(java.util.Comparator.comparingDouble(s -> rules.get(s).mae()))
          .orElseThrow();
    }

    /** Whether the model is better than every rule by both errors. */
    public boolean stands() {
      return rules.values().stream()
          .allMatch(r -> model.mae() < r.mae() && model.rmse() < r.rmse());
    }

    /** The verdict in a sentence, which comes first in a report. */
    public String sentence() {
      double rmse = rules.values().stream().mapToDouble(Errors::rmse).min().orElseThrow();
      return "On %d weeks not seen the model errs by %,.0f on average and the %s by %,.0f (root mean square %,.0f, best rule %,.0f): the model %s."
          .formatted(
              weeks,
              model.mae(),
              best().words(),
              rules.get(best()).mae(),
              model.rmse(),
              rmse,
              stands() ? "stands" : "is rejected");
    }
  }

  /**
   * @throws IllegalArgumentException when no week is left after the first window
   */
  public Result validate(Forecaster model, double[] outcome, long seed) {
    if (initial >= outcome.length) {
      throw new IllegalArgumentException(
          "initial (%d) must leave some of %d weeks to foretell%nMaybe choose two thirds of them."
              .formatted(initial, outcome.length));
    }
    double[] mine = errors(model, outcome);
    var rules = new EnumMap<Simple, Errors>(Simple.class);
    double[] best = {};
    for (Simple rule : Simple.values()) {
      if (rule.possible(initial, season)) {
        double[] theirs = errors(rule.of(outcome, season), outcome);
        Errors e = Errors.of(theirs);
        if (rules.values().stream().allMatch(r -> e.mae() < r.mae())) {
          best = theirs;
        }
        rules.put(rule, e);
      }
    }
    double[] gains = new double[mine.length];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = Math.abs(best[i]) - Math.abs(mine[i]);
    }
    double[] range = blocks(gains, seed);
    return new Result(
        mine.length,
        Errors.of(mine),
        rules,
        Arrays.stream(gains).average().orElseThrow(),
        range[0],
        range[1]);
  }

  /** Errors of weeks initial, initial + 1, ... */
  private double[] errors(Forecaster model, double[] outcome) {
    int n = outcome.length;
    var out = new double[n - initial];
    for (int trained = initial; trained < n; trained += horizon) {
      int until = Math.min(n, trained + horizon);
      double[] foretold = model.forecast(trained, until);
      for (int t = trained; t < until; t++) {
        out[t - initial] = outcome[t] - foretold[t - trained];
      }
    }
    return out;
  }

  /** 95% interval of a mean by blocks of the cube root of the weeks, rounded up (Kuensch, 1989). */
  private static double[] blocks(double[] v, long seed) {
    int n = v.length;
    int length = (int) Math.ceil(Math.cbrt(n));
    var random = new SplittableRandom(Digest.mix(seed));
    double[] means = new double[DRAWS];
    for (int d = 0; d < DRAWS; d++) {
      double sum = 0;
      for (int i = 0; i < n; i += length) {
        int start = random.nextInt(n - length + 1);
        for (int j = 0; j < length && i + j < n; j++) {
          sum += v[start + j];
        }
      }
      means[d] = sum / n;
    }
    Arrays.sort(means);
    return new double[] {means[(int) (0.025 * DRAWS)], means[(int) (0.975 * DRAWS) - 1]};
  }
}
