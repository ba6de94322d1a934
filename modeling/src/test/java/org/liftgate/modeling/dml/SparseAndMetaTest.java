package org.liftgate.modeling.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Point;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.modeling.dml.DmlSample.Columns;
import org.liftgate.modeling.dml.SparseLinearDml.Penalty;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.uplift.Assignment;
import org.liftgate.modeling.uplift.UpliftLearner;
import org.liftgate.modeling.uplift.UpliftLearner.Meta;
import org.liftgate.modeling.uplift.UpliftSample;

/** The debiased lasso, and learners with and without a bootstrap. */
class SparseAndMetaTest {
  private static final Workers TWO = Workers.of(2);

  /** Sixty modifiers of which the first moves the effect by .8 and the second by -.5. */
  private static DmlSample sparse(int n, long seed) {
    var random = new SplittableRandom(seed);
    var x = new double[60][n];
    var t = new double[n];
    var y = new double[n];
    for (int i = 0; i < n; i++) {
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
      t[i] = 0.5 * x[0][i] - 0.5 * x[2][i] + random.nextGaussian();
      double effect = 1 + 0.8 * x[0][i] - 0.5 * x[1][i];
      y[i] = effect * t[i] + x[2][i] + random.nextGaussian();
    }
    List<String> names = IntStream.rangeClosed(1, 60).mapToObj(k -> "x" + k).toList();
    return DmlSample.of(y, new Treatment.Dose(t), new Columns(names, x), Columns.NONE);
  }

  private static double truth(String term) {
    return switch (term) {
      case "(Intercept)", "ate" -> 1;
      case "x1" -> .8;
      case "x2" -> -.5;
      default -> 0;
    };
  }

  @ParameterizedTest
  @EnumSource(Penalty.class)
  void manySlopesFewOfThemReal(Penalty penalty) {
    int all = 0;
    int held = 0;
    double sparse = 0;
    double dense = 0;
    for (int seed = 1; seed <= 4; seed++) {
      DmlSample s = sparse(400, seed);
      var dml = new SparseLinearDml(new Basis.Polynomial(1), Nuisances.linear()).with(penalty);
      var fit = (CateFit.Solved) dml.with(TWO).fit(s);
      var plain =
          (CateFit.Solved)
              new LinearDml(new Basis.Polynomial(1), Nuisances.linear()).with(TWO).fit(s);
      for (Estimate e : fit.estimates()) {
        Value v = (Value) e;
        all++;
        held += v.confLow() <= truth(v.term()) && truth(v.term()) <= v.confHigh() ? 1 : 0;
        sparse += v.stdError();
      }
      for (Estimate e : plain.estimates()) {
        dense += ((Value) e).stdError();
      }
      assertThat(((Value) fit.estimates().get(2)).pValue()).isLessThan(1e-4);
    }
    assertThat((double) held / all).isBetween(.90, .99);
    assertThat(sparse / dense).isBetween(.7, 1.3);
  }

  @Test
  void sparseFitsAreOfOneContrast() {
    DmlSample s = sparse(100, 1);
    int[] arm = IntStream.range(0, 100).map(i -> i % 3).toArray();
    var three =
        DmlSample.of(
            s.outcome(),
            new Treatment.Arms(arm, List.of("a", "b", "c")),
            s.modifiers(),
            Columns.NONE);
    var fit = new SparseLinearDml(new Basis.Polynomial(1), Nuisances.linear()).fit(three);
    assertThat(((CateFit.Refused) fit).reason()).isEqualTo(Reason.UNSUITED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Meta.class,
      names = {"T", "S", "X"})
  void learnersHaveIntervalsByBootstrapAlone(Meta meta) {
    var random = new SplittableRandom(5);
    int n = 400;
    var x = new double[2][n];
    var t = new byte[n];
    var y = new double[n];
    for (int i = 0; i < n; i++) {
      x[0][i] = random.nextGaussian();
      x[1][i] = random.nextGaussian();
      t[i] = (byte) random.nextInt(2);
      y[i] = x[0][i] + t[i] + random.nextGaussian();
    }
    var sample = UpliftSample.of(List.of("a", "b"), x, t, y);
    var learner = new UpliftLearner(meta, new MeanLearner.Linear(), new Assignment.Random(.5));
    double[][] at = {{0, 1}, {0, 0}};
    List<Estimate> points = new MetaLearner(learner).estimate(sample, at);
    assertThat(points).hasSize(3).allMatch(Point.class::isInstance);
    List<Estimate> intervals =
        new MetaLearner(learner).withDraws(100).with(TWO).estimate(sample, at);
    for (int k = 0; k < 3; k++) {
      Value v = (Value) intervals.get(k);
      assertThat(v.value()).isEqualTo(((Point) points.get(k)).value());
      assertThat(Math.abs(v.value() - 1)).isLessThan(4 * v.stdError());
    }
    // A difference of means of 400 with noise 1 has the error 2 / sqrt(400).
    assertThat(((Value) intervals.get(0)).stdError()).isCloseTo(.1, within(.03));
  }
}
