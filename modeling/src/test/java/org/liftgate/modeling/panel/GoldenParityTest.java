package org.liftgate.modeling.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.SmallSample.Effects;
import org.liftgate.accumulate.SmallSample.TestDf;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Panel;

/** Every figure of the peers that these estimators cover, to 1e-8 relative. */
class GoldenParityTest {
  private static final double TOLERANCE = 1e-8;

  private record Row(String figure, String call, double theirs, double ours) {
    double difference() {
      double scale = Math.max(Math.abs(theirs), Double.MIN_NORMAL);
      return theirs == ours ? 0 : Math.abs(theirs - ours) / scale;
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, String> leftOut = new TreeMap<>();
  private final Csv panel = Csv.resource("twfe_unbalanced.csv");
  private final Csv cells = Csv.resource("did2x2.csv");

  @Test
  void figuresOfFixestPlmEstimatrAndSandwich() throws IOException {
    JsonNode figures = read("twfe.json");
    variants(figures);
    otherPeers(figures);
    statistics(figures);
    eventStudy(figures);
    twoByTwo(figures);
    leaveOut(figures);
    judge(figures);
  }

  @Test
  void figuresOfPyfixest() throws IOException {
    JsonNode figures = read("pyfixest.json");
    SmallSample none = SmallSample.fixest().withEffects(Effects.NONE);
    py(figures, "twfe.iid", Covariance.iid(), none);
    py(figures, "twfe.hetero", Covariance.robust(1), none);
    py(figures, "twfe.cl.hh", Covariance.cluster("hh"), none);
    py(figures, "twfe.cl.hhweek", Covariance.cluster("hh", "week"), none);
    leftOut.put("twfe.CRV3", "CR3 is compared in LinearParityTest");
    for (String f : List.of("twfe.iid", "twfe.hetero", "twfe.cl.hh", "twfe.cl.hhweek")) {
      leftOut.put(f + " p", "the peer takes 1 - cdf, which keeps no relative digits this far out");
    }
    judge(figures);
  }

  private void variants(JsonNode figures) {
    SmallSample ssc = SmallSample.fixest();
    var hh = Covariance.cluster("hh");
    variant(figures, "twfe.iid", Covariance.iid(), ssc);
    variant(figures, "twfe.hetero", Covariance.robust(1), ssc);
    variant(figures, "twfe.cl.hh", hh, ssc);
    variant(figures, "twfe.cl.hh.Kfull", hh, ssc.withEffects(Effects.FULL));
    variant(figures, "twfe.cl.hh.Knone", hh, ssc.withEffects(Effects.NONE));
    variant(figures, "twfe.cl.hh.noadj", hh, ssc.withAdjust(false).withClusterAdjust(false));
    variant(figures, "twfe.cl.hh.exact", hh, ssc.withExactEffects(true));
    variant(figures, "twfe.cl.hhweek", Covariance.cluster("hh", "week"), ssc);
    variant(figures, "twfe.cl.week", Covariance.cluster("week"), ssc);
    variant(figures, "twfe.cl.segment", Covariance.cluster("segment"), ssc);
    variant(figures, "twfe.cl.hh.tdfN", hh, ssc.withTestDf(TestDf.RESIDUAL));
    compareCoefficients(
        figures,
        "twfe.cov.cl.hh",
        solve(effects(panel).withRegressor("x", panel.doubles("x")), hh, ssc));
    var fit = regression(hh, ssc).withoutPeriodEffects().fit(effects(panel));
    compareCoefficients(figures, "fe.hh.cl", solved(fit));
    compareCoefficients(figures, "twfe.singleton", solve(withoutSingleton(), hh, ssc));
  }

  /** The rows that remain: household 1 kept one row, and a singleton is dropped. */
  private EffectsPanel withoutSingleton() {
    int[] household = panel.ints("hh");
    int[] kept =
        java.util.stream.IntStream.range(0, panel.rows()).filter(i -> household[i] != 1).toArray();
    EffectsPanel all = effects(panel);
    return effects(
        RowOrder.take(all.unit(), kept),
        RowOrder.take(all.period(), kept),
        RowOrder.take(all.outcome(), kept),
        RowOrder.take(all.columns()[0], kept),
        RowOrder.take(panel.ints("segment"), kept));
  }

  private void otherPeers(JsonNode figures) {
    SmallSample ssc = SmallSample.fixest();
    var full = solve(effects(panel), Covariance.cluster("hh"), ssc.withEffects(Effects.FULL));
    var iid = solve(effects(panel), Covariance.iid(), ssc);
    var none = ssc.withEffects(Effects.NONE);
    Estimate.Value f = value(full, 0);
    Estimate.Value i = value(iid, 0);
    compare(figures, "twfe.default_tol", "est", i.value());
    compare(figures, "twfe.lsdv", "est", i.value());
    compare(figures, "twfe.lsdv", "se", i.stdError());
    compare(figures, "twfe.lsdv", "t", i.statistic());
    compare(figures, "twfe.lsdv", "p", i.pValue());
    compare(figures, "twfe.lsdv", "df", i.df());
    compare(figures, "twfe.lsdv", "r2", iid.statistics().r2());
    compare(figures, "twfe.lsdv.HC1", "", standardError(Covariance.robust(1), ssc));
    compare(figures, "twfe.lsdv.CL", "", f.stdError());
    compare(figures, "twfe.estimatr.stata", "est", f.value());
    compare(figures, "twfe.estimatr.stata", "se", f.stdError());
    compare(figures, "twfe.estimatr.stata", "df", f.df());
    compare(figures, "twfe.estimatr.stata", "p", f.pValue());
    double hc0 =
        standardError(Covariance.cluster("hh"), none.withAdjust(false).withClusterAdjust(false));
    compare(figures, "twfe.plm.HC0", "est", f.value());
    compare(figures, "twfe.plm.HC0", "se", hc0);
    compare(figures, "twfe.plm.HC1", "est", f.value());
    compare(figures, "twfe.plm.HC1", "se", hc0 * Math.sqrt(2814.0 / 2813));
    compare(figures, "twfe.plm.sss", "est", f.value());
    compare(figures, "twfe.plm.sss", "se", standardError(Covariance.cluster("hh"), none));
    compare(figures, "twfe.plm.iid", "Estimate", i.value());
    compare(figures, "twfe.plm.iid", "Std. Error", i.stdError());
    compare(figures, "twfe.plm.iid", "t-value", i.statistic());
    compare(figures, "twfe.plm.iid", "Pr(>|t|)", i.pValue());
  }

  private void statistics(JsonNode figures) {
    FitStatistics s = solve(effects(panel), Covariance.iid(), SmallSample.fixest()).statistics();
    var ours = new LinkedHashMap<String, Double>();
    ours.put("r2", s.r2());
    ours.put("ar2", s.adjustedR2());
    ours.put("wr2", s.withinR2());
    ours.put("war2", s.adjustedWithinR2());
    ours.put("rmse", s.rootMeanSquare());
    ours.put("ll", s.logLikelihood());
    ours.put("aic", s.aic());
    ours.put("bic", s.bic());
    ours.put("nobs", (double) s.counts().rows());
    ours.put("nparams", (double) s.counts().parameters());
    ours.put("fixef_sizes/hh", (double) s.counts().units());
    ours.put("fixef_sizes/week", (double) s.counts().periods());
    ours.put("ssr", s.ssr());
    ours.forEach((name, value) -> compare(figures, "twfe.fit", name, value));
  }

  private void eventStudy(JsonNode figures) {
    int[] times =
        Arrays.stream(panel.ints("rel")).map(r -> r == -1000 ? EffectsPanel.NEVER : r).toArray();
    EffectsPanel events =
        EffectsPanel.of(panel.ints("hh"), panel.ints("week"), panel.doubles("y"))
            .withEventTimes(times);
    var study = new EventStudy(Covariance.cluster("unit"), -1).window(-6, 8);
    PanelFit.Solved fit = solved(study.fit(events));
    JsonNode coefficients = figures.at("/event.study/value/coef");
    for (int k = 0; k < fit.terms().size(); k++) {
      String name = "rb::" + EventStudy.period(fit.terms().get(k)).orElseThrow();
      compareCoefficient(figures, "event.study", name, value(fit, k));
    }
    assertThat(coefficients.size()).isEqualTo(fit.terms().size());
    compareCounts(figures, "event.study", fit);
    var test = EventStudy.preTrend(fit).test().orElseThrow();
    compare(figures, "event.pretrend", "stat", test.f());
    compare(figures, "event.pretrend", "p", test.pValue());
    compare(figures, "event.pretrend", "df1", test.df1());
    compare(figures, "event.pretrend", "df2", test.df2());
  }

  private void twoByTwo(JsonNode figures) {
    did(figures, "did2x2.ols", Covariance.iid(), true);
    did(figures, "did2x2.HC1", Covariance.robust(1), false);
    did(figures, "did2x2.HC2", Covariance.robust(2), false);
    did(figures, "did2x2.HC3", Covariance.robust(3), false);
    did(figures, "did2x2.cl.nofe", Covariance.cluster("unit"), true);
    EffectsPanel stores =
        EffectsPanel.of(cells.ints("store"), cells.ints("post"), cells.doubles("sales"));
    double[] d = new double[cells.rows()];
    Arrays.setAll(d, i -> cells.ints("post")[i] * cells.ints("treated")[i]);
    var fit = regression(Covariance.cluster("unit"), SmallSample.fixest());
    compareCoefficients(figures, "did2x2.fe.cl", solved(fit.fit(stores.withRegressor("d", d))));
    compareCoefficients(figures, "did2x2.het", solved(fit.fit(byType(stores, d))));
  }

  /** Each store type is a block with its own before-after effect, and has a slope of its own. */
  private EffectsPanel byType(EffectsPanel stores, double[] d) {
    List<String> types = List.of("Rural", "Suburban", "Urban");
    int[] type =
        Arrays.stream(cells.columns().get("store_type")).mapToInt(types::indexOf).toArray();
    EffectsPanel design = stores.withBlock(type);
    for (int t = 0; t < types.size(); t++) {
      int code = t;
      var column = new double[d.length];
      Arrays.setAll(column, i -> type[i] == code ? d[i] : 0);
      design = design.withRegressor("store_type::" + types.get(t) + ":d", column);
    }
    return design;
  }

  private void did(JsonNode figures, String figure, Covariance covariance, boolean whole) {
    int n = cells.rows();
    int[] period = Arrays.stream(cells.ints("post")).map(p -> p - 1).toArray();
    var sample =
        new Panel(
            new int[n],
            cells.ints("store"),
            period,
            cells.flags("treated"),
            cells.doubles("sales"));
    var ours = (Estimate.Value) new DifferenceInDifferences(covariance).estimate(sample).get(0);
    if (whole) {
      compareCoefficient(figures, figure, "post:treated", ours);
    } else {
      compare(figures, figure, "post:treated", ours.stdError());
    }
  }

  private void leaveOut(JsonNode figures) {
    String library = "comes with the estimation library";
    leftOut.put("twfe.lsdv.HC2", "leverages of absorbed effects: LinearParityTest");
    leftOut.put("twfe.lsdv.HC3", "leverages of absorbed effects: LinearParityTest");
    leftOut.put("twfe.fixef", "single effects are not reported");
    leftOut.put("ppml", "Poisson regression is not one of these estimators");
    figures
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith("sunab.")) {
                leftOut.put(name, "Sun and Abraham's estimator " + library);
              }
            });
  }

  private void py(JsonNode figures, String figure, Covariance covariance, SmallSample ssc) {
    PanelFit.Solved fit = solve(effects(panel), covariance, ssc);
    Estimate.Value ours = value(fit, 0);
    compare(figures, figure, "est", ours.value());
    compare(figures, figure, "se", ours.stdError());
    compare(figures, figure, "t", ours.statistic());
    compare(figures, figure, "ci/0", ours.confLow());
    compare(figures, figure, "ci/1", ours.confHigh());
  }

  private void variant(JsonNode figures, String figure, Covariance covariance, SmallSample ssc) {
    compareCoefficients(figures, figure, solve(effects(panel), covariance, ssc));
  }

  private void compareCoefficients(JsonNode figures, String figure, PanelFit.Solved fit) {
    for (int k = 0; k < fit.terms().size(); k++) {
      compareCoefficient(figures, figure, fit.terms().get(k), value(fit, k));
    }
    compareCounts(figures, figure, fit);
  }

  private void compareCounts(JsonNode figures, String figure, PanelFit.Solved fit) {
    compare(figures, figure, "nobs", fit.counts().rows());
    compare(figures, figure, "df_t", fit.df());
  }

  private void compareCoefficient(
      JsonNode figures, String figure, String name, Estimate.Value ours) {
    String at = "coef/" + name + "/";
    compare(figures, figure, at + "est", ours.value());
    compare(figures, figure, at + "se", ours.stdError());
    compare(figures, figure, at + "t", ours.statistic());
    compare(figures, figure, at + "p", ours.pValue());
    if (!figures.get(figure).at("/value/" + at + "lo").isMissingNode()) {
      compare(figures, figure, at + "lo", ours.confLow());
      compare(figures, figure, at + "hi", ours.confHigh());
    }
  }

  private void compare(JsonNode figures, String figure, String at, double ours) {
    JsonNode node = figures.get(figure);
    JsonNode value = node.at("/value" + (at.isEmpty() ? "" : "/" + at));
    assertThat(value.isNumber()).as(figure + " " + at).isTrue();
    rows.add(new Row(figure + " " + at, node.get("call").asText(), value.asDouble(), ours));
  }

  private void judge(JsonNode figures) {
    for (Row row : rows) {
      System.out.printf("%-48s %.3e  %s%n", row.figure(), row.difference(), row.call());
    }
    leftOut.forEach((figure, why) -> System.out.printf("%-48s left out: %s%n", figure, why));
    var named = new ArrayList<String>();
    figures.fieldNames().forEachRemaining(named::add);
    assertThat(named)
        .as("a figure is compared or left out with a reason")
        .allMatch(
            f ->
                leftOut.containsKey(f)
                    || rows.stream().anyMatch(r -> r.figure().startsWith(f + " ")));
    assertThat(rows).allMatch(row -> row.difference() <= TOLERANCE);
  }

  private static EffectsPanel effects(Csv csv) {
    return effects(
        csv.ints("hh"), csv.ints("week"), csv.doubles("y"), csv.doubles("d"), csv.ints("segment"));
  }

  private static EffectsPanel effects(
      int[] household, int[] week, double[] y, double[] d, int[] segment) {
    return EffectsPanel.of(household, week, y)
        .withRegressor("d", d)
        .withCluster("hh", household)
        .withCluster("week", week)
        .withCluster("segment", segment);
  }

  private static TwoWayFixedEffects regression(Covariance covariance, SmallSample ssc) {
    return new TwoWayFixedEffects(covariance).with(ssc);
  }

  private static PanelFit.Solved solve(EffectsPanel panel, Covariance covariance, SmallSample ssc) {
    return solved(regression(covariance, ssc).fit(panel));
  }

  private double standardError(Covariance covariance, SmallSample ssc) {
    return value(solve(effects(panel), covariance, ssc), 0).stdError();
  }

  private static PanelFit.Solved solved(PanelFit fit) {
    assertThat(fit).isInstanceOf(PanelFit.Solved.class);
    return (PanelFit.Solved) fit;
  }

  private static Estimate.Value value(PanelFit.Solved fit, int k) {
    return (Estimate.Value) fit.estimates().get(k);
  }

  private static JsonNode read(String name) throws IOException {
    try (var in = GoldenParityTest.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(in).get("figures");
    }
  }
}
