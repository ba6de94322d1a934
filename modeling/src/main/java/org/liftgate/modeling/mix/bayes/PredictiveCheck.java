package org.liftgate.modeling.mix.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.liftgate.kernel.Digest;

/**
 * Does the model make data like those there are? A figure of the weeks beside the same figure of
 * weeks drawn from the posterior (Gelman, Meng and Stern, 1996).
 *
 * @param figure such as {@code lag-1 autocorrelation of what is left}
 * @param observed its value, averaged over draws where it depends on them
 * @param low 2.5% of what the model makes
 * @param high 97.5%
 * @param tail probability that the model's figure is at least the observed one; near 0 or 1 tells a
 *     misfit
 */
public record PredictiveCheck(
    String figure, double observed, double low, double high, double tail) {
  private static final int MOST = 1_000;

  /** Whether the observed figure is one the model hardly ever makes. */
  public boolean misfit() {
    return tail < 0.01 || tail > 0.99;
  }

  /** Spread, extremes, skewness, and how what is left hangs together from week to week. */
  public static List<PredictiveCheck> of(MixPosterior posterior, long seed) {
    var random = new SplittableRandom(Digest.mix(seed));
    double[] y = posterior.model().outcome();
    int step = Math.max(1, posterior.size() / MOST);
    var expected = new ArrayList<double[]>();
    var replicated = new ArrayList<double[]>();
    for (int d = 0; d < posterior.size(); d += step) {
      double[] mean = posterior.expected(d);
      double sigma = posterior.sigma(d);
      expected.add(mean);
      replicated.add(Arrays.stream(mean).map(m -> m + sigma * random.nextGaussian()).toArray());
    }
    var out = new ArrayList<PredictiveCheck>();
    out.add(plain("standard deviation", y, replicated, v -> moment(v, 2)));
    out.add(plain("smallest", y, replicated, v -> Arrays.stream(v).min().orElse(0)));
    out.add(plain("largest", y, replicated, v -> Arrays.stream(v).max().orElse(0)));
    out.add(plain("skewness", y, replicated, v -> moment(v, 3)));
    out.add(autocorrelation(y, expected, replicated));
    return out;
  }

  private static PredictiveCheck plain(
      String name, double[] y, List<double[]> drawn, ToDoubleFunction<double[]> figure) {
    double[] made = drawn.stream().mapToDouble(figure).toArray();
    double[] observed = new double[made.length];
    Arrays.fill(observed, figure.applyAsDouble(y));
    return of(name, observed, made);
  }

  private static PredictiveCheck autocorrelation(
      double[] y, List<double[]> expected, List<double[]> drawn) {
    var observed = new double[drawn.size()];
    var made = new double[drawn.size()];
    for (int d = 0; d < made.length; d++) {
      observed[d] = lagOne(y, expected.get(d));
      made[d] = lagOne(drawn.get(d), expected.get(d));
    }
    return of("lag-1 autocorrelation of what is left", observed, made);
  }

  private static PredictiveCheck of(String name, double[] observed, double[] made) {
    double above = 0;
    for (int d = 0; d < made.length; d++) {
      above += made[d] > observed[d] ? 1 : made[d] == observed[d] ? 0.5 : 0;
    }
    Interval range = Interval.of(made);
    return new PredictiveCheck(
        name,
        Arrays.stream(observed).average().orElse(0),
        range.low(),
        range.high(),
        above / made.length);
  }

  private static double lagOne(double[] y, double[] mean) {
    double top = 0;
    double bottom = 0;
    for (int t = 0; t < y.length; t++) {
      double e = y[t] - mean[t];
      bottom += e * e;
      top += t > 0 ? e * (y[t - 1] - mean[t - 1]) : 0;
    }
    return bottom == 0 ? 0 : top / bottom;
  }

  /** Standard deviation (2) or skewness (3). */
  private static double moment(double[] v, int order) {
    double mean = Arrays.stream(v).average().orElse(0);
    double sd = Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).average().orElse(0));
    return order == 2 || sd == 0
        ? sd
        : Arrays.stream(v).map(x -> Math.pow((x - mean) / sd, order)).average().orElse(0);
  }
}
