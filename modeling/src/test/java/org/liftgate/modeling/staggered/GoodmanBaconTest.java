package org.liftgate.modeling.staggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.TwoWayFixedEffects;
import org.liftgate.modeling.staggered.GoodmanBacon.Comparison;
import org.liftgate.modeling.staggered.GoodmanBacon.Decomposition;
import org.liftgate.modeling.staggered.GoodmanBacon.Kind;

class GoodmanBaconTest {

  static double twoWay(StaggeredPanel p) {
    var d = new double[p.rows()];
    Arrays.setAll(d, i -> p.period()[i] >= p.cohort()[i] ? 1 : 0);
    var panel = EffectsPanel.of(p.unit(), p.period(), p.outcome()).withRegressor("d", d);
    var fit = new TwoWayFixedEffects(Covariance.cluster("unit")).withMinClusters(2);
    return ((Estimate.Value) fit.estimate(panel).get(0)).value();
  }

  /** A fifth of the units is treated throughout, sizes differ. */
  private static StaggeredPanel panel(int seed) {
    StaggeredPanel p = new Staggered(60, 1).draw(seed);
    int[] cohort = p.cohort().clone();
    Arrays.setAll(cohort, i -> p.unit()[i] % 5 == 0 ? 1 : p.unit()[i] % 11 == 0 ? 9 : cohort[i]);
    return StaggeredPanel.of(p.unit(), p.period(), cohort, p.outcome());
  }

  @Property(tries = 20)
  void weightsSumToOneAndGiveTheRegressionBack(@ForAll @IntRange(max = 10_000) int seed) {
    StaggeredPanel p = Staggered.shuffled(panel(seed), seed);
    var found = (Decomposition) GoodmanBacon.decompose(p);
    double weights = found.comparisons().stream().mapToDouble(Comparison::weight).sum();
    double sum = found.comparisons().stream().mapToDouble(c -> c.weight() * c.effect()).sum();
    double slope = twoWay(p);
    assertThat(weights).isCloseTo(1, within(1e-12));
    assertThat(found.comparisons()).allMatch(c -> c.weight() > 0);
    assertThat(found.slope()).isCloseTo(slope, within(1e-10 * Math.abs(slope)));
    assertThat(sum).isCloseTo(slope, within(1e-10 * Math.abs(slope)));
    double byKind = 0;
    for (Kind kind : Kind.values()) {
      assertThat(found.weight(kind)).as(kind.name()).isPositive();
      byKind += found.weight(kind) * found.effect(kind);
    }
    assertThat(byKind).isCloseTo(slope, within(1e-10 * Math.abs(slope)));
  }

  /** The weights are those of the residual of d: the slope's derivative by each cell's effect. */
  @Test
  void negativeWeightsAreTheSlopesDerivatives() {
    StaggeredPanel p = panel(3);
    var weights = ((Decomposition) GoodmanBacon.decompose(p)).weights();
    double slope = twoWay(p);
    double below = 0;
    double total = 0;
    int negative = 0;
    int cells = 0;
    for (int g : new int[] {1, 4, 6, 8, 9}) {
      for (int t = g; t <= Staggered.PERIODS; t++) {
        double[] y = p.outcome().clone();
        int time = t;
        Arrays.setAll(y, i -> y[i] + (p.cohort()[i] == g && p.period()[i] == time ? 1 : 0));
        double weight = twoWay(StaggeredPanel.of(p.unit(), p.period(), p.cohort(), y)) - slope;
        cells++;
        total += weight;
        negative += weight < 0 ? 1 : 0;
        below += Math.min(0, weight);
      }
    }
    assertThat(total).isCloseTo(1, within(1e-9));
    assertThat(weights.cells()).isEqualTo(cells);
    assertThat(weights.negative()).isEqualTo(negative).isPositive();
    assertThat(weights.negativeSum()).isCloseTo(below, within(1e-9));
    assertThat(weights.share()).isCloseTo((double) negative / cells, within(1e-15));
  }

  @Test
  void oneStartHasOneComparison() {
    StaggeredPanel all = new Staggered(60, 1).draw(1);
    var p =
        Staggered.keep(all, i -> all.cohort()[i] == 4 || all.cohort()[i] == StaggeredPanel.NEVER);
    var found = (Decomposition) GoodmanBacon.decompose(p);
    assertThat(found.comparisons()).hasSize(1);
    assertThat(found.comparisons().get(0).kind()).isEqualTo(Kind.TREATED_VS_NEVER);
    assertThat(found.weights().negative()).isZero();
  }

  @Test
  void withoutDifferentStartsThereIsNothingToDecompose() {
    StaggeredPanel all = new Staggered(60, 1).draw(1);
    var same = Staggered.keep(all, i -> all.cohort()[i] == 4);
    assertThat(GoodmanBacon.decompose(same)).isInstanceOf(GoodmanBacon.None.class);
    var twice = (GoodmanBacon.None) GoodmanBacon.decompose(all.take(new int[] {0, 1, 1}));
    assertThat(twice.reason()).isEqualTo(Reason.DUPLICATE_ROWS);
  }
}
