package org.liftgate.modeling.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

class PairsBootstrapTest {
  private final EffectsPanel panel =
      EffectsPanel.stacked(new Simulated(240, 1, 120, 1, true).draw(4));

  private static TwoWayFixedEffects pairs(String by, long seed) {
    return new TwoWayFixedEffects(new Covariance.PairsCluster(by, 1500, seed));
  }

  private static Estimate.Value value(TwoWayFixedEffects estimator, EffectsPanel panel) {
    return (Estimate.Value) estimator.estimate(panel).get(0);
  }

  @Test
  void theStandardErrorIsNearTheClusteredOne() {
    var analytic = value(new TwoWayFixedEffects(Covariance.cluster("unit")), panel);
    var drawn = value(pairs("unit", 3), panel);
    assertThat(drawn.value()).isEqualTo(analytic.value());
    assertThat(drawn.stdError() / analytic.stdError()).isCloseTo(1, within(0.07));
    assertThat(drawn.df()).isEqualTo(239);
    assertThat(((PanelFit.Solved) pairs("unit", 3).fit(panel)).convention())
        .startsWith("pairs cluster bootstrap(unit), 1500 draws, period effects estimated anew; 95%")
        .contains("percentile interval");
  }

  @Test
  void aSeedGivesTheSameDrawsAndAnotherSeedOthers() {
    assertThat(value(pairs("unit", 3), panel)).isEqualTo(value(pairs("unit", 3), panel));
    assertThat(value(pairs("unit", 3), panel).stdError())
        .isNotEqualTo(value(pairs("unit", 4), panel).stdError());
  }

  private EffectsPanel halved() {
    double[] half = Arrays.stream(panel.columns()[0]).map(d -> 0.5 * d).toArray();
    return EffectsPanel.of(panel.unit(), panel.period(), panel.outcome())
        .withRegressor("half", half);
  }

  @Test
  void aRegressorOfAnyKindGivesTheSameDrawsAsTheFastWay() {
    var binary = value(pairs("unit", 3), panel);
    var half = value(pairs("unit", 3), halved());
    assertThat(half.value()).isCloseTo(2 * binary.value(), within(1e-10));
    assertThat(half.stdError()).isCloseTo(2 * binary.stdError(), within(1e-10));
    assertThat(half.df()).isEqualTo(binary.df());
    assertThat(((PanelFit.Solved) pairs("unit", 3).fit(halved())).convention())
        .isEqualTo("pairs cluster bootstrap(unit), 1500 draws, period effects estimated anew");
  }

  @Test
  void eventStudiesHaveAllOfTheCovariance() {
    EffectsPanel events = EffectsPanel.events(new Simulated(240, 2, 120, 1, true).draw(4));
    var drawn =
        (PanelFit.Solved)
            new EventStudy(new Covariance.PairsCluster("unit", 2000, 1), -1).fit(events);
    var analytic = (PanelFit.Solved) new EventStudy(Covariance.cluster("unit"), -1).fit(events);
    assertThat(drawn.df()).isEqualTo(239);
    int k = analytic.terms().size();
    for (int a = 0; a < k; a++) {
      assertThat(drawn.coefficients()[a]).isEqualTo(analytic.coefficients()[a]);
      for (int b = 0; b < k; b++) {
        double scale = Math.sqrt(analytic.covariance()[a][a] * analytic.covariance()[b][b]);
        assertThat(drawn.covariance()[a][b] / scale)
            .isCloseTo(analytic.covariance()[a][b] / scale, within(0.15));
      }
    }
  }

  @Test
  void whatItIsNotForIsSaid() {
    assertThat(missing(panel, "period").reason()).isEqualTo(Reason.UNSUITED);
    assertThat(missing(halved(), "period").detail()).contains("clusters of whole units");
  }

  private static Estimate.Missing missing(EffectsPanel panel, String by) {
    return (Estimate.Missing) pairs(by, 1).estimate(panel).get(0);
  }
}
