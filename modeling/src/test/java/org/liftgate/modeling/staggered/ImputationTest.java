package org.liftgate.modeling.staggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

/** Against a dense implementation of the paper's formulas, a known truth, and refusals. */
class ImputationTest {
  private static final Imputation IMPUTATION = new Imputation();

  private static Estimate.Value find(List<Estimate> all, String term) {
    return (Estimate.Value)
        all.stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  private static StaggeredPanel unbalanced(int units, long seed) {
    StaggeredPanel all = new Staggered(units, 1).draw(seed);
    var random = new SplittableRandom(seed);
    StaggeredPanel some = Staggered.keep(all, i -> random.nextInt(5) > 0);
    var x = new double[some.rows()];
    var noise = new SplittableRandom(seed + 1);
    Arrays.setAll(x, i -> noise.nextGaussian() + some.outcome()[i] / 4);
    return some.withCovariate("x", x);
  }

  @Test
  void agreesWithTheDenseFormulas() {
    StaggeredPanel panel = unbalanced(32, 4);
    for (StaggeredPanel p : List.of(panel, withoutCovariates(panel))) {
      List<Estimate> ours = IMPUTATION.estimate(p);
      for (int e : new int[] {-1, 0, 1, 3, 6}) {
        double[] theirs = DenseImputation.of(p, e);
        Estimate.Value v = find(ours, e < 0 ? "att" : "event(" + e + ")");
        assertThat(v.value()).isCloseTo(theirs[0], within(1e-9));
        assertThat(v.stdError()).isCloseTo(theirs[1], within(1e-9));
      }
    }
  }

  private static StaggeredPanel withoutCovariates(StaggeredPanel p) {
    return StaggeredPanel.of(p.unit(), p.period(), p.cohort(), p.outcome());
  }

  @Test
  void coversThePlantedEffect() {
    var law = new Staggered(200, 0.5);
    double truth = (7 * 8 / 2 + 0.5 * 5 * 6 / 2) * 0.5 / (7 + 5 + 3);
    int covered = 0;
    int alarms = 0;
    for (int seed = 0; seed < 200; seed++) {
      Imputation.Fit fit = IMPUTATION.fit(law.draw(seed));
      Estimate.Value v = find(fit.estimates(), "att");
      covered += v.confLow() <= truth && truth <= v.confHigh() ? 1 : 0;
      alarms += fit.preTrend().orElseThrow().pValue() < 0.05 ? 1 : 0;
    }
    assertThat(covered).isBetween(179, 199);
    assertThat(alarms).as("pre-trend alarms of 200 without one").isLessThan(23);
  }

  @Test
  void neitherOrderNorThreadsChangeAByte() {
    StaggeredPanel panel = unbalanced(60, 2);
    List<Estimate> once = IMPUTATION.with(Workers.of(1)).estimate(panel);
    assertThat(IMPUTATION.with(Workers.of(3)).estimate(Staggered.shuffled(panel, 9)))
        .isEqualTo(once);
  }

  @Test
  void seesATrendBeforeTheStart() {
    StaggeredPanel flat = new Staggered(200, 1).draw(3);
    double[] y = flat.outcome().clone();
    Arrays.setAll(
        y,
        i ->
            y[i]
                + (flat.cohort()[i] == StaggeredPanel.NEVER
                    ? 0
                    : 0.6 * (flat.period()[i] - flat.cohort()[i])));
    var bent = StaggeredPanel.of(flat.unit(), flat.period(), flat.cohort(), y);
    assertThat(IMPUTATION.fit(bent).preTrend().orElseThrow().pValue()).isLessThan(1e-4);
  }

  @Test
  void rowsThatCannotBeImputedAreLeftOutOrRefused() {
    StaggeredPanel all = new Staggered(40, 1).draw(1);
    StaggeredPanel treated = Staggered.keep(all, i -> all.cohort()[i] != StaggeredPanel.NEVER);
    Imputation.Fit fit = IMPUTATION.fit(treated);
    assertThat(fit.notes()).anyMatch(n -> n.startsWith("90 rows of units or periods without"));
    assertThat(fit.rows()).isEqualTo(7 * 30);
    var one = Staggered.keep(all, i -> all.cohort()[i] == 4);
    assertThat(((Estimate.Missing) IMPUTATION.estimate(one).get(0)).reason())
        .isIn(Reason.EMPTY_ARM, Reason.NO_COMPARISON);
    double[] constant = new double[all.rows()];
    Arrays.fill(constant, 3);
    assertThat(
            ((Estimate.Missing) IMPUTATION.estimate(all.withCovariate("c", constant)).get(0))
                .reason())
        .isEqualTo(Reason.COLLINEAR);
  }
}
