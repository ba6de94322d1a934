package org.liftgate.modeling.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.modeling.dml.DmlSample.Columns;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.panel.Csv;

/** Published figures, properties and refusals. */
class LinearDmlTest {
  private static final Workers TWO = Workers.of(2);
  private static final Basis LINEAR = new Basis.Polynomial(1);

  private static Value value(CateFit fit, String term) {
    return (Value)
        fit.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  private static CateFit.Solved solved(CateFit fit) {
    return (CateFit.Solved) fit;
  }

  /** The original's nuisances were boosted trees, its folds without a seed: three of its errors. */
  @ParameterizedTest
  @CsvSource({"forest, true", "boosting, true", "linear, false"})
  void publishedElasticities(String learner, boolean reached) {
    String folder = System.getenv("LIFTGATE_TEST_DATA");
    Assumptions.assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)), "LIFTGATE_TEST_DATA is not a folder");
    Csv csv = Csv.file(Path.of(folder, "pricing/pricing_sample.csv"));
    List<String> rest =
        List.of(
            "account_age",
            "age",
            "avg_hours",
            "days_visited",
            "friends_count",
            "has_membership",
            "is_US",
            "songs_purchased");
    var sample =
        DmlSample.of(
            logs(csv.doubles("demand")),
            new Treatment.Dose(logs(csv.doubles("price"))),
            new Columns(List.of("income"), new double[][] {csv.doubles("income")}),
            new Columns(rest, rest.stream().map(csv::doubles).toArray(double[][]::new)));
    MeanLearner means =
        switch (learner) {
          case "forest" -> MeanLearner.Forests.standard();
          case "boosting" -> MeanLearner.Boosting.standard();
          default -> new MeanLearner.Linear();
        };
    var fit = new LinearDml(new Basis.Polynomial(2), Nuisances.of(means)).with(TWO).fit(sample);
    boolean within =
        Math.abs(value(fit, "income").value() - 2.386) < 3 * .081
            && Math.abs(value(fit, "income^2").value() + .420) < 3 * .028
            && Math.abs(value(fit, "(Intercept)").value() + 3.003) < 3 * .049;
    assertThat(within).isEqualTo(reached);
    Value ate = value(fit, "ate");
    assertThat(Math.abs(ate.value() + .9956) < 3 * ate.stdError()).isEqualTo(reached);
  }

  private static double[] logs(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }

  @Test
  void shiftsAndScalesPassThrough() {
    DmlSample s = new PlrDraw(800, false, 0.5, 0).draw(1);
    var dml = new LinearDml(LINEAR, Nuisances.linear());
    Value before = value(dml.fit(s), "ate");
    double[] y = Arrays.stream(s.outcome()).map(v -> 1_000 + 3 * v).toArray();
    double[] t = Arrays.stream(s.treatment().columns()[0]).map(v -> 2 * v - 50).toArray();
    var moved = DmlSample.of(y, new Treatment.Dose(t), s.modifiers(), s.controls());
    Value after = value(dml.fit(moved), "ate");
    assertThat(after.value()).isCloseTo(1.5 * before.value(), within(1e-9));
    assertThat(after.stdError()).isCloseTo(1.5 * before.stdError(), within(1e-9));
  }

  /** Not on the number of threads, whatever learns. */
  @ParameterizedTest
  @CsvSource({"linear", "forest", "boosting"})
  void threadsDoNotMatter(String learner) {
    DmlSample s = new PlrDraw(400, true, 0.5, 0).draw(2);
    MeanLearner means =
        switch (learner) {
          case "forest" -> MeanLearner.Forests.standard();
          case "boosting" -> MeanLearner.Boosting.standard();
          default -> new MeanLearner.Linear();
        };
    var dml = new LinearDml(LINEAR, Nuisances.of(means));
    assertThat(dml.with(TWO).fit(s).estimates())
        .isEqualTo(dml.with(Workers.of(1)).fit(s).estimates());
  }

  /** Copies of rows in clusters: the same estimates, errors of the clusters alone. */
  @Test
  void clustersStayTogether() {
    DmlSample s = new PlrDraw(300, false, 0.5, 0).draw(3);
    int[] rows = IntStream.range(0, 900).map(i -> i / 3).toArray();
    DmlSample thrice =
        DmlSample.of(
                CrossFit.taken(s.outcome(), rows),
                new Treatment.Dose(CrossFit.taken(s.treatment().columns()[0], rows)),
                new Columns(s.modifiers().names(), CrossFit.taken(s.modifiers().values(), rows)),
                new Columns(s.controls().names(), CrossFit.taken(s.controls().values(), rows)))
            .withCluster("household", rows);
    Split split = LinearDml.split(thrice, Covariance.cluster("household"), 5, 1);
    for (int i = 0; i < 900; i++) {
      assertThat(split.fold()[i]).isEqualTo(split.fold()[i / 3 * 3]);
    }
    var dml = new LinearDml(LINEAR, Nuisances.linear());
    int[] fold = IntStream.range(0, 900).map(i -> split.fold()[i]).toArray();
    int[] once = IntStream.range(0, 300).map(i -> split.fold()[3 * i]).toArray();
    var clustered = dml.with(Covariance.cluster("household")).fit(thrice.withFolds(fold));
    var plain = dml.with(Covariance.robust(0)).fit(s.withFolds(once));
    for (String term : List.of("ate", "(Intercept)", "x1")) {
      assertThat(value(clustered, term).value())
          .isCloseTo(value(plain, term).value(), within(1e-9));
      assertThat(value(clustered, term).stdError() / value(plain, term).stdError())
          .isCloseTo(1, within(0.005));
    }
    assertThat(value(clustered, "ate").df()).isEqualTo(299);
  }

  /** Three arms of effects 1 + x and -1, unequally likely. */
  @Test
  void manyArms() {
    int n = 6_000;
    var random = new SplittableRandom(4);
    var x = new double[2][n];
    var arm = new int[n];
    var y = new double[n];
    for (int i = 0; i < n; i++) {
      x[0][i] = random.nextGaussian();
      x[1][i] = random.nextGaussian();
      double one = Math.exp(0.5 * x[0][i]);
      double two = Math.exp(-0.4 * x[1][i] - 0.3);
      double u = random.nextDouble() * (1 + one + two);
      arm[i] = u < 1 ? 0 : u < 1 + one ? 1 : 2;
      double effect = arm[i] == 1 ? 1 + x[0][i] : arm[i] == 2 ? -1 : 0;
      y[i] = effect + x[0][i] + x[1][i] + random.nextGaussian();
    }
    var sample =
        DmlSample.of(
            y,
            new Treatment.Arms(arm, List.of("none", "mail", "call")),
            new Columns(List.of("x"), new double[][] {x[0]}),
            new Columns(List.of("w"), new double[][] {x[1]}));
    for (CateFit fit :
        List.of(
            new LinearDml(LINEAR, Nuisances.linear()).with(TWO).fit(sample),
            new DrLearner(LINEAR, Nuisances.linear()).with(TWO).fit(sample))) {
      near(value(fit, "ate(mail)"), 1);
      near(value(fit, "ate(call)"), -1);
      near(value(fit, "mail:x"), 1);
      near(value(fit, "call:x"), 0);
      assertThat(solved(fit).model().heterogeneity().orElseThrow().df1()).isEqualTo(2);
    }
  }

  private static void near(Value value, double truth) {
    assertThat(Math.abs(value.value() - truth)).as(value.term()).isLessThan(4 * value.stdError());
    assertThat(value.stdError()).isLessThan(0.12);
  }

  /** A sine is followed by splines and not by a line; bands are wider than intervals. */
  @ParameterizedTest
  @CsvSource({"ns:9, true", "bs:9, true", "poly:7, true", "poly:1, false"})
  void curves(String basis, boolean follows) {
    DmlSample s = new PlrDraw(8_000, false, 0, 1.5).draw(5);
    var dml = new LinearDml(Basis.parse(basis).orElseThrow(), Nuisances.linear()).with(TWO);
    var model = solved(dml.fit(s)).model();
    double[] grid = IntStream.rangeClosed(-4, 4).mapToDouble(i -> i / 4.0).toArray();
    double worst = 0;
    for (var p : model.curve(0, new double[][] {grid}, 0)) {
      double truth = 1 + 1.5 * Math.sin(2 * p.at());
      worst = Math.max(worst, Math.abs(p.effect().value() - truth));
      assertThat(p.bandHigh()).isGreaterThan(p.effect().confHigh());
      assertThat(p.bandLow()).isLessThan(p.effect().confLow());
      if (follows && !basis.startsWith("poly")) {
        assertThat(truth).isBetween(p.bandLow() - 0.1, p.bandHigh() + 0.1);
      }
    }
    assertThat(worst < 0.4).isEqualTo(follows);
    assertThat(model.heterogeneity().orElseThrow().pValue()).isLessThan(1e-6);
  }

  /**
   * Of B-splines with the first beside the constant: between the outer knots they sum to at most
   * one.
   */
  @Test
  void splinesAreLocal() {
    double[] x = IntStream.rangeClosed(0, 100).mapToDouble(i -> i / 100.0).toArray();
    var fitted = Splines.cubic(6).fit(new Columns(List.of("x"), new double[][] {x}));
    double[][] at = fitted.at(new double[][] {{-1, 0, 0.4, 0.77, 1, 3}});
    assertThat(at).hasDimensions(6, 6);
    for (int i = 0; i < 6; i++) {
      double sum = 0;
      for (double[] f : at) {
        assertThat(f[i]).isBetween(0.0, 1.0);
        sum += f[i];
      }
      assertThat(sum).isCloseTo(i < 2 ? 0 : 1, within(0.03));
    }
    var natural = Splines.natural(4).fit(new Columns(List.of("x"), new double[][] {x}));
    double[][] far = natural.at(new double[][] {{2, 3, 4}});
    for (double[] f : far) {
      assertThat(f[2] - f[1]).isCloseTo(f[1] - f[0], within(1e-9 * Math.abs(f[2])));
    }
  }

  @Test
  void splitsAreAggregatedByMedians() {
    DmlSample s = new PlrDraw(300, true, 0.5, 0).draw(6);
    var dml = new LinearDml(LINEAR, Nuisances.of(MeanLearner.Boosting.standard())).with(TWO);
    var five = solved(dml.withRepeats(5).fit(s));
    double[] each =
        IntStream.range(0, 5)
            .mapToDouble(
                r ->
                    value(
                            dml.withSeed(r == 0 ? 1 : org.liftgate.kernel.Digest.mix(1 + r)).fit(s),
                            "x1")
                        .value())
            .sorted()
            .toArray();
    assertThat(value(five, "x1").value()).isEqualTo(each[2]);
    assertThat(each[4] - each[0]).isGreaterThan(1e-3);
    assertThat(five.notes().toString()).contains("5 splits");
  }

  @Test
  void whatCannotBeEstimatedSaysWhy() {
    DmlSample s = new PlrDraw(200, false, 0, 0).draw(7);
    var dml = new LinearDml(LINEAR, Nuisances.linear());
    double[] t = s.treatment().columns()[0];
    refused(dml, with(s, s.outcome(), new double[200]), Reason.NO_VARIATION, "same in every row");
    double[] bad = s.outcome().clone();
    bad[3] = Double.NEGATIVE_INFINITY;
    refused(dml, with(s, bad, new double[200]), Reason.NOT_FINITE, "row 4. The treatment is the");
    double[] own = Arrays.stream(s.controls().values()[0]).map(v -> 3 * v - 1).toArray();
    refused(dml, with(s, s.outcome(), own), Reason.NO_OVERLAP, "determine the treatment");
    DmlSample thirty = new PlrDraw(30, false, 0, 0).draw(8);
    refused(dml, thirty, Reason.LOW_DF, "30 rows are too few");
    byte[] flags = new byte[200];
    for (int i = 0; i < 200; i++) {
      flags[i] = (byte) (s.controls().values()[0][i] > 0 ? 1 : 0);
    }
    var told = DmlSample.of(s.outcome(), Treatment.Arms.binary(flags), s.modifiers(), s.controls());
    refused(dml, told, Reason.NO_OVERLAP, "x2 determines the treatment");
    refused(
        dml.with(Covariance.cluster("g")),
        s.withCluster("g", IntStream.range(0, 200).map(i -> i % 4).toArray()),
        Reason.TOO_FEW_CLUSTERS,
        "4 clusters of g");
  }

  private static DmlSample with(DmlSample s, double[] y, double[] t) {
    return DmlSample.of(y, new Treatment.Dose(t), s.modifiers(), s.controls());
  }

  private static void refused(LinearDml dml, DmlSample s, Reason reason, String words) {
    var refused = (CateFit.Refused) dml.fit(s);
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.detail()).contains(words);
    assertThat(refused.estimates()).allMatch(Estimate.Missing.class::isInstance);
  }

  /** A square of a flag is the flag: left out by name, the rest estimated. */
  @Test
  void dependentTermsAreNamed() {
    DmlSample s = new PlrDraw(400, false, 0, 0).draw(9);
    double[] flag = Arrays.stream(s.modifiers().values()[0]).map(v -> v > 0 ? 1 : 0).toArray();
    var sample =
        DmlSample.of(
            s.outcome(),
            s.treatment(),
            new Columns(List.of("flag"), new double[][] {flag}),
            s.controls());
    var fit = new LinearDml(new Basis.Polynomial(2), Nuisances.linear()).fit(sample);
    var line = new LinearDml(LINEAR, Nuisances.linear()).fit(sample);
    assertThat(value(fit, "flag").value()).isCloseTo(value(line, "flag").value(), within(1e-9));
    assertThat(fit.estimates().get(3))
        .isInstanceOfSatisfying(
            Estimate.Missing.class, m -> assertThat(m.reason()).isEqualTo(Reason.COLLINEAR));
    assertThat(value(fit, "ate").stdError()).isCloseTo(value(line, "ate").stdError(), within(1e-9));
  }

  /** Powers and products of the logarithms, under names that say so. */
  @Test
  void logarithmsAreTakenOfModifiers() {
    var x = new double[][] {{1, Math.E, 2}, {3, 1, Math.E}};
    var basis = new Basis.Logarithms(2).fit(new Columns(List.of("a", "b"), x));
    assertThat(basis.names())
        .containsExactly("ln(a)", "ln(b)", "ln(a)^2", "ln(a):ln(b)", "ln(b)^2");
    assertThat(basis.at(x)[3]).containsExactly(new double[] {0, 0, Math.log(2)}, within(1e-15));
    assertThat(Basis.parse("log:2")).contains(new Basis.Logarithms(2));
    assertThat(Basis.parse("log:0")).isEmpty();
  }

  @Test
  void whatHasNoLogarithmIsRefused() {
    DmlSample s = new PlrDraw(400, false, 0, 0).draw(9);
    var fit = new LinearDml(new Basis.Logarithms(2), Nuisances.linear()).fit(s);
    assertThat(fit)
        .isInstanceOfSatisfying(
            CateFit.Refused.class, r -> assertThat(r.detail()).contains("have no logarithm"));
  }
}
