package org.liftgate.modeling.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.modeling.forest.BoostingOptions;
import org.liftgate.modeling.forest.GradientBoosting;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.learn.MeanLearner.Boosting;
import org.liftgate.modeling.learn.MeanLearner.Forests;
import org.liftgate.modeling.learn.MeanLearner.Linear;
import org.liftgate.modeling.uplift.UpliftLearner.Meta;
import org.liftgate.modeling.weighting.Folds;

/** Learners against econml, grf, causalml and scikit-learn on one confounded sample. */
class LearnersTest {
  private static final Workers TWO = Workers.of(2);
  private static final UpliftSample GOLDEN = Drawn.golden();
  private static final Features X = Features.of(GOLDEN.features(), TWO);
  private static final Rows ROWS = Rows.of(GOLDEN, X, TWO);

  private static JsonNode value(String file, String figure) throws IOException {
    try (var in = LearnersTest.class.getResourceAsStream("/golden/" + file)) {
      return new ObjectMapper().readTree(in).get("figures").get(figure).get("value");
    }
  }

  private static double[] effects(Meta meta, MeanLearner means) {
    return new UpliftLearner(meta, means, new Assignment.Logit()).fit(ROWS, 1).predict(X);
  }

  @ParameterizedTest
  @CsvSource({"T, TLearner.ols", "S, SLearner.ols", "X, XLearner.ols"})
  void linearLearnersEqualEconml(Meta meta, String figure) throws IOException {
    JsonNode wanted = value("cate.json", figure);
    double[] effects = effects(meta, new Linear());
    for (int i = 0; i < 5; i++) {
      assertThat(effects[i]).isCloseTo(wanted.get("e5").get(i).asDouble(), within(1e-8));
    }
    assertThat(Arrays.stream(effects).average().orElseThrow())
        .isCloseTo(wanted.get("mean").asDouble(), within(1e-8));
  }

  /** The treated's imputed effects where hardly anybody is treated, else those of the others. */
  @Test
  void imputedEffectsAreWeightedByTheOtherArm() {
    var forest = Forests.standard();
    var arms = ArmMeans.of(ROWS, forest, 1);
    for (int arm = 0; arm < 2; arm++) {
      Rows own = ROWS.take(ROWS.arm(arm));
      double[] other = (arm == 1 ? arms.untreated() : arms.treated()).predict(own.x());
      double[] imputed = new double[own.size()];
      int sign = 2 * arm - 1;
      Arrays.setAll(imputed, i -> sign * (own.y()[i] - other[i]));
      long seed = ArmMeans.stream(1, arm == 1 ? 2 : 3);
      double[] wanted = forest.fit(own.x(), imputed, seed, TWO).predict(X);
      double rare = arm == 1 ? 1e-12 : 1 - 1e-12;
      double[] found =
          new UpliftLearner(Meta.X, forest, new Assignment.Random(rare)).fit(ROWS, 1).predict(X);
      assertThat(found).containsExactly(wanted, within(1e-9));
    }
  }

  @Test
  void predictionsAreOfUnitsNotSeen() {
    var learner = new UpliftLearner(Meta.T, Forests.standard(), new Assignment.Logit());
    var own =
        (UpliftPredictions.Predicted) UpliftPredictions.crossFitted(learner, GOLDEN, 5, 1, TWO);
    var again =
        (UpliftPredictions.Predicted)
            UpliftPredictions.of(learner, GOLDEN, GOLDEN.features(), 1, TWO);
    assertThat(again.effects()).isEqualTo(effects(Meta.T, Forests.standard()));
    // An outcome moved by far shows in what was learned from it, not in its own prediction.
    double[] y = GOLDEN.outcome().clone();
    y[7] += 1_000;
    var moved = UpliftSample.of(GOLDEN.names(), GOLDEN.features(), GOLDEN.treated(), y);
    var after =
        (UpliftPredictions.Predicted) UpliftPredictions.crossFitted(learner, moved, 5, 1, TWO);
    assertThat(after.effects()[7]).isEqualTo(own.effects()[7]);
    assertThat(after.effects()).isNotEqualTo(own.effects());
    y[7] = Double.NaN;
    assertThat(UpliftPredictions.crossFitted(learner, moved, 5, 1, TWO))
        .isInstanceOf(UpliftPredictions.Refused.class);
  }

  /** Its nuisances are one regression for both arms, ours one an arm: within three errors. */
  @Test
  void linearDoublyRobustIsNearEconml() throws IOException {
    JsonNode wanted = value("cate.json", "LinearDRLearner");
    double[] effects = effects(Meta.DR, new Linear());
    var fit = (LeastSquares.Fit) LeastSquares.fit(GOLDEN.features(), effects, List.of(), TWO);
    for (int k = 0; k < 5; k++) {
      double error = wanted.get("coef_se").get(k).asDouble();
      assertThat(fit.coefficients()[k + 1])
          .isCloseTo(wanted.get("coef").get(k).asDouble(), within(3 * error));
    }
  }

  @Test
  void observedCurvesEqualCausalml() throws IOException {
    JsonNode wanted = value("cate.json", "uplift.causalml");
    double[] priority = effects(Meta.T, new Linear());
    var curves = ObservedUplift.of(GOLDEN.outcome(), GOLDEN.treated(), priority);
    assertThat(curves.areaUnderGain()).isCloseTo(wanted.get("auuc").asDouble(), within(1e-6));
    int[] at = {200, 500, 1_000, 1_999};
    for (int k = 0; k < at.length; k++) {
      assertThat(curves.gain()[at[k]])
          .isCloseTo(wanted.get("cumgain").get(k).asDouble(), within(1e-6));
      assertThat(curves.qini()[at[k]])
          .isCloseTo(wanted.get("qini_curve").get(k).asDouble(), within(1e-6));
    }
    // Theirs is above the mean of ten random orders, ours above the straight line.
    assertThat(curves.qiniCoefficient()).isCloseTo(wanted.get("qini").asDouble(), within(60.0));
  }

  @Test
  void scoresHaveTheMeanAndTheProjectionOfGrf() throws IOException {
    int[] folds = Folds.of(GOLDEN.groups(), GOLDEN.treated(), 5, 1);
    var scores = Scores.crossFitted(ROWS, folds, 5, Forests.standard(), new Assignment.Logit(), 1);
    var ate = (Value) GroupedMean.of("ate", scores.values(), GOLDEN.groups());
    JsonNode grf = value("grf.json", "grf.ate");
    assertThat(ate.value())
        .isCloseTo(grf.get("ate").asDouble(), within(3 * grf.get("se").asDouble()));
    assertThat(ate.stdError() / grf.get("se").asDouble()).isBetween(0.8, 1.3);
    var fit =
        (LeastSquares.Fit) LeastSquares.fit(GOLDEN.features(), scores.values(), List.of(), TWO);
    JsonNode blp = value("grf.json", "grf.blp");
    String[] terms = {"(Intercept)", "x1", "x2", "x3", "x4", "x5"};
    for (int k = 0; k < terms.length; k++) {
      JsonNode term = blp.get(terms[k]);
      assertThat(fit.coefficients()[k])
          .as(terms[k])
          .isCloseTo(term.get("est").asDouble(), within(3 * term.get("se").asDouble()));
    }
  }

  /** 0.36 (SE 0.07) by grf; a linear S-learner predicts one effect for all. */
  @ParameterizedTest
  @EnumSource(Meta.class)
  void sequentialAutocIsNearGrf(Meta meta) throws IOException {
    JsonNode grf = value("grf.json", "grf.rate");
    for (MeanLearner means : List.of(Forests.standard(), Boosting.standard(), new Linear())) {
      var learner = new UpliftLearner(meta, means, new Assignment.Logit());
      var found =
          (UpliftResult.Judged)
              new UpliftEvaluation(learner).with(TWO).withDraws(0).evaluate(GOLDEN);
      if (meta == Meta.S && means instanceof Linear) {
        assertThat(found.rate()).isInstanceOf(Missing.class);
        continue;
      }
      var rate = (Value) found.rate();
      assertThat(rate.value())
          .as(meta + " " + means.name())
          .isCloseTo(grf.get("est").asDouble(), within(3 * grf.get("se").asDouble()));
      assertThat(rate.stdError() / grf.get("se").asDouble()).isBetween(0.75, 1.25);
      assertThat(found.ranking()).isInstanceOf(Ranking.Accepted.class);
    }
  }

  @Test
  void boostingIsNearScikitLearn() throws IOException {
    JsonNode wanted = value("cate.json", "gbrt");
    var options = new BoostingOptions(20, 3, 0.1, 1, 1, 1);
    var boosted =
        (GradientBoosting.Boosted) new GradientBoosting(options).fit(X.bins(), GOLDEN.outcome());
    double[] fitted = boosted.predict(X.bins());
    double mse = 0;
    for (int i = 0; i < fitted.length; i++) {
      double e = GOLDEN.outcome()[i] - fitted[i];
      mse += e * e / fitted.length;
    }
    // They try every cut, we 255 a feature.
    assertThat(mse / wanted.get("mse").asDouble()).isBetween(0.98, 1.02);
  }
}
