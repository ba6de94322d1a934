package org.liftgate.modeling.logit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.panel.Csv;

/** Logistic regression against R's glm, statsmodels and scikit-learn. */
class LogitParityTest {
  private static final List<String> NAMES = List.of("x1", "x2", "x3", "x4");

  private final Csv data = Csv.resource("matching.csv");
  private final LogitResult result =
      new LogisticRegression(Covariance.iid())
          .fit(
              LogitSample.of(
                  NAMES,
                  NAMES.stream().map(data::doubles).toArray(double[][]::new),
                  data.flags("t")));

  /** Iterative peers: R stops by its deviance, so its SEs are of the step before the last. */
  @ParameterizedTest
  @CsvSource({
    "matching.json, logit.glm, (Intercept), 1e-8, 1e-6",
    "py_linear.json, logit.statsmodels, const, 1e-8, 1e-8",
  })
  void coefficientsAndErrors(
      String file, String figure, String intercept, double exact, double iterative)
      throws IOException {
    JsonNode coef = read(file).get(figure).at("/value/coef");
    for (int k = 0; k <= NAMES.size(); k++) {
      JsonNode theirs = coef.get(k == 0 ? intercept : NAMES.get(k - 1));
      var ours = (Estimate.Value) result.estimates().get(k);
      close(ours.value(), theirs.get("est").asDouble(), exact);
      close(ours.stdError(), theirs.get("se").asDouble(), iterative);
      close(ours.statistic(), theirs.get("t").asDouble(), iterative);
      close(ours.pValue(), theirs.get("p").asDouble(), 10 * iterative);
      if (theirs.has("lo")) {
        close(ours.confLow(), theirs.get("lo").asDouble(), iterative);
        close(ours.confHigh(), theirs.get("hi").asDouble(), iterative);
      }
    }
  }

  @Test
  void likelihoods() throws IOException {
    var fit = result.fit().orElseThrow();
    JsonNode glm = read("matching.json").get("logit.glm").get("value");
    close(-2 * fit.logLikelihood(), glm.get("deviance").asDouble(), 1e-8);
    close(-2 * fit.nullLogLikelihood(), glm.get("null").asDouble(), 1e-8);
    close(-2 * fit.logLikelihood() + 10, glm.get("aic").asDouble(), 1e-8);
    JsonNode logit = read("py_linear.json").get("logit.statsmodels").get("value");
    close(fit.logLikelihood(), logit.get("llf").asDouble(), 1e-8);
    close(fit.nullLogLikelihood(), logit.get("llnull").asDouble(), 1e-8);
    double pseudo = 1 - fit.logLikelihood() / fit.nullLogLikelihood();
    close(pseudo, logit.get("pseudo_r2").asDouble(), 1e-8);
  }

  @Test
  void scikitLearnWithoutPenalty() throws IOException {
    JsonNode value = read("py_linear.json").get("logit.sklearn.CNone").get("value");
    double[] ours = result.fit().orElseThrow().coefficients();
    close(ours[0], value.get("intercept").asDouble(), 1e-8);
    for (int k = 0; k < NAMES.size(); k++) {
      close(ours[k + 1], value.get("coef").get(k).asDouble(), 1e-8);
    }
  }

  @Test
  void scoresAndTheirDeviations() throws IOException {
    JsonNode value = read("matching.json").get("ps").get("value");
    double[] lp = result.fit().orElseThrow().linearPredictor();
    double[] ps = result.fit().orElseThrow().probabilities();
    for (int i = 0; i < 5; i++) {
      close(ps[i], value.get("ps").get(i).asDouble(), 1e-8);
      close(lp[i], value.get("lp").get(i).asDouble(), 1e-8);
    }
  }

  private static void close(double ours, double theirs, double relative) {
    assertThat(ours).isCloseTo(theirs, within(relative * Math.abs(theirs)));
  }

  private static JsonNode read(String name) throws IOException {
    try (var in = LogitParityTest.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(in).get("figures");
    }
  }
}
