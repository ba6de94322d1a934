package org.liftgate.modeling.forest.causal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.truth.Confounded;
import org.liftgate.modeling.truth.CrossSection;

/**
 * Confounded rows of known effects. A constant effect is taken for one that differs in at most 7%;
 * 1 + x / 2 is seen on 2,000 rows in at least 80%, and its pointwise intervals with leaves of 2
 * hold the truth in 90% on average over x from -1.5 to 1.5. The profile {@code long} draws 500
 * times; the short form accepts what these rates show in 99.9% of so few draws.
 */
class CausalForestBarsTest {
  private static final int DRAWS = Integer.getInteger("liftgate.draws", 24) >= 2_000 ? 500 : 24;
  private static final boolean LONG = DRAWS == 500;
  private static final double[] GRID = {-1.5, -1, -0.5, 0, 0.5, 1, 1.5};
  private static final double SLOPE = 0.5;
  private static final double TAIL = 0.001;

  private record Draw(boolean differs, double covered) {}

  private static List<Draw> draws(int rows, double slope, int minLeaf) {
    var world = Confounded.of(rows, 1, slope);
    return Workers.all().map(DRAWS, b -> draw(world.draw(5_000 + b), slope, minLeaf, b));
  }

  private static Draw draw(CrossSection drawn, double slope, int minLeaf, int seed) {
    double[] w = IntStream.range(0, drawn.rows()).mapToDouble(i -> drawn.treated()[i]).toArray();
    var names = List.of("x1", "x2", "x3", "x4", "x5");
    var sample = CausalSample.of(names, drawn.covariates(), w, drawn.outcome());
    var forest = new CausalForest(200, minLeaf, seed, Workers.of(1));
    var f = (CausalEffects) forest.fit(sample);
    var differential = (Estimate.Value) DoublyRobust.of(f).calibration().get(1);
    var x = new double[5][GRID.length];
    x[0] = GRID;
    var p = f.predict(x);
    long held =
        IntStream.range(0, GRID.length)
            .filter(k -> Math.abs(p.values()[k] - 1 - slope * GRID[k]) <= 1.96 * p.stdErrors()[k])
            .count();
    return new Draw(DoublyRobust.oneSided(differential) < 0.05, (double) held / GRID.length);
  }

  private static double share(List<Draw> draws) {
    return (double) draws.stream().filter(Draw::differs).count() / DRAWS;
  }

  private static double quantile(double share, double p) {
    return BinomialDistribution.of(DRAWS, share).inverseCumulativeProbability(p) / (double) DRAWS;
  }

  @Test
  void aConstantEffectSeldomDiffers() {
    double most = LONG ? 0.07 : quantile(0.05, 1 - TAIL);
    assertThat(share(draws(1_000, 0, 5))).isLessThanOrEqualTo(most);
  }

  @Test
  void realDifferencesAreSeenAndIntervalsHold() {
    List<Draw> draws = draws(2_000, SLOPE, 2);
    assertThat(share(draws)).isGreaterThanOrEqualTo(LONG ? 0.8 : quantile(0.8, TAIL));
    double[] covered = draws.stream().mapToDouble(Draw::covered).toArray();
    double mean = Arrays.stream(covered).average().orElseThrow();
    double sd =
        Math.sqrt(Arrays.stream(covered).map(c -> (c - mean) * (c - mean)).sum() / (DRAWS - 1));
    assertThat(mean).isGreaterThanOrEqualTo(0.9 - (LONG ? 0 : 3.3 * sd / Math.sqrt(DRAWS)));
  }
}
