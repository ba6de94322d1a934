package org.liftgate.modeling.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.BenjaminiHochberg;
import org.liftgate.modeling.inference.StudentT;

/**
 * Thirty campaigns whose estimates share comparison households (correlation .15), drawn from their
 * joint law. 2,000 seeds take two seconds, so that short and full form are one.
 */
class LeagueTest {
  private static final int CAMPAIGNS = 30;
  private static final int SEEDS = 2000;
  private static final double RATE = 0.10;
  private static final double SHARED = 0.15;
  private static final double DF = 1500;

  private static double[] draw(long seed, int real, double size) {
    var random = new SplittableRandom(Digest.mix(seed + 99));
    double common = random.nextGaussian();
    return IntStream.range(0, CAMPAIGNS)
        .mapToDouble(
            k ->
                (k < real ? size : 0)
                    + Math.sqrt(SHARED) * common
                    + Math.sqrt(1 - SHARED) * random.nextGaussian())
        .toArray();
  }

  private static double[][] covariance() {
    var v = new double[CAMPAIGNS][CAMPAIGNS];
    for (int i = 0; i < CAMPAIGNS; i++) {
      Arrays.fill(v[i], SHARED);
      v[i][i] = 1;
    }
    return v;
  }

  private static double[] pValues(double[] z) {
    var t = new StudentT(DF);
    return Arrays.stream(z).map(t::twoSided).toArray();
  }

  @Test
  void falseDiscoveriesStayAtTheRateAndPowerIsHigh() {
    double proportion = 0;
    double power = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double[] z = draw(seed, 20, 3.5);
      double[] q = BenjaminiHochberg.qValues(pValues(z));
      int all = 0;
      int wrong = 0;
      for (int k = 0; k < CAMPAIGNS; k++) {
        boolean found = q[k] <= RATE && z[k] > 0;
        all += found ? 1 : 0;
        wrong += found && k >= 20 ? 1 : 0;
      }
      proportion += (double) wrong / Math.max(1, all) / SEEDS;
      power += (all - wrong) / 20.0 / SEEDS;
    }
    System.out.printf("league: FDP %.4f, power at 3.5 SE %.4f%n", proportion, power);
    assertThat(proportion).isLessThanOrEqualTo(RATE);
    assertThat(power).isGreaterThan(0.85);
  }

  @Test
  void thirtyNullsAreSeldomAcceptedWhereRawPValuesNearlyAlwaysAre() {
    int any = 0;
    int raw = 0;
    int published = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double[] z = draw(seed, 0, 0);
      double[] p = pValues(z);
      double[] q = BenjaminiHochberg.qValues(p);
      any += IntStream.range(0, CAMPAIGNS).anyMatch(k -> q[k] <= RATE && z[k] > 0) ? 1 : 0;
      raw += Arrays.stream(p).anyMatch(v -> v <= RATE) ? 1 : 0;
      published += IntStream.range(0, CAMPAIGNS).anyMatch(k -> p[k] <= RATE && z[k] > 0) ? 1 : 0;
    }
    System.out.printf(
        "league, 30 nulls: P(any accept) %.4f, p < .10 %.4f, p < .10 and above zero %.4f%n",
        any / (double) SEEDS, raw / (double) SEEDS, published / (double) SEEDS);
    assertThat(any / (double) SEEDS).isLessThanOrEqualTo(RATE);
    assertThat(published / (double) SEEDS).isGreaterThan(0.5);
  }

  /** With real effects that differ, shrinking brings the estimates nearer to the truth. */
  @Test
  void shrinkingHelpsAndRankIntervalsHoldTheTruth() {
    double raw = 0;
    double shrunken = 0;
    int held = 0;
    int seeds = 60;
    for (int seed = 0; seed < seeds; seed++) {
      var random = new SplittableRandom(seed);
      double[] truth =
          IntStream.range(0, CAMPAIGNS).mapToDouble(_ -> 1 + 0.8 * random.nextGaussian()).toArray();
      double[] z = draw(seed, 0, 0);
      double[] b = IntStream.range(0, CAMPAIGNS).mapToDouble(k -> truth[k] + z[k]).toArray();
      List<String> terms = IntStream.range(0, CAMPAIGNS).mapToObj(Integer::toString).toList();
      League league = League.of(terms, b, covariance(), DF, 3);
      boolean all = true;
      for (int k = 0; k < CAMPAIGNS; k++) {
        var row = league.rows().get(k);
        raw += Math.pow(b[k] - truth[k], 2);
        shrunken += Math.pow(((Estimate.Value) row.shrunken()).value() - truth[k], 2);
        double own = truth[k];
        long rank = 1 + Arrays.stream(truth).filter(t -> t > own).count();
        all &= row.rankLow() <= rank && rank <= row.rankHigh();
      }
      held += all ? 1 : 0;
    }
    assertThat(shrunken).isLessThan(0.75 * raw);
    assertThat(held / (double) seeds).isGreaterThan(0.87);
  }

  @Test
  void ranksRunFromTheLargestShrunkenEffectAndFewEffectsAreNotShrunken() {
    double[][] v = {{1, .2, .2, .2}, {.2, 1, .2, .2}, {.2, .2, 1, .2}, {.2, .2, .2, 1}};
    League four = League.of(List.of("a", "b", "c", "d"), new double[] {1, 9, -4, 2}, v, 100, 1);
    assertThat(four.rows()).extracting(League.Row::rank).containsExactly(3, 1, 4, 2);
    assertThat(four.rows().get(1).discovered(.10)).isTrue();
    assertThat(four.rows().get(2).qValue()).isLessThan(.10);
    assertThat(four.rows().get(2).discovered(.10)).isFalse();
    League three =
        League.of(List.of("a", "b", "c"), new double[] {1, 9, -4}, Arrays.copyOf(v, 3), 100, 1);
    assertThat(three.rows())
        .allSatisfy(r -> assertThat(r.shrunken()).isInstanceOf(Estimate.Missing.class));
    assertThat(League.of(List.of(), new double[0], new double[0][0], 100, 1).rows()).isEmpty();
  }
}
