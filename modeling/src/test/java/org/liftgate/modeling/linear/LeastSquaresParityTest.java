package org.liftgate.modeling.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.panel.Csv;

/** Linear regression on accumulated sums, and its covariances, against R's to 1e-8 relative. */
class LeastSquaresParityTest {
  private static final List<String> NAMES = List.of("(Intercept)", "x1", "x2", "x3", "x4", "x5");
  private static final int N = 1000;
  private static final int K = 6;

  private final Csv data = Csv.resource("ols.csv");
  private final int[] g1 = data.ints("g1");
  private final int[] g2 = data.ints("g2");
  private final LeastSquares.Fit fit =
      (LeastSquares.Fit)
          LeastSquares.fit(
              NAMES.stream().skip(1).map(data::doubles).toArray(double[][]::new),
              data.doubles("y"),
              List.of(g1, g2, both()),
              Workers.of(2));

  private int[] both() {
    var codes = new int[g1.length];
    Arrays.setAll(codes, i -> 1000 * g1[i] + g2[i]);
    return codes;
  }

  /** The covariance by the name of a convention. */
  private double[][] covariance(String kind) {
    return switch (kind) {
      case "iid" -> fit.iid(fit.ssr() / (N - K));
      case "HC0" -> fit.sandwich(fit.meats()[0]);
      case "HC1" -> scaled(fit.sandwich(fit.meats()[0]), (double) N / (N - K));
      case "HC2" -> fit.sandwich(fit.meats()[1]);
      case "HC3" -> fit.sandwich(fit.meats()[2]);
      case "CR0" -> clustered(0);
      case "G" -> scaled(clustered(0), clusters(0));
      case "rows" -> scaled(clustered(0), rows());
      case "CR1" -> scaled(clustered(0), clusters(0) * rows());
      case "two-way min" -> twoWay(Math.max(clusters(0), clusters(1)));
      case "two-way own" -> twoWay(0);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private double[][] clustered(int c) {
    return fit.sandwich(fit.clusters()[c].meat());
  }

  private double clusters(int c) {
    double g = fit.clusters()[c].count();
    return g / (g - 1);
  }

  private static double rows() {
    return (N - 1.0) / (N - K);
  }

  private double[][] twoWay(double common) {
    double[][] v = new double[K][K];
    for (int c = 0; c < 3; c++) {
      double factor = (c == 2 ? -1 : 1) * rows() * (common > 0 ? common : clusters(c));
      double[][] part = clustered(c);
      for (int i = 0; i < K; i++) {
        v[i][i] += factor * part[i][i];
      }
    }
    return v;
  }

  private static double[][] scaled(double[][] v, double factor) {
    return Arrays.stream(v)
        .map(row -> Arrays.stream(row).map(x -> x * factor).toArray())
        .toArray(double[][]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "ols.lm, iid, coef/%s/se",
    "ols.fixest.iid, iid, coef/%s/se",
    "ols.estimatr.classical, iid, coef/%s/se",
    "ols.HC0, HC0, %s/se",
    "ols.HC1, HC1, %s/se",
    "ols.HC2, HC2, %s/se",
    "ols.HC3, HC3, %s/se",
    "ols.fixest.hetero, HC1, coef/%s/se",
    "ols.estimatr.HC2, HC2, coef/%s/se",
    "ols.estimatr.HC3, HC3, coef/%s/se",
    "ols.estimatr.cl.CR0, CR0, coef/%s/se",
    "ols.clubSandwich.CR0, CR0, se/%s",
    "ols.fixest.cl.g1.noadj, CR0, coef/%s/se",
    "ols.cl.g1.sandwich.HC0, G, %s",
    "ols.clubSandwich.CR1, G, se/%s",
    "ols.fixest.cl.g1.adjonly, rows, coef/%s/se",
    "ols.cl.g1.sandwich.HC1, CR1, %s",
    "ols.fixest.cl.g1, CR1, coef/%s/se",
    "ols.estimatr.cl.stata, CR1, coef/%s/se",
    "ols.clubSandwich.CR1S, CR1, se/%s",
    "ols.fixest.cl.g1g2, two-way min, coef/%s/se",
    "ols.fixest.cl.g1g2.conv, two-way own, coef/%s/se",
    "ols.cl.g1g2.sandwich.HC1, two-way own, %s",
  })
  void standardErrors(String figure, String kind, String at) throws IOException {
    JsonNode value = read("ols.json").get(figure).get("value");
    double[][] v = covariance(kind);
    for (int k = 0; k < K; k++) {
      double theirs = value.at("/" + at.formatted(NAMES.get(k))).asDouble();
      assertThat(theirs).as(figure).isPositive();
      assertThat(Math.sqrt(v[k][k])).as(figure).isCloseTo(theirs, within(1e-8 * theirs));
    }
  }

  @Test
  void coefficients() throws IOException {
    JsonNode value = read("ols.json").at("/ols.lm/value/coef");
    for (int k = 0; k < K; k++) {
      double theirs = value.get(NAMES.get(k)).get("est").asDouble();
      assertThat(fit.coefficients()[k]).isCloseTo(theirs, within(1e-8 * Math.abs(theirs)));
    }
  }

  @Test
  void theFourCoefficientsOfTheTwoByTwo() throws IOException {
    Csv cells = Csv.resource("did2x2.csv");
    double[] post = cells.doubles("post");
    double[] treated = cells.doubles("treated");
    double[] both = new double[post.length];
    Arrays.setAll(both, i -> post[i] * treated[i]);
    var did =
        (LeastSquares.Fit)
            LeastSquares.fit(
                new double[][] {post, treated, both},
                cells.doubles("sales"),
                List.of(cells.ints("store")),
                Workers.of(1));
    double factor = 200.0 / 199 * 399 / 396;
    double[][] v = scaled(did.sandwich(did.clusters()[0].meat()), factor);
    JsonNode coef = read("twfe.json").at("/did2x2.cl.nofe/value/coef");
    var names = new ArrayList<>(List.of("(Intercept)", "post", "treated", "post:treated"));
    for (int k = 0; k < names.size(); k++) {
      double estimate = coef.get(names.get(k)).get("est").asDouble();
      double stdError = coef.get(names.get(k)).get("se").asDouble();
      assertThat(did.coefficients()[k]).isCloseTo(estimate, within(1e-8 * Math.abs(estimate)));
      assertThat(Math.sqrt(v[k][k])).isCloseTo(stdError, within(1e-8 * stdError));
    }
  }

  private static JsonNode read(String name) throws IOException {
    try (var in = LeastSquaresParityTest.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(in).get("figures");
    }
  }
}
