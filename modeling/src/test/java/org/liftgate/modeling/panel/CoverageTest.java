package org.liftgate.modeling.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Panel;

/**
 * Known truth, 200 draws with fixed seeds: intervals must cover within the central 99.9% of the
 * binomial at 95% (METHODS section 4: 89.5 to 99%), and the estimate must be unbiased.
 */
class CoverageTest {
  private static final int DRAWS = 200;
  private static final Covariance BY_UNIT = Covariance.cluster("unit");

  private record Result(double coverage, double bias, double seRatio, double size) {}

  private static Result run(Simulated world, double truth, Function<Panel, Estimate> estimator) {
    var values = new ArrayList<Estimate.Value>();
    for (int draw = 0; draw < DRAWS; draw++) {
      values.add((Estimate.Value) estimator.apply(world.draw(draw)));
    }
    double mean = mean(values, Estimate.Value::value);
    double sd = Math.sqrt(mean(values, v -> Math.pow(v.value() - mean, 2)) * DRAWS / (DRAWS - 1));
    return new Result(
        mean(values, v -> v.confLow() <= truth && truth <= v.confHigh() ? 1.0 : 0.0),
        (mean - truth) / (sd / Math.sqrt(DRAWS)),
        mean(values, Estimate.Value::stdError) / sd,
        mean(values, v -> v.pValue() < 0.05 ? 1.0 : 0.0));
  }

  private static double mean(List<Estimate.Value> values, Function<Estimate.Value, Double> figure) {
    return values.stream().mapToDouble(figure::apply).average().orElseThrow();
  }

  private static void trustworthy(Result r) {
    assertThat(r.coverage()).isBetween(0.895, 0.99);
    assertThat(r.bias()).as("bias in Monte Carlo standard errors").isBetween(-3.3, 3.3);
    assertThat(r.seRatio()).as("mean SE over Monte Carlo SD").isCloseTo(1, within(0.17));
  }

  private static Estimate stacked(Panel panel) {
    return new TwoWayFixedEffects(BY_UNIT).stacked(panel).estimates().get(0);
  }

  @Test
  void stackedEffectsOfCampaignsThatShareHouseholds() {
    Result r = run(new Simulated(240, 3, 100, 0, true), 0, CoverageTest::stacked);
    trustworthy(r);
    assertThat(r.size()).isBetween(0.005, 0.105);
  }

  @Test
  void stackedEffectsFindAPlantedEffect() {
    trustworthy(run(new Simulated(240, 3, 100, 0.5, true), 0.5, CoverageTest::stacked));
  }

  @Test
  void differenceInDifferencesOfOneCampaign() {
    var did = new DifferenceInDifferences(BY_UNIT);
    trustworthy(
        run(new Simulated(160, 1, 60, 0.4, true), 0.4, panel -> did.estimate(panel).get(0)));
  }

  @Test
  void eventStudyPeriodsAndTheSizeOfTheJointTest() {
    var study = new EventStudy(BY_UNIT, -1);
    var world = new Simulated(240, 2, 100, 0.4, true);
    trustworthy(run(world, 0.4, panel -> study.stacked(panel).estimates().get(10)));
    int failed = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      var test = EventStudy.preTrend(study.stacked(world.draw(draw))).test().orElseThrow();
      assertThat(test.df1()).isEqualTo(7);
      failed += test.pValue() < 0.05 ? 1 : 0;
    }
    assertThat((double) failed / DRAWS).isBetween(0.005, 0.105);
  }

  @Test
  void errorsTakenForIndependentRejectATrueNullFarTooOften() {
    Function<Panel, Estimate> naive =
        panel -> new TwoWayFixedEffects(Covariance.robust(1)).stacked(panel).estimates().get(0);
    assertThat(run(new Simulated(240, 3, 100, 0, true), 0, naive).size()).isGreaterThan(0.2);
  }
}
