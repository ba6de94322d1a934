package org.liftgate.modeling.uplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.uplift.UpliftStudy.Named;

/**
 * How often the gate of the shipped default (dr-forest, 50 trees of depth 5, five folds) lets a
 * ranking of units pass: 800 units in 6 groups, treated by their level, changes of SD 10. At most
 * 7% where the effect does not depend on the unit, although groups differ; at least 80% where a
 * standard deviation of the level is worth 2.5. The profile {@code long} draws 2,000 times and
 * holds these bars; the short form accepts what 5% and 80% show in 99.9% of so few draws.
 */
class UpliftStudyBarsTest {
  private static final int DRAWS = Integer.getInteger("liftgate.draws", 100);
  private static final int FULL = 2_000;
  private static final double TAIL = 0.001;

  private static double passes(double slope, long seed) {
    Named named = Named.of("dr-forest", 50, 5).orElseThrow();
    var study =
        new UpliftStudy(
            named,
            List.of(),
            new UpliftStudy.Options(
                5, 0, 0, UpliftGate.standard(), 1, 1, 0.3, seed, Workers.of(1)));
    List<Boolean> passed =
        Workers.all()
            .map(
                DRAWS,
                b ->
                    study
                            .withSeed(seed + b)
                            .judge(RecurringUnits.draw(800, 6, slope, seed + b).sample())
                        instanceof Ranking.Accepted);
    double share = (double) passed.stream().filter(p -> p).count() / DRAWS;
    System.out.printf("uplift gate: slope %.1f passes in %.3f of %d draws%n", slope, share, DRAWS);
    return share;
  }

  private static double quantile(double share, double p) {
    return BinomialDistribution.of(DRAWS, share).inverseCumulativeProbability(p) / (double) DRAWS;
  }

  @Test
  void effectsThatDoNotDependOnTheUnitSeldomPass() {
    assertThat(passes(0, 11_000))
        .isLessThanOrEqualTo(DRAWS >= FULL ? 0.07 : quantile(0.05, 1 - TAIL));
  }

  @Test
  void effectsThatGrowWithTheLevelPass() {
    assertThat(passes(2.5, 21_000))
        .isGreaterThanOrEqualTo(DRAWS >= FULL ? 0.8 : quantile(0.8, TAIL));
  }
}
