package org.liftgate.modeling.truth;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;

/**
 * Draws a design many times, estimates each draw, and compares with the planted truth. Every draw
 * has a seed of its own, so the result does not depend on the number of threads.
 *
 * <p>{@code new MonteCarlo(2000, 1, Workers.all()).run(truthCase)}
 *
 * @param draws at least 2
 */
public record MonteCarlo(int draws, long seed, Workers workers) {
  public MonteCarlo {
    if (draws < 2) {
      throw new IllegalArgumentException("draws (" + draws + ") must be at least 2");
    }
  }

  /**
   * A figure with its Monte Carlo standard error.
   *
   * @param value over the draws
   * @param error standard error of the value as an estimate of what infinitely many draws would
   *     give
   */
  public record Figure(double value, double error) {}

  /** What the draws show. */
  public sealed interface Result {
    int draws();

    /** How often a typed reason stood in place of a number. */
    Map<Reason, Integer> missing();
  }

  /** Fewer than two draws gave a number. */
  public record NoNumbers(int draws, Map<Reason, Integer> missing) implements Result {}

  /**
   * @param truth planted
   * @param mean of the estimates
   * @param sd their standard deviation
   * @param meanStdError mean of the standard errors they came with
   * @param bias (mean - truth) / meanStdError
   * @param coverage share of 95% intervals that hold the truth
   * @param size share of draws in which the truth is rejected at 5%
   * @param power share in which zero is rejected at 5%; under a planted zero this is the size
   * @param ratio meanStdError / sd
   */
  public record Numbers(
      int draws,
      Map<Reason, Integer> missing,
      double truth,
      double mean,
      double sd,
      double meanStdError,
      Figure bias,
      Figure coverage,
      Figure size,
      Figure power,
      Figure ratio)
      implements Result {
    /** Draws that gave a number. */
    public int estimated() {
      return draws - missing.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Seed of a draw: neighbours share nothing. */
  public static long seed(long seed, int draw) {
    return Digest.mix(Digest.mix(seed) + 0x9e3779b97f4a7c15L * (draw + 1L));
  }

  public <S> Result run(TruthCase<S> truthCase) {
    List<Estimate> estimates =
        workers.map(
            draws, i -> truthCase.estimator().apply(truthCase.design().draw(seed(seed, i))));
    return summary(estimates, truthCase.design().truth(truthCase.estimand()));
  }

  /** Estimates of many draws against the truth. A {@code Point} has no uncertainty to judge. */
  public static Result summary(List<Estimate> estimates, double truth) {
    var missing = new EnumMap<Reason, Integer>(Reason.class);
    for (Estimate e : estimates) {
      if (e instanceof Estimate.Missing m) {
        missing.merge(m.reason(), 1, Integer::sum);
      }
    }
    List<Estimate.Value> values =
        estimates.stream()
            .filter(Estimate.Value.class::isInstance)
            .map(Estimate.Value.class::cast)
            .toList();
    return values.size() < 2
        ? new NoNumbers(estimates.size(), missing)
        : numbers(values, truth, estimates.size(), missing);
  }

  private static Numbers numbers(
      List<Estimate.Value> values, double truth, int draws, Map<Reason, Integer> missing) {
    int n = values.size();
    double mean = mean(values, Estimate.Value::value);
    double squares = mean(values, v -> (v.value() - mean) * (v.value() - mean));
    double sd = Math.sqrt(squares * n / (n - 1.0));
    double se = mean(values, Estimate.Value::stdError);
    double ratio = sd == 0 ? 0 : se / sd;
    return new Numbers(
        draws,
        missing,
        truth,
        mean,
        sd,
        se,
        new Figure(se == 0 ? 0 : (mean - truth) / se, se == 0 ? 0 : sd / se / Math.sqrt(n)),
        share(values, v -> v.confLow() <= truth && truth <= v.confHigh() ? 1 : 0),
        share(values, v -> rejects(v, truth) ? 1 : 0),
        share(values, v -> v.pValue() < 0.05 ? 1 : 0),
        new Figure(ratio, ratio / Math.sqrt(2.0 * (n - 1))));
  }

  /** Zero by the p-value shown; other values as the standard error has it. */
  private static boolean rejects(Estimate.Value v, double truth) {
    if (truth == 0) {
      return v.pValue() < 0.05;
    }
    return v.stdError() > 0
        ? new StudentT(v.df()).twoSided((v.value() - truth) / v.stdError()) < 0.05
        : v.value() != truth;
  }

  private static Figure share(List<Estimate.Value> values, ToDoubleFunction<Estimate.Value> hit) {
    double p = mean(values, hit);
    return new Figure(p, Math.sqrt(p * (1 - p) / values.size()));
  }

  private static double mean(List<Estimate.Value> values, ToDoubleFunction<Estimate.Value> figure) {
    return values.stream().mapToDouble(figure).sum() / values.size();
  }
}
