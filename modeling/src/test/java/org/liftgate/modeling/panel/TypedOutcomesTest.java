package org.liftgate.modeling.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Panel;

/** What cannot be estimated comes back with its reason: never an exception, never a number. */
class TypedOutcomesTest {
  private static final Covariance BY_UNIT = Covariance.cluster("unit");
  private static final TwoWayFixedEffects TWFE = new TwoWayFixedEffects(BY_UNIT);
  private static final EventStudy EVENTS = new EventStudy(BY_UNIT, -1);
  private static final DifferenceInDifferences DID = new DifferenceInDifferences(BY_UNIT);
  private final Panel panel = new Simulated(120, 1, 60, 1, true).draw(1);

  private Panel where(IntPredicate kept) {
    return Panels.take(panel, IntStream.range(0, panel.rows()).filter(kept).toArray());
  }

  private static Estimate.Missing missing(List<Estimate> estimates) {
    assertThat(estimates).isNotEmpty().allMatch(Estimate.Missing.class::isInstance);
    return (Estimate.Missing) estimates.get(0);
  }

  private static void both(Panel panel, Reason reason, String detail) {
    Estimate.Missing twfe = missing(TWFE.stacked(panel).estimates());
    Estimate.Missing did = missing(DID.estimate(panel));
    assertThat(twfe.reason()).isEqualTo(reason);
    assertThat(did.reason()).isEqualTo(reason);
    assertThat(twfe.detail()).contains(detail);
    assertThat(did.detail()).contains(detail);
  }

  @Test
  void noRows() {
    both(where(_ -> false), Reason.NO_ROWS, "no rows");
    assertThat(DID.byGroup(where(_ -> false))).isEmpty();
    assertThat(((PanelFit.Missing) EVENTS.stacked(where(_ -> false))).reason())
        .isEqualTo(Reason.NO_ROWS);
  }

  @Test
  void emptyArms() {
    both(where(i -> panel.treated()[i] == 1), Reason.EMPTY_ARM, "comparison arm");
    both(where(i -> panel.treated()[i] == 0), Reason.EMPTY_ARM, "treated arm");
    assertThat(missing(EVENTS.stacked(where(i -> panel.treated()[i] == 1)).estimates()).reason())
        .isEqualTo(Reason.EMPTY_ARM);
    assertThat(((PanelFit.Missing) EVENTS.stacked(where(i -> panel.treated()[i] == 0))).reason())
        .isEqualTo(Reason.EMPTY_ARM);
  }

  @Test
  void incompleteCells() {
    both(
        where(i -> panel.treated()[i] == 0 || panel.period()[i] >= 0),
        Reason.INCOMPLETE_CELLS,
        "0 and 540 treated");
    assertThat(missing(EVENTS.stacked(where(i -> panel.period()[i] != -1)).estimates()))
        .satisfies(
            m -> {
              assertThat(m.reason()).isEqualTo(Reason.INCOMPLETE_CELLS);
              assertThat(m.detail()).contains("reference period (-1)");
            });
  }

  @Test
  void tooFewClustersInTheSmallerArm() {
    Panel small = new Simulated(120, 1, 49, 1, true).draw(1);
    both(small, Reason.TOO_FEW_CLUSTERS, "49 treated and 71 comparison clusters");
    assertThat(missing(EVENTS.stacked(small).estimates()).reason())
        .isEqualTo(Reason.TOO_FEW_CLUSTERS);
    assertThat(DID.withMinClusters(49).estimate(small).get(0)).isInstanceOf(Estimate.Value.class);
    assertThat(TWFE.withMinClusters(49).stacked(small).estimates().get(0))
        .isInstanceOf(Estimate.Value.class);
  }

  @Test
  void oneClusterShowsNoVariation() {
    var one =
        EffectsPanel.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}, new double[] {1, 2, 3, 9})
            .withRegressor("d", new double[] {0, 0, 0, 1})
            .withCluster("shop", new int[4]);
    assertThat(missing(new TwoWayFixedEffects(Covariance.cluster("shop")).estimate(one)).detail())
        .contains("One cluster (shop)");
  }

  @Test
  void duplicateRowsAreNamed() {
    int[] rows =
        IntStream.range(0, panel.rows() + 1).map(i -> Math.min(i, panel.rows() - 1)).toArray();
    both(
        Panels.take(panel, rows),
        Reason.DUPLICATE_ROWS,
        "unit 119 has more than one row in period 8");
    assertThat(missing(EVENTS.stacked(Panels.take(panel, rows)).estimates()).reason())
        .isEqualTo(Reason.DUPLICATE_ROWS);
  }

  @Test
  void figuresThatAreNotFiniteAreCounted() {
    double[] y = panel.outcome().clone();
    y[3] = Double.NaN;
    y[5] = Double.POSITIVE_INFINITY;
    both(
        Panels.withOutcome(panel, y),
        Reason.NOT_FINITE,
        "not finite in 2 of 2040 rows, first in row 4");
  }

  @Test
  void anOutcomeThatNeverVariesShowsNothing() {
    double[] y = new double[panel.rows()];
    Arrays.fill(y, 7);
    both(Panels.withOutcome(panel, y), Reason.NO_VARIATION, "");
  }

  @Test
  void collinearTermsAreNamed() {
    var stacked = EffectsPanel.stacked(panel);
    double[] twice = Arrays.stream(stacked.columns()[0]).map(d -> 2 * d).toArray();
    Estimate.Missing m = missing(TWFE.estimate(stacked.withRegressor("twice", twice)));
    assertThat(m.reason()).isEqualTo(Reason.COLLINEAR);
    assertThat(m.detail()).contains("twice is a combination of the terms before it");
    double[] constant = new double[panel.rows()];
    var only = EffectsPanel.events(panel).withRegressor("one", constant);
    assertThat(missing(TWFE.estimate(only)).reason()).isEqualTo(Reason.NO_VARIATION);
  }

  @Test
  void aDisconnectedPanelIsSaidToBeOne() {
    Panel parts =
        where(i -> panel.unit()[i] % 2 == 0 ? panel.period()[i] < 0 : panel.period()[i] >= 0);
    Estimate.Missing m =
        missing(TWFE.estimate(EffectsPanel.events(parts).withRegressor("d", noise(parts))));
    assertThat(m.reason()).isEqualTo(Reason.DISCONNECTED);
    assertThat(m.detail()).contains("period 0");
  }

  private static double[] noise(Panel panel) {
    return Arrays.stream(panel.outcome()).map(y -> Math.sin(1000 * y)).toArray();
  }

  @Test
  void twoRowsAreTooFew() {
    var two =
        EffectsPanel.of(new int[] {0, 1}, new int[] {0, 0}, new double[] {1, 2})
            .withRegressor("d", new double[] {0, 1});
    assertThat(missing(new TwoWayFixedEffects(Covariance.iid()).estimate(two)).detail())
        .contains("2 rows leave nothing over");
  }

  @Test
  void noLeadsNoPreTrendTest() {
    Panel late = where(i -> panel.period()[i] >= -1);
    var test = EventStudy.preTrend(EVENTS.stacked(late));
    assertThat(test.test()).isEmpty();
    assertThat(test.missing().orElseThrow().reason()).isEqualTo(Reason.INCOMPLETE_CELLS);
  }

  @Test
  void covariancesThatDoNotFitTheEstimatorAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TwoWayFixedEffects(Covariance.robust(3)).stacked(panel))
        .withMessageContaining("Maybe use HC1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TwoWayFixedEffects(Covariance.cluster("shop")).stacked(panel))
        .withMessageContaining("cluster (shop) must be one of");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DifferenceInDifferences(Covariance.cluster("shop")));
  }
}
