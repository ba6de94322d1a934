package org.liftgate.modeling.refit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;

/** Each challenge on rows of which the answer is known, and on rows made to break it. */
class ChallengeTest {
  private static final int DRAWS = 120;
  private static final Workers WORKERS = Workers.all();

  /** Least squares with everything held fixed. */
  private static final Effect OLS =
      (study, _) -> {
        var names = new java.util.ArrayList<String>(List.of("t"));
        names.addAll(study.names());
        double[][] columns = new double[names.size()][];
        columns[0] = study.treatment();
        for (int j = 0; j < study.names().size(); j++) {
          columns[j + 1] = study.covariates().get(j);
        }
        return new LinearRegression(Covariance.robust(1))
            .estimate(LinearSample.of(study.outcome(), names, columns))
            .get(1);
      };

  /** y = effect t + 2 x + e, t = x + v. */
  private static Study study(double effect, int n, long seed) {
    var random = new SplittableRandom(seed);
    double[] x = new double[n];
    double[] t = new double[n];
    double[] y = new double[n];
    int[] unit = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextGaussian();
      t[i] = x[i] + random.nextGaussian();
      y[i] = effect * t[i] + 2 * x[i] + random.nextGaussian();
      unit[i] = i;
    }
    return new Study(y, t, List.of("x"), List.of(x), unit);
  }

  private static Trial run(Challenge challenge, Study study, Effect effect) {
    var found = (Estimate.Value) effect.of(study, 1);
    return challenge.run(study, effect, found, DRAWS, 1, WORKERS);
  }

  @Test
  void aSoundEstimateStands() {
    Study study = study(1, 800, 3);
    for (Challenge c :
        List.of(
            new RandomCause(),
            new PlaceboTreatment(),
            new Subset(0.8),
            new Bootstrap(),
            new SimulatedCause(0.1, 0.1))) {
      Trial trial = run(c, study, OLS);
      assertThat(trial.word()).as(trial.toString()).isEqualTo(Trial.Word.PASS);
      assertThat(trial.rule()).isEqualTo(c.rule());
      assertThat(trial.draws()).isEqualTo(DRAWS);
    }
  }

  @Test
  void subsetsSpreadAsTheStandardErrorSays() {
    Trial half = run(new Subset(0.5), study(1, 800, 3), OLS);
    assertThat(half.statistic()).isCloseTo(1, within(0.25));
    Trial most = run(new Subset(0.9), study(1, 800, 3), OLS);
    assertThat(most.statistic()).isCloseTo(1, within(0.25));
  }

  @Test
  void anEffectThatIsNoneIsNotToldFromAPlacebo() {
    assertThat(run(new PlaceboTreatment(), study(0, 800, 3), OLS).word())
        .isEqualTo(Trial.Word.FRAGILE);
  }

  @Test
  void aStandardErrorMuchTooSmallIsFound() {
    Effect proud =
        (s, seed) -> {
          var v = (Estimate.Value) OLS.of(s, seed);
          return new org.liftgate.modeling.inference.StudentT(Double.POSITIVE_INFINITY)
              .value("t", v.value(), v.stdError() / 3);
        };
    Study study = study(1, 400, 4);
    assertThat(run(new PlaceboTreatment(), study, proud).word()).isEqualTo(Trial.Word.FAIL);
    assertThat(run(new Bootstrap(), study, proud).word()).isEqualTo(Trial.Word.FAIL);
    assertThat(run(new Subset(0.8), study, proud).word()).isEqualTo(Trial.Word.FRAGILE);
  }

  @Test
  void aFewUnitsThatCarryItAllAreFound() {
    Study study = study(0, 400, 5);
    double[] y = study.outcome().clone();
    double[] t = study.treatment().clone();
    t[0] = 60;
    y[0] = 60;
    Trial trial = run(new Subset(0.5), study.withOutcome(y).withTreatment(t), OLS);
    assertThat(trial.word()).as(trial.sentence()).isNotEqualTo(Trial.Word.PASS);
  }

  @Test
  void anEstimatorThatFollowsNoiseIsFound() {
    Effect fickle =
        (s, seed) -> {
          var v = (Estimate.Value) OLS.of(s, seed);
          double extra = s.names().size() > 1 ? 2 * v.stdError() * s.covariates().getLast()[0] : 0;
          return new org.liftgate.modeling.inference.StudentT(Double.POSITIVE_INFINITY)
              .value("t", v.value() + extra, v.stdError());
        };
    assertThat(run(new RandomCause(), study(1, 300, 6), fickle).word()).isEqualTo(Trial.Word.FAIL);
  }

  @Test
  void aCauseThatTurnsTheSignIsFragile() {
    Trial trial = run(new SimulatedCause(1, -4), study(1, 800, 7), OLS);
    assertThat(trial.word()).isEqualTo(Trial.Word.FRAGILE);
    // (1 x 1 - 1 x 4) / (1 + 1)
    assertThat(trial.sentence()).contains("-1.49").contains("lost in 100% of draws");
  }

  @Test
  void drawsThatComeToNothingAreSaid() {
    Study study = study(1, 60, 8);
    Effect never = (_, _) -> new Estimate.Missing("t", Estimate.Reason.COLLINEAR, "collinear");
    Trial trial =
        new Subset(0.8).run(study, never, (Estimate.Value) OLS.of(study, 1), DRAWS, 1, WORKERS);
    assertThat(trial.word()).isEqualTo(Trial.Word.FRAGILE);
    assertThat(trial.sentence()).contains("120 of 120 draws");
  }

  @Test
  void fewDrawsAreRefused() {
    Study study = study(1, 60, 8);
    assertThatThrownBy(
            () ->
                new Bootstrap().run(study, OLS, (Estimate.Value) OLS.of(study, 1), 99, 1, WORKERS))
        .hasMessage("draws (99) must be at least 100");
  }

  @Test
  void threadsDoNotMatter() {
    Study study = study(1, 200, 9);
    var found = (Estimate.Value) OLS.of(study, 1);
    Trial one = new Bootstrap().run(study, OLS, found, DRAWS, 5, Workers.of(1));
    assertThat(new Bootstrap().run(study, OLS, found, DRAWS, 5, Workers.of(3))).isEqualTo(one);
  }

  @Test
  void rowsOfAUnitStayTogether() {
    Study rows =
        new Study(
            new double[] {1, 2, 3, 4},
            new double[] {5, 6, 7, 8},
            List.of("x"),
            List.of(new double[] {9, 10, 11, 12}),
            new int[] {0, 1, 0, 1});
    Study drawn = rows.repeated(new int[] {2, 0});
    assertThat(drawn.outcome()).containsExactly(1, 1, 3, 3);
    assertThat(drawn.units()).containsExactly(0, 0, 0, 0);
    assertThat(drawn.covariates().getFirst()).containsExactly(9, 9, 11, 11);
    assertThat(new RandomCause().change(rows, new SplittableRandom(1)).covariates().getLast()[0])
        .isCloseTo(
            new RandomCause().change(rows, new SplittableRandom(1)).covariates().getLast()[2],
            within(0.0));
  }
}
