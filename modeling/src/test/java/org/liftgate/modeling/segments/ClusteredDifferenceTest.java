package org.liftgate.modeling.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;

class ClusteredDifferenceTest {
  private static final ClusteredDifference DID = ClusteredDifference.standard();

  @Test
  void few_clusters_have_the_regressions_cr2_and_degrees_of_freedom() {
    var stores = unbalanced(new Stores(7, 12, 9, 5, 0, 3));
    var own = value(DID.effect("att", stores, _ -> true));
    var fit = regression(stores, new Covariance.LeverageCorrected(2, "store"));
    assertSame(own, fit);
  }

  @Test
  void many_clusters_have_the_regressions_cr1() {
    var stores = unbalanced(new Stores(60, 52, 5, 5, 0, 4));
    var own = DID.effect("att", stores, _ -> true);
    assertSame(value(own), regression(stores, Covariance.cluster("store")));
    assertThat(own.vcov()).startsWith("CR1");
  }

  @Test
  void an_interaction_is_the_regressions_triple_term() {
    var made = new Stores(8, 9, 12, 5, 3, 5);
    ArmRows r = made.rows;
    var own = value(DID.interaction("i", r, i -> made.young[i] == 1));
    IntToDoubleFunction y = i -> made.young[i];
    IntToDoubleFunction t = i -> r.treated()[i] ? 1 : 0;
    IntToDoubleFunction p = i -> r.post()[i] ? 1 : 0;
    var sample =
        LinearSample.of(
                r.outcome(),
                List.of("y", "t", "p", "yt", "yp", "tp", "ytp"),
                column(r, y),
                column(r, t),
                column(r, p),
                column(r, i -> y.applyAsDouble(i) * t.applyAsDouble(i)),
                column(r, i -> y.applyAsDouble(i) * p.applyAsDouble(i)),
                column(r, i -> t.applyAsDouble(i) * p.applyAsDouble(i)),
                column(r, i -> y.applyAsDouble(i) * t.applyAsDouble(i) * p.applyAsDouble(i)))
            .withCluster("store", r.cluster());
    var fit =
        new LinearRegression(new Covariance.LeverageCorrected(2, "store")).fit(sample).estimates();
    assertSame(own, (Estimate.Value) fit.getLast());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void too_few_clusters_are_refused(int comparison) {
    var result = DID.effect("att", new Stores(20, comparison, 5, 1, 0, 6).rows, _ -> true);
    var missing = (Estimate.Missing) result.estimate();
    assertThat(missing.reason())
        .isEqualTo(
            comparison == 0 ? Estimate.Reason.NO_COMPARISON : Estimate.Reason.TOO_FEW_CLUSTERS);
  }

  @Test
  void a_missing_outcome_or_a_cell_without_rows_is_named() {
    ArmRows r = new Stores(6, 6, 4, 1, 0, 7).rows;
    double[] holed = r.outcome().clone();
    holed[3] = Double.NaN;
    var holes = new ArmRows(holed, r.treated(), r.post(), r.cluster());
    assertThat(((Estimate.Missing) DID.effect("att", holes, _ -> true).estimate()).reason())
        .isEqualTo(Estimate.Reason.NOT_FINITE);
    var before = (Estimate.Missing) DID.effect("att", r, i -> !r.post()[i]).estimate();
    assertThat(before.detail()).contains("comparison after", "treated after");
  }

  @Test
  void a_cluster_is_treated_as_a_whole() {
    assertThatThrownBy(
            () ->
                new ArmRows(new double[2], new boolean[] {true, false}, new boolean[2], new int[2]))
        .hasMessageContaining("cluster (0) must be treated in all of its rows or in none");
  }

  @Test
  void intervals_of_few_uneven_clusters_hold_the_truth() {
    int held = 0;
    for (int seed = 0; seed < 200; seed++) {
      var v = value(DID.effect("att", new Stores(7, 20, 6, 5, 0, 1000 + seed).rows, _ -> true));
      held += v.confLow() <= 5 && v.confHigh() >= 5 ? 1 : 0;
    }
    assertThat(held).isBetween(179, 198);
  }

  private static void assertSame(Estimate.Value own, Estimate.Value fit) {
    assertThat(own.value()).isCloseTo(fit.value(), within(1e-8));
    assertThat(own.stdError()).isCloseTo(fit.stdError(), within(1e-8 * fit.stdError()));
    assertThat(own.df()).isCloseTo(fit.df(), within(1e-6 * fit.df()));
    assertThat(own.confHigh()).isCloseTo(fit.confHigh(), within(1e-6));
  }

  private static Estimate.Value value(ClusteredDifference.Result result) {
    return (Estimate.Value) result.estimate();
  }

  /** Every fifth row of the later stores goes, so that clusters differ in size. */
  private static ArmRows unbalanced(Stores made) {
    ArmRows r = made.rows;
    int[] kept =
        java.util.stream.IntStream.range(0, r.rows())
            .filter(i -> r.cluster()[i] % 3 != 0 || i % 5 != 0)
            .toArray();
    var arm = new boolean[kept.length];
    var post = new boolean[kept.length];
    for (int k = 0; k < kept.length; k++) {
      arm[k] = r.treated()[kept[k]];
      post[k] = r.post()[kept[k]];
    }
    return new ArmRows(
        Arrays.stream(kept).mapToDouble(i -> r.outcome()[i]).toArray(),
        arm,
        post,
        Arrays.stream(kept).map(i -> r.cluster()[i]).toArray());
  }

  private static Estimate.Value regression(ArmRows r, Covariance covariance) {
    var sample =
        LinearSample.of(
                r.outcome(),
                List.of("t", "p", "tp"),
                column(r, i -> r.treated()[i] ? 1 : 0),
                column(r, i -> r.post()[i] ? 1 : 0),
                column(r, i -> r.treated()[i] && r.post()[i] ? 1 : 0))
            .withCluster("store", r.cluster());
    return (Estimate.Value) new LinearRegression(covariance).fit(sample).estimates().getLast();
  }

  private static double[] column(ArmRows r, IntToDoubleFunction value) {
    var out = new double[r.rows()];
    Arrays.setAll(out, value::applyAsDouble);
    return out;
  }
}
