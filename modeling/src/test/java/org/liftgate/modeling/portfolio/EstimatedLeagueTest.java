package org.liftgate.modeling.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.increment.IncrementFit;
import org.liftgate.modeling.increment.OverlappingWorlds;
import org.liftgate.modeling.increment.StackedIncrement;

/**
 * The league from estimated effects with their estimated joint covariance: thirty campaigns that
 * overlap in time and in households, ten or all of them without effect. A dozen seeds in CI, 200
 * with the profile "long".
 */
class EstimatedLeagueTest {
  private static final int CAMPAIGNS = 30;
  private static final int SEEDS = Integer.getInteger("liftgate.draws", 40) >= 2000 ? 200 : 12;
  private static final double RATE = 0.10;

  /** 3.5 standard errors. */
  private static final double EFFECT = 0.47;

  private static final StackedIncrement INCREMENT = new StackedIncrement(-1, 2, 20, Workers.of(2));

  private static League league(double[] effects, long seed) {
    IncrementFit fit = INCREMENT.fit(OverlappingWorlds.draw(200, effects, seed));
    List<Estimate.Value> values =
        fit.groups().stream().map(g -> (Estimate.Value) g.effect()).toList();
    List<String> terms = IntStream.range(0, CAMPAIGNS).mapToObj(Integer::toString).toList();
    return League.of(
        terms,
        values.stream().mapToDouble(Estimate.Value::value).toArray(),
        fit.covariance(),
        values.getFirst().df(),
        seed);
  }

  @Test
  void discoveriesOfEstimatedCampaigns() {
    var twenty = new double[CAMPAIGNS];
    Arrays.fill(twenty, 0, 20, EFFECT);
    double proportion = 0;
    double power = 0;
    double ratio = 0;
    int any = 0;
    int raw = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var rows = league(twenty, seed).rows();
      long found = rows.stream().filter(r -> r.discovered(RATE)).count();
      long wrong = rows.subList(20, CAMPAIGNS).stream().filter(r -> r.discovered(RATE)).count();
      proportion += (double) wrong / Math.max(1, found) / SEEDS;
      power += (found - wrong) / 20.0 / SEEDS;
      ratio += EFFECT / rows.getFirst().raw().stdError() / SEEDS;
      var nulls = league(new double[CAMPAIGNS], 1000 + seed).rows();
      any += nulls.stream().anyMatch(r -> r.discovered(RATE)) ? 1 : 0;
      raw += nulls.stream().anyMatch(r -> r.raw().pValue() <= RATE) ? 1 : 0;
    }
    System.out.printf(
        "estimated league, %d seeds: FDP %.4f, power %.3f at %.1f SE, P(any of 30 nulls) %.3f, any p < .10 %.3f%n",
        SEEDS, proportion, power, ratio, any / (double) SEEDS, raw / (double) SEEDS);
    double noise = 3.3 * Math.sqrt(RATE * (1 - RATE) / SEEDS);
    assertThat(proportion).isLessThanOrEqualTo(RATE);
    assertThat(any / (double) SEEDS).isLessThanOrEqualTo(RATE + noise);
    assertThat(raw / (double) SEEDS).isGreaterThan(0.5);
    assertThat(power).isGreaterThan(0.5);
  }
}
