package org.liftgate.modeling.mediation;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.mediation.MediationEffects.Effect;

/**
 * Natural direct and indirect effects in the linear model without interaction (Imai, Keele and
 * Yamamoto, 2010, section 3):
 *
 * <pre>
 * M = a0 + a T + Xc + e2,   Y = b0 + d T + b M + Xg + e3
 * indirect = a b (to - from),   direct = d (to - from)
 * </pre>
 *
 * by least squares without a penalty. They are effects only under sequential ignorability: given X
 * the treatment is as good as random, and given T and X so is the mediator. That is an assumption;
 * {@code rho} tells how far it may fail: with errors correlated by r the indirect effect is (their
 * theorem 2) a s1/s2 (q - r sqrt((1 - q^2)/(1 - r^2))), q the correlation of the errors of M and of
 * Y on T and X alone, and it is zero at r = q.
 *
 * <p>Intervals: residuals of both equations, scaled by sqrt(n / (n - k)), are drawn in the same
 * moving blocks (Kuensch, 1989), mediator and outcome made anew, and both equations fitted again;
 * quantiles of the draws, stretched about the estimate by the ratio of t with (blocks - 1) degrees
 * of freedom to the normal, since so few blocks tell a variance badly.
 *
 * @param draws at least 100
 * @param block weeks of a block; 0 for one and a half cube roots of the weeks, rounded up
 * @param from value of the treatment
 * @param to another value
 */
public record LinearMediation(
    int draws, int block, double from, double to, long seed, Workers workers) {
  public LinearMediation {
    if (draws < 100 || block < 0 || !(from != to)) {
      throw new IllegalArgumentException(
          "draws (%d) must be at least 100, block (%d) at least 0, from (%s) and to (%s) differ"
              .formatted(draws, block, from, to));
    }
  }

  /** 1,000 draws for a change by 1. */
  public static LinearMediation perUnit(long seed) {
    return new LinearMediation(1_000, 0, 0, 1, seed, Workers.all());
  }

  public LinearMediation with(Workers value) {
    return new LinearMediation(draws, block, from, to, seed, value);
  }

  public LinearMediation withBlock(int weeks) {
    return new LinearMediation(draws, weeks, from, to, seed, workers);
  }

  /** Why these weeks have no such effects; empty when they have. */
  public Optional<Missing> refusal(MediationSample sample) {
    int k = sample.controls().length + 3;
    if (sample.rows() < k + 10) {
      return missing(
          Reason.NO_ROWS, "%d weeks are too few for %d coefficients.".formatted(sample.rows(), k));
    }
    if (Arrays.stream(sample.outcome()).distinct().count() < 2) {
      return missing(Reason.NO_VARIATION, "The outcome does not vary.");
    }
    double[][] first = sample.first();
    int[] dependent = Regression.dependent(with(first, sample.mediator()));
    if (dependent.length > 0) {
      String names =
          Arrays.stream(dependent)
              .mapToObj(
                  i ->
                      i == 0
                          ? "intercept"
                          : i == 1
                              ? "treatment"
                              : i == first.length ? "mediator" : sample.controlNames().get(i - 2))
              .reduce((a, b) -> a + ", " + b)
              .orElse("");
      return missing(
          Reason.COLLINEAR, "Given the others these columns do not vary: " + names + ".");
    }
    return Optional.empty();
  }

  private static Optional<Missing> missing(Reason reason, String detail) {
    return Optional.of(new Missing("indirect", reason, detail));
  }

  private static double[][] with(double[][] columns, double[] more) {
    double[][] out = Arrays.copyOf(columns, columns.length + 1);
    out[columns.length] = more;
    return out;
  }

  /** Points of one data set; null where the equations cannot be fitted. */
  private record Points(double indirect, double direct, double rho) {}

  private double change() {
    return to - from;
  }

  private @Nullable Points points(Regression first, double[] mediator, double[] outcome) {
    Optional<Regression> second = Regression.of(with(first.columns, mediator));
    if (second.isEmpty()) {
      return null;
    }
    double a = first.coefficients(mediator)[1];
    double[] b = second.get().coefficients(outcome);
    double[] e = first.residuals(mediator);
    double[] reduced = first.residuals(outcome);
    double rho =
        Regression.dot(e, reduced)
            / Math.sqrt(Regression.dot(e, e) * Regression.dot(reduced, reduced));
    return new Points(a * b[b.length - 1] * change(), b[1] * change(), rho);
  }

  /**
   * @throws IllegalArgumentException where {@link #refusal} has a reason
   */
  public MediationEffects estimate(MediationSample sample) {
    refusal(sample)
        .ifPresent(
            m -> {
              throw new IllegalArgumentException("sample must have effects: " + m.detail());
            });
    Regression first = Regression.of(sample.first()).orElseThrow();
    Points at = Objects.requireNonNull(points(first, sample.mediator(), sample.outcome()));
    var model = new Blocks(sample, first, block());
    Points[] drawn =
        workers
            .map(
                draws,
                d -> {
                  var random = new SplittableRandom(Digest.mix(Digest.mix(seed) + d));
                  double[][] made = model.draw(random);
                  return Optional.ofNullable(points(first, made[0], made[1]));
                })
            .stream()
            .flatMap(Optional::stream)
            .toArray(Points[]::new);
    double stretch = model.stretch();
    return new MediationEffects(
        effect("indirect", at.indirect, drawn, Points::indirect, stretch),
        effect("direct", at.direct, drawn, Points::direct, stretch),
        effect("total", at.indirect + at.direct, drawn, p -> p.indirect + p.direct, stretch),
        effect("rho", at.rho, drawn, Points::rho, stretch),
        drawn.length);
  }

  private static Effect effect(
      String term,
      double value,
      Points[] drawn,
      java.util.function.ToDoubleFunction<Points> part,
      double stretch) {
    double[] v = Arrays.stream(drawn).mapToDouble(part).sorted().toArray();
    double mean = Arrays.stream(v).average().orElse(0);
    double squares = Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum();
    double low = value + stretch * (quantile(v, 0.025) - value);
    double high = value + stretch * (quantile(v, 0.975) - value);
    boolean bounded = term.equals("rho");
    return new Effect(
        term,
        value,
        Math.sqrt(squares / (v.length - 1)),
        bounded ? Math.max(-1, low) : low,
        bounded ? Math.min(1, high) : high);
  }

  private static double quantile(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Both equations and their residuals, ready to be drawn anew. */
  private record Blocks(
      MediationSample sample,
      double[] mediator,
      double[] outcome,
      double slope,
      double[] first,
      double[] second,
      int length) {

    Blocks(MediationSample sample, Regression one, int length) {
      Regression two = Regression.of(with(one.columns, sample.mediator())).orElseThrow();
      double[] b = two.coefficients(sample.outcome());
      double slope = b[b.length - 1];
      double[] outcome = two.fitted(b);
      int n = sample.rows();
      for (int i = 0; i < n; i++) {
        outcome[i] -= slope * sample.mediator()[i];
      }
      int k = one.columns.length;
      int weeks = length > 0 ? length : (int) Math.ceil(1.5 * Math.cbrt(n));
      this(
          sample,
          one.fitted(one.coefficients(sample.mediator())),
          outcome,
          slope,
          scaled(one.residuals(sample.mediator()), k),
          scaled(two.residuals(sample.outcome()), k + 1),
          Math.min(weeks, n / 2));
    }

    private static double[] scaled(double[] e, int k) {
      double factor = Math.sqrt((double) e.length / (e.length - k));
      return Arrays.stream(e).map(v -> v * factor).toArray();
    }

    double stretch() {
      double df = Math.max(1, (double) first.length / length - 1);
      return new StudentT(df).quantile(0.975)
          / new StudentT(Double.POSITIVE_INFINITY).quantile(0.975);
    }

    /** Mediator and outcome of one draw. */
    double[][] draw(SplittableRandom random) {
      int n = first.length;
      double[] m = mediator.clone();
      double[] y = outcome.clone();
      int[] rows = new int[n];
      for (int i = 0; i < n; i += length) {
        int start = random.nextInt(n - length + 1);
        for (int j = 0; j < length && i + j < n; j++) {
          rows[i + j] = start + j;
        }
      }
      IntStream.range(0, n)
          .forEach(
              i -> {
                m[i] += first[rows[i]];
                y[i] += slope * m[i] + second[rows[i]];
              });
      return new double[][] {m, y};
    }
  }
}
