package org.liftgate.modeling.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Panel;

class FewUnitsTest {
  /** Units by periods from -6 to 5; treated ones drift apart and have an effect of 10. */
  private static Panel panel(int treated, int comparison, double drift, long seed) {
    var random = new SplittableRandom(seed);
    int units = treated + comparison;
    int n = units * 12;
    var group = new int[n];
    var unit = new int[n];
    var period = new int[n];
    var arm = new byte[n];
    var outcome = new double[n];
    for (int i = 0; i < n; i++) {
      unit[i] = i / 12;
      period[i] = i % 12 - 6;
      arm[i] = (byte) (unit[i] < treated ? 1 : 0);
      double on = arm[i] * (drift * period[i] + (period[i] >= 0 ? 10 : 0));
      outcome[i] = 3 * unit[i] + on + (1 + arm[i]) * random.nextGaussian();
    }
    return new Panel(group, unit, period, arm, outcome);
  }

  private static Panel without(Panel p, int row) {
    return Panels.take(
        p, java.util.stream.IntStream.range(0, p.rows()).filter(i -> i != row).toArray());
  }

  @Test
  void effects_of_complete_units_are_the_event_studys() {
    Panel p = panel(6, 9, 0, 1);
    var fit =
        (PanelFit.Solved)
            new EventStudy(Covariance.cluster("unit"), -1).withMinClusters(2).stacked(p);
    var paths = (ArmPaths.Complete) ArmPaths.of(p);
    int[] events = paths.events(-1);
    for (int k = 0; k < events.length; k++) {
      assertThat(fit.terms().get(k)).isEqualTo(EventStudy.term(events[k]));
      assertThat(paths.effects(-1).value()[k]).isCloseTo(fit.coefficients()[k], within(1e-9));
    }
    assertThat(paths.preTrend(-1).orElseThrow().df1()).isEqualTo(5);
  }

  @Test
  void a_unit_without_a_period_is_left_out_and_counted() {
    var paths = (ArmPaths.Complete) ArmPaths.of(without(panel(6, 9, 0, 1), 3));
    assertThat(paths.leftOut()).isEqualTo(1);
    assertThat(paths.treated()).hasNumberOfRows(5);
    assertThat(ArmPaths.of(panel(6, 0, 0, 1)))
        .isEqualTo(
            new ArmPaths.Missing(
                Estimate.Reason.NO_COMPARISON,
                "6 treated and 0 comparison units have every period; both arms need two."));
  }

  @Test
  void trends_are_told_and_carried_on() {
    ArmTrends drifting = ArmTrends.of(panel(8, 8, 1.5, 2)).orElseThrow();
    var slope = (Estimate.Value) drifting.slope();
    assertThat(slope.confLow()).isLessThan(1.5);
    assertThat(slope.confHigh()).isGreaterThan(1.5);
    assertThat(slope.pValue()).isLessThan(.001);
    assertThat(drifting.distance()).isCloseTo(6, within(1e-12));
    var carried = (Estimate.Value) drifting.carriedOn();
    assertThat(((Estimate.Value) drifting.effect()).confLow()).isGreaterThan(10);
    assertThat(carried.value())
        .isCloseTo(((Estimate.Value) drifting.effect()).value() - 6 * slope.value(), within(1e-9));
    assertThat(carried.confLow()).isLessThan(10);
    assertThat(carried.confHigh()).isGreaterThan(10);
  }

  @Test
  void both_tests_keep_their_size_with_few_units() {
    int joint = 0;
    int straight = 0;
    int draws = 1000;
    for (int i = 0; i < draws; i++) {
      Panel p = panel(8, 10, 0, 100 + i);
      joint +=
          ((ArmPaths.Complete) ArmPaths.of(p)).preTrend(-1).orElseThrow().pValue() < .05 ? 1 : 0;
      straight += ((Estimate.Value) ArmTrends.of(p).orElseThrow().slope()).pValue() < .05 ? 1 : 0;
    }
    assertThat(joint / (double) draws).isBetween(.02, .075);
    assertThat(straight / (double) draws).isBetween(.03, .07);
  }

  @Test
  void a_unit_with_two_rows_a_period_is_refused() {
    Panel p = panel(6, 6, 0, 1);
    int[] twice =
        java.util.stream.IntStream.range(0, p.rows() + 1).map(i -> i % p.rows()).toArray();
    assertThat(((ArmPaths.Missing) ArmPaths.of(Panels.take(p, twice))).reason())
        .isEqualTo(Estimate.Reason.DUPLICATE_ROWS);
  }
}
