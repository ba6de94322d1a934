package org.liftgate.modeling.penalised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.accumulate.Logit;
import org.liftgate.accumulate.LogitDesign;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.panel.Csv;

/** Penalised regressions of glmnet and scikit-learn: closed forms to 1e-8, iterative to 1e-6. */
class PenalisedParityTest {
  private static final List<String> NAMES = List.of("x1", "x2", "x3", "x4", "x5");

  private final Csv data = Csv.resource("ols.csv");
  private final PenalisedSample sample =
      new PenalisedSample(
          NAMES, NAMES.stream().map(data::doubles).toArray(double[][]::new), data.doubles("y"));

  @ParameterizedTest
  @CsvSource({
    "glmnet.alpha0.stdTRUE, 0, true", "glmnet.alpha0.stdFALSE, 0, false",
    "glmnet.alpha1.stdTRUE, 1, true", "glmnet.alpha1.stdFALSE, 1, false",
    "glmnet.alpha0.5.stdTRUE, .5, true", "glmnet.alpha0.5.stdFALSE, .5, false",
  })
  void glmnet(String figure, double a, boolean standardise) throws IOException {
    JsonNode value = read("penalised.json").get(figure).get("value");
    double[] lambdas = {1, .3, .1, .03, .01, .001};
    var path = PenalisedRegression.glmnet(a).withStandardise(standardise).path(sample, lambdas);
    for (int i = 0; i < lambdas.length; i++) {
      close(path.get(i).intercept(), value.get("a0").get(i).asDouble(), 1e-8);
      for (int k = 0; k < NAMES.size(); k++) {
        double theirs = value.get("beta").get(k).get(i).asDouble();
        close(path.get(i).coefficients()[k], theirs, 1e-8);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "0.1", "1", "10", "100", "1000"})
  void ridgeOfScikitLearn(String alpha) throws IOException {
    JsonNode value = read("py_linear.json").get("ridge.sklearn").get("value").get(alpha);
    same(PenalisedRegression.scikit(0).fit(sample, Double.parseDouble(alpha)), value, 1e-8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "0.1", "0.3"})
  void lassoOfScikitLearn(String alpha) throws IOException {
    JsonNode value = read("py_linear.json").get("lasso.sklearn").get("value").get(alpha);
    same(PenalisedRegression.scikit(1).fit(sample, Double.parseDouble(alpha)), value, 1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "100", "1000"})
  void ridgeOfScikitLearnOnScaledColumns(String alpha) throws IOException {
    JsonNode value = read("py_linear.json").get("ridge.sklearn.std").get("value").get(alpha);
    var fit =
        PenalisedRegression.scikit(0).withStandardise(true).fit(sample, Double.parseDouble(alpha));
    for (int k = 0; k < NAMES.size(); k++) {
      double ours = fit.coefficients()[k] * deviation(sample.columns()[k]);
      close(ours, value.get("coef").get(k).asDouble(), 1e-8);
    }
    double mean = Arrays.stream(sample.outcome()).average().orElseThrow();
    close(mean, value.get("intercept").asDouble(), 1e-8);
  }

  @Test
  void leaveOneOutOfScikitLearn() throws IOException {
    JsonNode value = read("py_linear.json").get("ridgecv.loo").get("value");
    var ridge = PenalisedRegression.scikit(0).withStandardise(true);
    double best = Double.POSITIVE_INFINITY;
    double at = 0;
    for (int i = 0; i < 25; i++) {
      double alpha = Math.pow(10, -2 + i / 4.0);
      double error = RidgeLeaveOneOut.error(ridge, sample, alpha);
      at = error < best ? alpha : at;
      best = Math.min(best, error);
    }
    close(at, value.get("alpha").asDouble(), 1e-8);
    close(-best, value.get("best_score").asDouble(), 1e-8);
    var fit = ridge.fit(sample, at);
    for (int k = 0; k < NAMES.size(); k++) {
      double ours = fit.coefficients()[k] * deviation(sample.columns()[k]);
      close(ours, value.get("coef").get(k).asDouble(), 1e-8);
    }
  }

  @Test
  void logitsWithARidge() throws IOException {
    Csv units = Csv.resource("matching.csv");
    double[][] x = NAMES.subList(0, 4).stream().map(units::doubles).toArray(double[][]::new);
    var design = LogitDesign.of(x, units.flags("t"));
    for (String c : List.of("1.0", "0.1")) {
      JsonNode value = read("py_linear.json").get("logit.sklearn.C" + c).get("value");
      double[] ridge = new double[4];
      Arrays.fill(ridge, 1 / Double.parseDouble(c));
      double[] ours = coefficients(design, ridge);
      close(ours[0], value.get("intercept").asDouble(), 1e-6);
      for (int k = 0; k < 4; k++) {
        close(ours[k + 1], value.get("coef").get(k).asDouble(), 1e-6);
      }
    }
    JsonNode value = read("penalised.json").get("glmnet.binomial.ridge").get("value");
    double[] lambdas = {.1, .01};
    for (int i = 0; i < 2; i++) {
      double n = design.rows();
      double lambda = lambdas[i];
      double[] ridge =
          Arrays.stream(x).mapToDouble(c -> n * lambda * Math.pow(deviation(c), 2)).toArray();
      double[] ours = coefficients(design, ridge);
      close(ours[0], value.get("a0").get(i).asDouble(), 1e-6);
      for (int k = 0; k < 4; k++) {
        close(ours[k + 1], value.get("beta").get(k).get(i).asDouble(), 1e-6);
      }
    }
  }

  private static double[] coefficients(LogitDesign design, double[] ridge) {
    return ((Logit.Score) Logit.ridge(design, ridge, Workers.of(1))).coefficients();
  }

  /** Spends carried over by half each week, to the power .7; then two ridges of 1. */
  @Test
  void twoStagesOfAMixModel() throws IOException {
    Csv weeks = Csv.resource("mmm.csv");
    JsonNode value = read("py_linear.json").get("mmm.two_stage").get("value");
    int n = weeks.rows();
    var social = new ArrayList<double[]>();
    for (String channel : List.of("facebook", "tiktok", "snapchat")) {
      double[] carried = weeks.doubles(channel);
      for (int i = 1; i < n; i++) {
        carried[i] += 0.5 * carried[i - 1];
      }
      for (int i = 0; i < 6; i++) {
        close(carried[i], value.get("adstock_first6").get(channel).get(i).asDouble(), 1e-12);
      }
      social.add(Arrays.stream(carried).map(v -> Math.pow(v, 0.7)).toArray());
    }
    var calendar = new ArrayList<double[]>();
    for (int month = 2; month <= 12; month++) {
      String part = "-%02d-".formatted(month);
      calendar.add(
          Arrays.stream(weeks.columns().get("week"))
              .mapToDouble(w -> w.contains(part) ? 1 : 0)
              .toArray());
    }
    calendar.add(IntStream.range(0, n).mapToDouble(i -> (double) i / n).toArray());
    var first = new ArrayList<>(social);
    first.addAll(calendar);
    double[] google = weeks.doubles("google");
    double[] predicted = stage(first, google, value.get("stage1"));
    double[] rest = IntStream.range(0, n).mapToDouble(i -> google[i] - predicted[i]).toArray();
    var second = new ArrayList<>(social);
    second.add(predicted);
    second.add(rest);
    second.addAll(calendar);
    stage(second, weeks.doubles("revenue"), value.get("stage2"));
  }

  private static double[] stage(List<double[]> columns, double[] outcome, JsonNode theirs) {
    var names = IntStream.range(0, columns.size()).mapToObj(k -> "c" + k).toList();
    double[][] x = columns.toArray(double[][]::new);
    var fit =
        PenalisedRegression.scikit(0)
            .withStandardise(true)
            .fit(new PenalisedSample(names, x, outcome), 1);
    for (int k = 0; k < x.length; k++) {
      double ours = fit.coefficients()[k] * deviation(x[k]);
      close(ours, theirs.get("coef").get(k).asDouble(), 1e-8);
    }
    double[] predicted = fit.predict(x, outcome.length);
    double mean = Arrays.stream(outcome).average().orElseThrow();
    double left = 0;
    double total = 0;
    for (int i = 0; i < outcome.length; i++) {
      left += Math.pow(outcome[i] - predicted[i], 2);
      total += Math.pow(outcome[i] - mean, 2);
    }
    close(1 - left / total, theirs.get("r2").asDouble(), 1e-8);
    return predicted;
  }

  private static void same(PenalisedFit fit, JsonNode theirs, double relative) {
    close(fit.intercept(), theirs.get("intercept").asDouble(), relative);
    for (int k = 0; k < NAMES.size(); k++) {
      close(fit.coefficients()[k], theirs.get("coef").get(k).asDouble(), relative);
    }
  }

  private static double deviation(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  private static void close(double ours, double theirs, double relative) {
    assertThat(ours).isCloseTo(theirs, within(relative * Math.abs(theirs)));
  }

  private static JsonNode read(String name) throws IOException {
    try (var in = PenalisedParityTest.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(in).get("figures");
    }
  }
}
