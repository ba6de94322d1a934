package org.liftgate.modeling.mix;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;

/**
 * How far a search would have settled elsewhere: residuals of the chosen ridge are drawn in moving
 * blocks (Kuensch, 1989), outcomes made anew, and the whole search is run on each. What the draws
 * give is the spread of what is chosen; a penalised coefficient has no confidence interval.
 *
 * @param chosen on the data as they are
 * @param decays by channel, the share of draws that settled on each decay
 * @param exponents share of draws by exponent
 * @param lambdas share of draws by penalty
 * @param coefficients by column, the 2.5%, 50% and 97.5% quantiles over draws: stability, not
 *     confidence
 */
public record SearchBootstrap(
    MixSearch.Setting chosen,
    Map<String, Map<Double, Double>> decays,
    Map<Double, Double> exponents,
    Map<Double, Double> lambdas,
    Map<String, double[]> coefficients) {

  /**
   * @param draws at least 1
   * @param block weeks of a block, at least 1
   */
  public static SearchBootstrap of(
      MixSearch search, int draws, int block, long seed, Workers workers) {
    double[] y = search.outcome();
    int n = y.length;
    if (draws < 1 || block < 1 || block > n) {
      throw new IllegalArgumentException(
          "draws (%d) must be at least 1 and block (%d) 1 to %d".formatted(draws, block, n));
    }
    MixSearch.Setting chosen = search.search(n);
    WindowRidge.Fit fit = search.fit(chosen, n);
    List<Drawn> drawn =
        workers.map(
            draws,
            d -> {
              var random = new SplittableRandom(Digest.mix(Digest.mix(seed) + d));
              double[] made = fit.fitted().clone();
              for (int i = 0; i < n; i += block) {
                int start = random.nextInt(n - block + 1);
                for (int j = 0; j < block && i + j < n; j++) {
                  made[i + j] += y[start + j] - fit.fitted()[start + j];
                }
              }
              MixSearch again = search.withOutcome(made);
              MixSearch.Setting setting = again.search(n);
              return new Drawn(setting, again.fit(setting, n).coefficients());
            });
    var decays = new LinkedHashMap<String, Map<Double, Double>>();
    for (int c = 0; c < search.spends().width(); c++) {
      int channel = c;
      decays.put(search.spends().names().get(c), shares(drawn, v -> v.setting.decays()[channel]));
    }
    var coefficients = new LinkedHashMap<String, double[]>();
    for (String name : fit.coefficients().keySet()) {
      double[] v = drawn.stream().mapToDouble(w -> w.coefficients.get(name)).sorted().toArray();
      coefficients.put(name, new double[] {at(v, 0.025), at(v, 0.5), at(v, 0.975)});
    }
    return new SearchBootstrap(
        chosen,
        decays,
        shares(drawn, v -> v.setting.exponent()),
        shares(drawn, v -> v.setting.lambda()),
        coefficients);
  }

  private record Drawn(MixSearch.Setting setting, Map<String, Double> coefficients) {}

  private static double at(double[] sorted, double p) {
    return sorted[(int) Math.round(p * (sorted.length - 1))];
  }

  private static Map<Double, Double> shares(
      List<Drawn> drawn, java.util.function.ToDoubleFunction<Drawn> value) {
    var out = new TreeMap<Double, Double>();
    Arrays.stream(drawn.stream().mapToDouble(value).toArray())
        .forEach(v -> out.merge(v, 1.0 / drawn.size(), Double::sum));
    return out;
  }
}
