package org.liftgate.modeling.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.truth.CrossSection;
import org.liftgate.modeling.truth.RandomisedExperiment;
import org.liftgate.modeling.truth.RatioExperiment;

/** Figures of scipy 1.17.1 and closed forms, refusals, and what must not matter. */
class ExperimentTest {
  private static final Workers ONE = Workers.of(1);

  private static ExperimentRows drawn(int n, long seed) {
    CrossSection s = RandomisedExperiment.of(n, 0.4, 0.3).draw(seed);
    return ExperimentRows.of(s.treated(), s.outcome()).withCovariates(s.covariates());
  }

  private static Estimate.Value value(Estimate estimate) {
    return (Estimate.Value) estimate;
  }

  @Test
  void differenceIsWelchs() {
    var rows =
        ExperimentRows.of(
            new byte[] {1, 0, 1, 1, 0, 1, 0, 1, 0},
            new double[] {3.1, 1.0, 4.5, 2.2, 2.5, 8.0, 0.3, 5.5, 1.1});
    var ate = value(new DifferenceInMeans().estimate(rows).get(0));
    assertThat(ate.value()).isCloseTo(3.435, within(1e-12));
    assertThat(ate.statistic()).isCloseTo(3.0961131622557994, within(1e-12));
    assertThat(ate.df()).isCloseTo(5.52129808781438, within(1e-10));
    assertThat(ate.pValue()).isCloseTo(0.023657684077300498, within(1e-12));
    assertThat(ate.confLow()).isCloseTo(0.6621717098143152, within(1e-9));
  }

  @Test
  void armsThatCannotBeComparedAreRefused() {
    assertThat(reason(new byte[0], new double[0])).isEqualTo(Reason.NO_ROWS);
    assertThat(reason(new byte[] {1, 1}, new double[] {1, 2})).isEqualTo(Reason.EMPTY_ARM);
    assertThat(reason(new byte[] {1, 0, 0}, new double[] {1, 2, 3})).isEqualTo(Reason.SMALL_ARM);
    assertThat(reason(new byte[] {1, 1, 0, 0}, new double[] {1, 1, 3, 3}))
        .isEqualTo(Reason.NO_VARIATION);
    assertThat(reason(new byte[] {1, 1, 0, 0}, new double[] {1, Double.NaN, 3, 3}))
        .isEqualTo(Reason.NOT_FINITE);
  }

  private static Reason reason(byte[] treated, double[] y) {
    var rows = ExperimentRows.of(treated, y);
    return ((Estimate.Missing) new DifferenceInMeans().estimate(rows).get(0)).reason();
  }

  @Test
  void cupedIsTheRegressionsCoefficient() {
    ExperimentRows rows = drawn(400, 2);
    Cuped.Fit fit = new Cuped(ONE).fit(rows);
    var d = new double[rows.rows()];
    Arrays.setAll(d, i -> rows.treated()[i]);
    var regression =
        (LeastSquares.Fit)
            LeastSquares.fit(
                new double[][] {d, rows.covariates()[0], rows.covariates()[1]},
                rows.outcome(),
                java.util.List.of(),
                ONE);
    assertThat(value(fit.estimate()).value())
        .isCloseTo(regression.coefficients()[1], within(1e-12));
    assertThat(fit.theta()[0]).isCloseTo(regression.coefficients()[2], within(1e-12));
    double hc2 = Math.sqrt(regression.sandwich(regression.meats()[1])[1][1]);
    assertThat(value(fit.estimate()).stdError()).isCloseTo(hc2, within(1e-12));
    assertThat(fit.varianceReduction()).isBetween(0.2, 0.7);
    var alone = value(new Cuped(ONE).fit(rows.withCovariates()).estimate());
    var welch = value(new DifferenceInMeans().estimate(rows).get(0));
    assertThat(alone.stdError()).isCloseTo(welch.stdError(), within(1e-12));
    assertThat(alone.df()).isCloseTo(welch.df(), within(1e-9));
  }

  @Test
  void cupedRefusesWhatItCannotTakeOut() {
    ExperimentRows rows = drawn(50, 3);
    double[] constant = new double[50];
    Cuped.Fit fit = new Cuped(ONE).fit(rows.withCovariates(rows.covariates()[0], constant));
    assertThat(((Estimate.Missing) fit.estimate()).detail())
        .isEqualTo("Covariate 2 is constant or a combination of others.");
    var treatment = new double[50];
    Arrays.setAll(treatment, i -> 3 - rows.treated()[i]);
    Cuped.Fit twin = new Cuped(ONE).fit(rows.withCovariates(treatment));
    assertThat(((Estimate.Missing) twin.estimate()).reason()).isEqualTo(Reason.COLLINEAR);
  }

  @Property(tries = 25)
  void orderOfRowsDoesNotMatter(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    ExperimentRows rows = drawn(60, seed);
    int n = rows.rows();
    var back = new byte[n];
    var y = new double[n];
    var x = new double[n];
    for (int i = 0; i < n; i++) {
      back[i] = rows.treated()[n - 1 - i];
      y[i] = rows.outcome()[n - 1 - i];
      x[i] = rows.covariates()[0][n - 1 - i];
    }
    Estimate forward = new Cuped(ONE).fit(rows.withCovariates(rows.covariates()[0])).estimate();
    Estimate reversed = new Cuped(ONE).fit(ExperimentRows.of(back, y).withCovariates(x)).estimate();
    assertThat(value(reversed).value()).isCloseTo(value(forward).value(), within(1e-9));
    assertThat(value(reversed).stdError()).isCloseTo(value(forward).stdError(), within(1e-9));
  }

  @Test
  void ratioWithDenominatorsOfOneIsTheDifferenceOfMeans() {
    ExperimentRows rows = drawn(200, 4);
    var ones = new double[200];
    Arrays.fill(ones, 1);
    var ratio =
        value(
            new RatioMetric().estimate(new RatioRows(rows.treated(), rows.outcome(), ones)).get(0));
    var mean = value(new DifferenceInMeans().estimate(rows).get(0));
    assertThat(ratio.value()).isCloseTo(mean.value(), within(1e-12));
    assertThat(ratio.stdError()).isCloseTo(mean.stdError(), within(1e-12));
  }

  @Test
  void eventsOfAUnitAreOneObservation() {
    RatioExperiment.Draw draw = new RatioExperiment(300, 0.5, 0.4).draw(8);
    var whole =
        new RatioMetric()
            .estimate(new RatioRows(draw.treated(), draw.numerator(), draw.denominator()));
    int events = (int) Arrays.stream(draw.denominator()).sum();
    var unit = new int[events];
    var arm = new byte[events];
    var y = new double[events];
    for (int u = 0, row = 0; u < 300; u++) {
      for (int k = 0; k < draw.denominator()[u]; k++, row++) {
        unit[row] = 7 * u;
        arm[row] = draw.treated()[u];
        y[row] = draw.numerator()[u] / draw.denominator()[u];
      }
    }
    var byRow =
        value(
            new DifferenceInMeans().estimate(ExperimentRows.of(arm, y).withClusters(unit)).get(0));
    assertThat(byRow.value()).isCloseTo(value(whole.get(0)).value(), within(1e-10));
    assertThat(byRow.stdError()).isCloseTo(value(whole.get(0)).stdError(), within(1e-10));
    arm[1] = (byte) (1 - arm[0]);
    unit[1] = unit[0];
    var mixed = new DifferenceInMeans().estimate(ExperimentRows.of(arm, y).withClusters(unit));
    assertThat(((Estimate.Missing) mixed.get(0)).reason()).isEqualTo(Reason.UNSUITED);
  }

  @Test
  void ratioRefusesFewUnitsAndEmptyDenominators() {
    var arm = new byte[] {1, 1, 1, 1, 0, 0, 0, 0, 0};
    var few = new RatioMetric().estimate(new RatioRows(arm, new double[9], new double[9]));
    assertThat(((Estimate.Missing) few.get(0)).reason()).isEqualTo(Reason.TOO_FEW_CLUSTERS);
    var ten = new byte[] {1, 1, 1, 1, 1, 0, 0, 0, 0, 0};
    var zero = new RatioMetric().estimate(new RatioRows(ten, new double[10], new double[10]));
    assertThat(((Estimate.Missing) zero.get(0)).reason()).isEqualTo(Reason.NO_VARIATION);
  }

  @Test
  void sampleRatios() {
    var two = SampleRatio.test(new long[] {5_100, 4_900}, new double[] {1, 1}).orElseThrow();
    assertThat(two.chiSquare()).isCloseTo(4, within(1e-12));
    assertThat(two.pValue()).isCloseTo(0.04550026389635839, within(1e-12));
    assertThat(two.mismatch()).isFalse();
    var three =
        SampleRatio.test(new long[] {300, 600, 1_300}, new double[] {1, 2, 4}).orElseThrow();
    assertThat(three.df()).isEqualTo(2);
    assertThat(SampleRatio.test(new long[] {5_300, 4_700}, new double[] {1, 1}).orElseThrow())
        .matches(SampleRatio::mismatch);
    assertThat(SampleRatio.test(new long[] {4, 4}, new double[] {1, 1})).isEmpty();
    assertThatThrownBy(() -> SampleRatio.test(new long[] {4, 4}, new double[] {1, 0}))
        .hasMessageContaining("must be above 0");
  }

  @Test
  void sizesAreThoseOfThePeers() {
    var sizing = Sizing.standard();
    assertThat(sizing.subjects(1, 0.5) / 2)
        .as("power.t.test")
        .isCloseTo(63.765763724850586, within(0.1));
    assertThat(sizing.detectable(1, sizing.subjects(1, 0.5))).isCloseTo(0.5, within(1e-9));
    double n = new Sizing(0.05, 0.9, 0.5).subjectsForProportions(0.5, 0.75) / 2;
    assertThat(n).as("power.prop.test").isCloseTo(76.70692845177743, within(1e-9));
    double rise = sizing.detectableRise(0.1, 5_000);
    assertThat(sizing.subjectsForProportions(0.1, 0.1 + rise)).isCloseTo(5_000, within(0.01));
    assertThat(Sizing.designEffect(0.05, 20, 0)).isCloseTo(1.95, within(1e-12));
    assertThat(Sizing.designEffect(0.05, 20, 0.5)).isCloseTo(2.2, within(1e-12));
    assertThat(sizing.detectableClustered(1, 40, 0, 1, 0))
        .isCloseTo(sizing.detectable(1, 40), within(1e-12));
    assertThatThrownBy(() -> sizing.subjects(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSizedExperimentFindsItsEffectAsOftenAsPromised() {
    int n = (int) Math.ceil(Sizing.standard().subjects(1, 0.4));
    var random = new SplittableRandom(5);
    int found = 0;
    for (int draw = 0; draw < 1_000; draw++) {
      var arm = new byte[n];
      var y = new double[n];
      for (int i = 0; i < n; i++) {
        arm[i] = (byte) (i % 2);
        y[i] = random.nextGaussian() + 0.4 * arm[i];
      }
      var e = new DifferenceInMeans().estimate(ExperimentRows.of(arm, y)).get(0);
      found += value(e).pValue() < 0.05 ? 1 : 0;
    }
    assertThat(found).isBetween(755, 845);
  }

  @Test
  void aRatioIsSizedByItsDeviation() {
    RatioExperiment.Draw draw = new RatioExperiment(4_000, 0.5, 0).draw(3);
    double sd = Sizing.ratioDeviation(draw.numerator(), draw.denominator());
    var rows = new RatioRows(draw.treated(), draw.numerator(), draw.denominator());
    double se = value(new RatioMetric().estimate(rows).get(0)).stdError();
    assertThat(Sizing.standard().detectable(sd, 4_000)).isCloseTo(2.802 * se, within(0.05 * se));
  }
}
