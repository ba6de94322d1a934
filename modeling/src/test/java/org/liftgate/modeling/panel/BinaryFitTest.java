package org.liftgate.modeling.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.liftgate.accumulate.CompactPanel;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Panel;

/** The fast way gives what the general way gives, and leaves to it what it cannot do. */
class BinaryFitTest {
  private static final double NEAR = 1e-11;
  private static final TwoWayFixedEffects BY_UNIT =
      new TwoWayFixedEffects(Covariance.cluster("unit")).withMinClusters(2);

  private static EffectsPanel panel(int seed) {
    Panel all = new Simulated(60, 1, 30, 1, true).draw(seed);
    var random = new SplittableRandom(seed);
    return EffectsPanel.stacked(
        Panels.take(
            all, IntStream.range(0, all.rows()).filter(i -> random.nextInt(4) > 0).toArray()));
  }

  private static PanelFit general(TwoWayFixedEffects estimator, EffectsPanel panel) {
    return estimator.fit(panel.sorted(), new int[0], 0, List.of());
  }

  private static void equal(PanelFit fast, PanelFit general) {
    var a = (PanelFit.Solved) fast;
    var b = (PanelFit.Solved) general;
    near(a.coefficients()[0], b.coefficients()[0]);
    near(a.covariance()[0][0], b.covariance()[0][0]);
    near(a.statistics().ssr(), b.statistics().ssr());
    near(a.statistics().r2(), b.statistics().r2());
    near(a.statistics().withinR2(), b.statistics().withinR2());
    assertThat(a.df()).isEqualTo(b.df());
    assertThat(a.counts()).isEqualTo(b.counts());
    assertThat(a.convention()).isEqualTo(b.convention());
    assertThat(a.terms()).isEqualTo(b.terms());
  }

  private static void near(double ours, double theirs) {
    assertThat(ours).isCloseTo(theirs, within(NEAR * Math.abs(theirs)));
  }

  @Property(tries = 30)
  void equalsTheGeneralWay(@ForAll @IntRange(max = 1000) int seed) {
    EffectsPanel panel = panel(seed);
    var iid = new TwoWayFixedEffects(Covariance.iid());
    assertThat(BinaryFit.of(BY_UNIT, panel)).isPresent();
    assertThat(BinaryFit.of(iid, panel)).isPresent();
    equal(BY_UNIT.fit(panel), general(BY_UNIT, panel));
    equal(iid.fit(panel), general(iid, panel));
  }

  @Property(tries = 10)
  void theOrderOfRowsDoesNotChangeAByte(@ForAll @IntRange(max = 1000) int seed) {
    EffectsPanel panel = panel(seed);
    var order = new ArrayList<>(IntStream.range(0, panel.rows()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    int[] rows = order.stream().mapToInt(Integer::intValue).toArray();
    var shuffled =
        EffectsPanel.of(
                RowOrder.take(panel.unit(), rows),
                RowOrder.take(panel.period(), rows),
                RowOrder.take(panel.outcome(), rows))
            .withArms(RowOrder.take(panel.treated(), rows))
            .withRegressor("att", RowOrder.take(panel.columns()[0], rows));
    assertThat(BY_UNIT.estimate(shuffled)).isEqualTo(BY_UNIT.estimate(panel));
  }

  @Example
  void aLayoutBuiltOnceServesEveryOutcome() {
    EffectsPanel panel = panel(1);
    CompactPanel compact =
        CompactPanel.of(panel.unit(), panel.period(), panel.columns()[0], Workers.of(1))
            .orElseThrow();
    double[] other = Arrays.stream(panel.outcome()).map(Math::exp).toArray();
    for (double[] y : List.of(panel.outcome(), other)) {
      EffectsPanel same =
          EffectsPanel.of(panel.unit(), panel.period(), y).withRegressor("att", panel.columns()[0]);
      assertThat(BY_UNIT.fit(compact, y).estimates()).isEqualTo(BY_UNIT.estimate(same));
      var robust = new TwoWayFixedEffects(Covariance.robust(1));
      assertThat(robust.fit(compact, y).estimates()).isEqualTo(robust.estimate(same));
    }
  }

  @Example
  void whatItCannotDoIsLeftToTheGeneralWay() {
    EffectsPanel panel = panel(1);
    assertThat(BinaryFit.of(BY_UNIT.withoutPeriodEffects(), panel)).isEmpty();
    assertThat(BinaryFit.of(new TwoWayFixedEffects(Covariance.robust(1)), panel)).isEmpty();
    assertThat(BinaryFit.of(new TwoWayFixedEffects(Covariance.cluster("period")), panel)).isEmpty();
    assertThat(BinaryFit.of(BY_UNIT.withMinClusters(31), panel)).isEmpty();
    int[] blocks = panel.unit().clone();
    assertThat(BinaryFit.of(BY_UNIT, panel.withBlock(blocks))).isEmpty();
    assertThat(BinaryFit.of(BY_UNIT, panel.withRegressor("more", panel.outcome()))).isEmpty();
  }

  @Example
  void duplicatesAndPartsHaveTheirTypedOutcomes() {
    int[] unit = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
    double[] d = {0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0};
    double[] y = {1, 2, 3, 5, 5, 6, 8, 9, 1, 2, 3, 7};
    int[] apart = {0, 1, 0, 1, 0, 1, 7, 8, 7, 8, 7, 8};
    assertThat(reason(unit, apart, d, y)).isEqualTo(Reason.DISCONNECTED);
    int[] twice = {0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1};
    assertThat(reason(unit, twice, d, y)).isEqualTo(Reason.DUPLICATE_ROWS);
    int[] together = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
    assertThat(reason(unit, together, new double[12], y)).isEqualTo(Reason.NO_VARIATION);
    double[] byPeriod = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
    assertThat(reason(unit, together, byPeriod, y)).isEqualTo(Reason.COLLINEAR);
  }

  private static Reason reason(int[] unit, int[] period, double[] d, double[] y) {
    EffectsPanel panel = EffectsPanel.of(unit, period, y).withRegressor("d", d);
    return ((PanelFit.Missing) BY_UNIT.fit(panel)).reason();
  }
}
