package org.liftgate.modeling.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;

/** Adjusted p-values against scipy 1.17.1; shrinkage and ranks against simulated truth. */
class ManyEffectsTest {
  /** Benjamini and Hochberg (1995), table of section 4, longer. */
  private static final double[] P = {
    0.205, 0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275,
    0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986
  };

  private static final int K = 20;
  private static final double TAU = 0.5;
  private static final double OWN = 0.4;
  private static final double SHARED = 0.3;

  @Test
  void qValuesUnderAnyDependence() {
    double[] q = Multiplicity.benjaminiYekutieli(P);
    assertThat(Arrays.copyOfRange(q, 1, 3))
        .containsExactly(new double[] {0.09539895444383768, 0.38159581777535073}, within(1e-12));
    assertThat(q[24]).isEqualTo(1);
    assertThat(Multiplicity.benjaminiYekutieli(new double[0])).isEmpty();
  }

  @Test
  void holms() {
    double[] adjusted = Multiplicity.holm(P);
    assertThat(adjusted[1]).isCloseTo(0.025, within(1e-12));
    assertThat(adjusted[2]).isCloseTo(0.192, within(1e-12));
    assertThat(adjusted[3]).isCloseTo(0.897, within(1e-12));
    assertThat(adjusted[0]).isEqualTo(1);
  }

  private static double[][] covariance() {
    var v = new double[K][K];
    for (int i = 0; i < K; i++) {
      Arrays.fill(v[i], SHARED * SHARED);
      v[i][i] += OWN * OWN;
    }
    return v;
  }

  private static List<String> terms() {
    return IntStream.range(0, K).mapToObj(i -> "campaign " + i).toList();
  }

  /** Effects and, after them, estimates with a shared error. */
  private static double[][] draw(SplittableRandom random, double tau) {
    var effects = new double[K];
    var estimates = new double[K];
    double shared = SHARED * random.nextGaussian();
    for (int i = 0; i < K; i++) {
      effects[i] = 1 + tau * random.nextGaussian();
      estimates[i] = effects[i] + shared + OWN * random.nextGaussian();
    }
    return new double[][] {effects, estimates};
  }

  @Test
  void shrunkenEffectsAreNearerAndTheirIntervalsCover() {
    var random = new SplittableRandom(6);
    double shrunk = 0;
    double raw = 0;
    double covered = 0;
    double tau = 0;
    int draws = 300;
    for (int d = 0; d < draws; d++) {
      double[][] drawn = draw(random, TAU);
      EmpiricalBayes eb = EmpiricalBayes.of(terms(), drawn[1], covariance());
      tau += eb.deviation() / draws;
      for (int i = 0; i < K; i++) {
        var e = (Estimate.Value) eb.effects().get(i);
        double truth = drawn[0][i];
        shrunk += Math.pow(e.value() - truth, 2);
        raw += Math.pow(drawn[1][i] - truth, 2);
        covered += e.confLow() <= truth && truth <= e.confHigh() ? 1.0 / (K * draws) : 0;
      }
    }
    assertThat(shrunk / raw).as("squared error").isLessThan(0.85);
    assertThat(covered).isBetween(0.93, 0.97);
    assertThat(tau).isCloseTo(TAU, within(0.05));
  }

  @Test
  void equalEffectsShrinkToTheirMean() {
    double[][] drawn = draw(new SplittableRandom(1), 0);
    double spread = spread(drawn[1]);
    EmpiricalBayes eb = EmpiricalBayes.of(terms(), drawn[1], covariance());
    double[] shrunk =
        eb.effects().stream().mapToDouble(e -> ((Estimate.Value) e).value()).toArray();
    assertThat(spread(shrunk)).isLessThan(0.5 * spread);
  }

  private static double spread(double[] v) {
    return Arrays.stream(v).max().orElseThrow() - Arrays.stream(v).min().orElseThrow();
  }

  @Test
  void unknownSpreadIsRefused() {
    EmpiricalBayes few = EmpiricalBayes.of(List.of("a"), new double[] {1}, new double[][] {{1}});
    assertThat(few.effects().get(0)).isInstanceOf(Estimate.Missing.class);
    var singular = new double[K][K];
    for (double[] row : singular) {
      Arrays.fill(row, 1);
    }
    assertThat(EmpiricalBayes.of(terms(), new double[K], singular).effects())
        .allMatch(Estimate.Missing.class::isInstance);
  }

  @Test
  void ranksHoldTogether() {
    var random = new SplittableRandom(9);
    int all = 0;
    int draws = 200;
    for (int d = 0; d < draws; d++) {
      double[][] drawn = draw(random, TAU);
      RankIntervals ranks = RankIntervals.of(drawn[1], covariance(), 0.95, 1);
      boolean hold = true;
      for (int i = 0; i < K; i++) {
        double own = drawn[0][i];
        int rank = 1 + (int) Arrays.stream(drawn[0]).filter(e -> e > own).count();
        hold &= ranks.lowest()[i] <= rank && rank <= ranks.highest()[i];
      }
      all += hold ? 1 : 0;
    }
    assertThat(all).isGreaterThanOrEqualTo((int) (0.9 * draws));
  }

  @Test
  void criticalValueOfEqualIndependentEffectsIsTukeys() {
    var v = new double[3][3];
    for (int i = 0; i < 3; i++) {
      v[i][i] = 2;
    }
    double tukey = 3.314 / Math.sqrt(2);
    RankIntervals ranks = RankIntervals.of(new double[] {0, 5, 30}, v, 0.95, 3);
    assertThat(ranks.critical()).isCloseTo(tukey, within(0.06));
    assertThat(ranks.lowest()).containsExactly(3, 2, 1).as("0 and 5 differ by 2.5 SE");
    assertThat(RankIntervals.of(new double[] {0, 4, 30}, v, 0.95, 3).lowest())
        .containsExactly(2, 2, 1);
  }
}
