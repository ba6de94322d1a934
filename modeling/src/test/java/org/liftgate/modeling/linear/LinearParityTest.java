package org.liftgate.modeling.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.SmallSample.ClusterFactor;
import org.liftgate.accumulate.SmallSample.Effects;
import org.liftgate.accumulate.SmallSample.TestDf;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.panel.Csv;

/** Every figure of the peers on linear regression, to 1e-8 relative. */
class LinearParityTest {
  private static final List<String> X = List.of("x1", "x2", "x3", "x4", "x5");

  private final Csv data = Csv.resource("ols.csv");
  private final Csv panel = Csv.resource("twfe_unbalanced.csv");
  private final SmallSample ssc = SmallSample.fixest();
  private final LinearSample ols =
      LinearSample.of(data.doubles("y"), X, X.stream().map(data::doubles).toArray(double[][]::new))
          .withCluster("g1", data.ints("g1"))
          .withCluster("g2", data.ints("g2"));
  private final LinearSample wls = ols.withWeights(data.doubles("wt"));

  private static LinearFit.Solved fit(
      LinearSample sample, Covariance covariance, SmallSample options) {
    LinearFit fit =
        new LinearRegression(covariance).with(options).with(Workers.of(2)).withMinDf(0).fit(sample);
    assertThat(fit).isInstanceOf(LinearFit.Solved.class);
    return (LinearFit.Solved) fit;
  }

  private static Covariance cr(int type, String by) {
    return new Covariance.LeverageCorrected(type, by);
  }

  private static Estimate.Value value(LinearFit.Solved fit, int i) {
    return (Estimate.Value) fit.estimates().get(i);
  }

  private static void coefficients(
      ParityTable table, String figure, String at, String constant, LinearFit.Solved fit) {
    for (int i = 0; i < fit.terms().size(); i++) {
      String name = fit.terms().get(i).equals("(Intercept)") ? constant : fit.terms().get(i);
      table.coefficient(figure, at + name, value(fit, i));
    }
  }

  private static void standardErrors(
      ParityTable table, String figure, String at, LinearFit.Solved fit) {
    for (int i = 0; i < fit.terms().size(); i++) {
      table.compare(figure, at + fit.terms().get(i), value(fit, i).stdError());
    }
  }

  @Test
  void figuresOfR() {
    var table = new ParityTable("ols.json");
    summary(table);
    robust(table);
    clustered(table);
    smallSample(table);
    weighted(table);
    String fixest = "the peer's call failed: fixest 0.12.2 has no such covariance";
    table.leaveOut("ols.fixest.HC2", fixest);
    table.leaveOut("ols.fixest.HC3", fixest);
    table.leaveOut("ols.HC4", "HC4 is not among the covariances offered");
    table.leaveOut("cor.pearson", "correlations are not an estimator");
    table.leaveOut("cor.spearman", "correlations are not an estimator");
    table.leaveOut(
        "ols.hat.first5", "leverages are not reported; HC2 and HC3 hold them to account");
    table.judge();
  }

  private void summary(ParityTable table) {
    LinearFit.Solved fit = fit(ols, Covariance.iid(), ssc);
    coefficients(table, "ols.lm", "coef/", "(Intercept)", fit);
    FitSummary s = fit.summary();
    table.compare("ols.lm", "r2", s.r2());
    table.compare("ols.lm", "adj_r2", s.adjustedR2());
    table.compare("ols.lm", "sigma", s.sigma());
    table.compare("ols.lm", "F", fit.slopes().orElseThrow().f());
    table.compare("ols.lm", "F_p", fit.slopes().orElseThrow().pValue());
    table.compare("ols.lm", "rss", s.ssr());
    table.compare("ols.lm", "logLik", s.logLikelihood());
    table.compare("ols.lm", "aic", s.aic(true));
    table.compare("ols.lm", "bic", s.bic(true));
    table.compare("ols.lm", "df", fit.df()[0]);
    ResidualTests tests = s.residuals().orElseThrow();
    table.compare("ols.dw", "dw", tests.durbinWatson());
    table.compare("ols.bp", "stat", tests.breuschPagan());
    table.compare("ols.bp", "p", tests.breuschPaganP());
    X.forEach(x -> table.compare("vif", x, s.varianceInflation().get(x)));
  }

  private void robust(ParityTable table) {
    for (int type = 0; type < 4; type++) {
      LinearFit.Solved fit = fit(ols, Covariance.robust(type), ssc);
      coefficients(table, "ols.HC" + type, "", "(Intercept)", fit);
      coefficients(table, "ols.estimatr.HC" + type, "coef/", "(Intercept)", fit);
      table.compare("ols.estimatr.HC" + type, "df", fit.df()[0]);
    }
    LinearFit.Solved iid = fit(ols, Covariance.iid(), ssc);
    coefficients(table, "ols.estimatr.classical", "coef/", "(Intercept)", iid);
    fixest(table, "ols.fixest.iid", iid);
    fixest(table, "ols.fixest.hetero", fit(ols, Covariance.robust(1), ssc));
    LinearFit.Solved hac = fit(ols, new Covariance.NeweyWest(4), ssc);
    standardErrors(table, "ols.NW4", "", hac);
    for (int i = 0; i < 6; i++) {
      // fixest multiplies by n/(n-1) more: its K counts no slopes under NW
      table.compare("ols.fixest.NW", hac.terms().get(i), value(hac, i).stdError());
    }
  }

  private static void fixest(ParityTable table, String figure, LinearFit.Solved fit) {
    coefficients(table, figure, "coef/", "(Intercept)", fit);
    table.compare(figure, "nobs", fit.parameters().rows());
    table.compare(figure, "df_t", fit.df()[0]);
  }

  private void clustered(ParityTable table) {
    LinearFit.Solved cr1 = fit(ols, Covariance.cluster("g1"), ssc);
    standardErrors(table, "ols.cl.g1.sandwich.HC1", "", cr1);
    fixest(table, "ols.fixest.cl.g1", cr1);
    coefficients(table, "ols.estimatr.cl.stata", "coef/", "(Intercept)", cr1);
    LinearFit.Solved noRows = fit(ols, Covariance.cluster("g1"), ssc.withAdjust(false));
    standardErrors(table, "ols.cl.g1.sandwich.HC0", "", noRows);
    LinearFit.Solved onlyRows = fit(ols, Covariance.cluster("g1"), ssc.withClusterAdjust(false));
    fixest(table, "ols.fixest.cl.g1.adjonly", onlyRows);
    SmallSample none = ssc.withAdjust(false).withClusterAdjust(false);
    LinearFit.Solved bare = fit(ols, Covariance.cluster("g1"), none);
    fixest(table, "ols.fixest.cl.g1.noadj", bare);
    coefficients(table, "ols.estimatr.cl.CR0", "coef/", "(Intercept)", bare);
    var both = Covariance.cluster("g1", "g2");
    fixest(table, "ols.fixest.cl.g1g2", fit(ols, both, ssc));
    LinearFit.Solved own = fit(ols, both, ssc.withClusterFactor(ClusterFactor.OWN));
    fixest(table, "ols.fixest.cl.g1g2.conv", own);
    standardErrors(table, "ols.cl.g1g2.sandwich.HC1", "", own);
  }

  private void smallSample(ParityTable table) {
    LinearFit.Solved cr2 = fit(ols, cr(2, "g1"), ssc);
    coefficients(table, "ols.estimatr.cl.CR2", "coef/", "(Intercept)", cr2);
    for (int i = 0; i < 6; i++) {
      table.compare("ols.estimatr.cl.CR2", "df/" + cr2.terms().get(i), cr2.df()[i]);
    }
    satterthwaite(table, "CR0", fit(ols, cr(0, "g1"), ssc), 1);
    satterthwaite(table, "CR1", fit(ols, cr(0, "g1"), ssc), Math.sqrt(40.0 / 39));
    satterthwaite(table, "CR1S", fit(ols, cr(0, "g1"), ssc), Math.sqrt(40.0 / 39 * 999 / 994));
    satterthwaite(table, "CR2", cr2, 1);
    satterthwaite(table, "CR3", fit(ols, cr(3, "g1"), ssc), 1);
  }

  private void satterthwaite(ParityTable table, String type, LinearFit.Solved fit, double factor) {
    String figure = "ols.clubSandwich." + type;
    for (int i = 0; i < fit.terms().size(); i++) {
      String name = fit.terms().get(i);
      double se = factor * value(fit, i).stdError();
      table.compare(figure, "se/" + name, se);
      table.compare(figure, "df_satt/" + name, fit.df()[i]);
      double t = value(fit, i).value() / se;
      table.compare(figure, "p/" + name, new StudentT(fit.df()[i]).twoSided(t));
    }
  }

  private void weighted(ParityTable table) {
    fixest(table, "wls.fixest.iid", fit(wls, Covariance.iid(), ssc));
    fixest(table, "wls.fixest.hetero", fit(wls, Covariance.robust(1), ssc));
    fixest(table, "wls.fixest.cl", fit(wls, Covariance.cluster("g1"), ssc));
  }

  @Test
  void figuresOfStatsmodelsAndLinearmodels() {
    var table = new ParityTable("py_linear.json");
    statsmodels(table);
    linearmodels(table);
    for (String other : List.of("logit.", "ridge", "lasso", "mmm.")) {
      table.leaveOutAll(other, "not least squares");
    }
    table.judge();
  }

  private void statsmodels(ParityTable table) {
    LinearFit.Solved iid = fit(ols, Covariance.iid(), ssc);
    coefficients(table, "ols.iid", "coef/", "const", iid);
    FitSummary s = iid.summary();
    table.compare("ols.iid", "r2", s.r2());
    table.compare("ols.iid", "r2_adj", s.adjustedR2());
    table.compare("ols.iid", "F", iid.slopes().orElseThrow().f());
    table.compare("ols.iid", "F_p", iid.slopes().orElseThrow().pValue());
    table.compare("ols.iid", "llf", s.logLikelihood());
    table.compare("ols.iid", "aic", s.aic(false));
    table.compare("ols.iid", "bic", s.bic(false));
    ResidualTests tests = s.residuals().orElseThrow();
    table.compare("ols.iid", "dw", tests.durbinWatson());
    table.compare("ols.iid", "jb/0", tests.jarqueBera());
    table.compare("ols.iid", "jb/1", tests.jarqueBeraP());
    table.compare("ols.iid", "jb/2", tests.skewness());
    table.compare("ols.iid", "jb/3", tests.kurtosis());
    table.compare("ols.iid", "cond", s.conditionNumber().orElseThrow());
    table.compare("ols.iid", "scale", s.sigma() * s.sigma());
    X.forEach(x -> table.compare("vif", x, s.varianceInflation().get(x)));
    for (int type = 0; type < 4; type++) {
      LinearFit.Solved fit = fit(ols, Covariance.robust(type), ssc);
      String figure = "ols.HC" + type;
      coefficients(table, figure + ".t", "coef/", "const", fit);
      table.compare(figure + ".t", "F", fit.slopes().orElseThrow().f());
      table.compare(figure + ".t", "F_p", fit.slopes().orElseThrow().pValue());
      normal(table, figure + ".z", "coef/", fit);
    }
    LinearFit.Solved cr1 = fit(ols, Covariance.cluster("g1"), ssc);
    coefficients(table, "ols.cluster.g1.corrTrue", "coef/", "const", cr1);
    table.compare("ols.cluster.g1.corrTrue", "df_resid_inference", cr1.df()[0]);
    SmallSample none = ssc.withAdjust(false).withClusterAdjust(false);
    LinearFit.Solved bare = fit(ols, Covariance.cluster("g1"), none);
    coefficients(table, "ols.cluster.g1.corrFalse", "coef/", "const", bare);
    table.compare("ols.cluster.g1.corrFalse", "df_resid_inference", bare.df()[0]);
    normal(table, "ols.cluster.g1.fitdefault", "", cr1);
    SmallSample own = ssc.withClusterFactor(ClusterFactor.OWN);
    LinearFit.Solved both = fit(ols, Covariance.cluster("g1", "g2"), own);
    coefficients(table, "ols.cluster.g1g2", "", "const", both);
    LinearFit.Solved hac = fit(ols, new Covariance.NeweyWest(4), ssc);
    coefficients(table, "ols.HAC4", "", "const", hac);
    for (int i = 0; i < 6; i++) {
      String at = (i == 0 ? "const" : X.get(i - 1)) + "/se";
      double bareSe = value(hac, i).stdError() * Math.sqrt(994 / 1000.0);
      table.compare("ols.HAC4.nocorr", at, bareSe);
    }
    LinearFit.Solved weighted = fit(wls, Covariance.iid(), ssc);
    coefficients(table, "wls.iid", "coef/", "const", weighted);
    table.compare("wls.iid", "r2", weighted.summary().r2());
    coefficients(table, "wls.HC1", "", "const", fit(wls, Covariance.robust(1), ssc));
  }

  /** The same standard errors, judged by the normal law. */
  private static void normal(ParityTable table, String figure, String at, LinearFit.Solved fit) {
    var law = new StudentT(Double.POSITIVE_INFINITY);
    for (int i = 0; i < fit.terms().size(); i++) {
      String name = i == 0 ? "const" : fit.terms().get(i);
      Estimate.Value v = value(fit, i);
      table.coefficient(figure, at + name, law.value(name, v.value(), v.stdError()));
    }
  }

  private LinearSample twoWay() {
    return twoWay(IntStream.range(0, panel.rows()).toArray());
  }

  private LinearSample twoWay(int[] rows) {
    var all =
        LinearSample.of(panel.doubles("y"), List.of("d"), panel.doubles("d"))
            .withCluster("hh", panel.ints("hh"))
            .withCluster("week", panel.ints("week"))
            .withCluster("segment", panel.ints("segment"))
            .withEffects(
                new LinearSample.Effect("hh", panel.ints("hh")),
                new LinearSample.Effect("week", panel.ints("week")));
    return all.take(rows);
  }

  private void linearmodels(ParityTable table) {
    SmallSample full = ssc.withEffects(Effects.FULL).withTestDf(TestDf.RESIDUAL);
    double n = panel.rows();
    double free = n - 174;
    panelOls(table, "unadj", fit(twoWay(), Covariance.iid(), full), 1, free);
    panelOls(table, "robust", fit(twoWay(), Covariance.robust(1), full), 1, free);
    LinearFit.Solved hh = fit(twoWay(), Covariance.cluster("hh"), full);
    // with debiased=False the peer's K is one less, and its law is the normal
    double undone = Math.sqrt(free / (free + 1));
    double infinite = Double.POSITIVE_INFINITY;
    // without the group factor it takes n/(n-K) for (n-1)/(n-K)
    double ungrouped = Math.sqrt(149.0 / 150 * n / (n - 1));
    panelOls(table, "cl.debiasedTrue.groupTrue", hh, 1, free);
    panelOls(table, "cl.debiasedTrue.groupFalse", hh, ungrouped, free);
    panelOls(table, "cl.debiasedFalse.groupTrue", hh, undone, infinite);
    panelOls(table, "cl.debiasedFalse.groupFalse", hh, undone * ungrouped, infinite);
    SmallSample bare = full.withClusterAdjust(false);
    LinearFit.Solved both = fit(twoWay(), Covariance.cluster("hh", "week"), bare);
    panelOls(table, "cl2", both, Math.sqrt(n / (n - 1)), free);
  }

  private static void panelOls(
      ParityTable table, String name, LinearFit.Solved fit, double factor, double df) {
    String figure = "twfe.linearmodels." + name;
    double se = factor * value(fit, 0).stdError();
    Estimate.Value v = new StudentT(df).value("d", value(fit, 0).value(), se);
    table.compare(figure, "est", v.value());
    table.compare(figure, "se", v.stdError());
    table.compare(figure, "t", v.statistic());
    table.compare(figure, "lo", v.confLow());
    table.compare(figure, "hi", v.confHigh());
    table.compare(figure, "df_resid", fit.parameters().rows() - fit.parameters().all());
    table.compare(figure, "r2", fit.summary().withinR2());
    table.compare(figure, "r2_incl", fit.summary().r2());
  }

  @Test
  void figuresOfPyfixest() {
    var table = new ParityTable("pyfixest.json");
    SmallSample none = ssc.withEffects(Effects.NONE);
    pyfixest(table, "twfe.iid", fit(twoWay(), Covariance.iid(), none));
    pyfixest(table, "twfe.hetero", fit(twoWay(), Covariance.robust(1), none));
    pyfixest(table, "twfe.cl.hh", fit(twoWay(), Covariance.cluster("hh"), none));
    pyfixest(table, "twfe.cl.hhweek", fit(twoWay(), Covariance.cluster("hh", "week"), none));
    LinearFit.Solved cr3 = fit(twoWay(), cr(3, "segment"), ssc);
    // the peer's jackknife is G/(G-1) of clubSandwich's CR3, judged by t with G-1
    double se = value(cr3, 0).stdError() * Math.sqrt(8.0 / 7);
    Estimate.Value v = new StudentT(7).value("d", value(cr3, 0).value(), se);
    pyfixest(table, "twfe.CRV3", v);
    table.compare("twfe.CRV3", "p", v.pValue());
    table.leaveOut(
        "p of the others", "the peer takes 1 - cdf, which keeps no relative digits this far out");
    table.judge();
  }

  private static void pyfixest(ParityTable table, String figure, LinearFit.Solved fit) {
    pyfixest(table, figure, value(fit, 0));
  }

  private static void pyfixest(ParityTable table, String figure, Estimate.Value ours) {
    table.compare(figure, "est", ours.value());
    table.compare(figure, "se", ours.stdError());
    table.compare(figure, "t", ours.statistic());
    table.compare(figure, "ci/0", ours.confLow());
    table.compare(figure, "ci/1", ours.confHigh());
  }

  @Test
  void figuresOfRWithAbsorbedEffects() {
    var table = new ParityTable("twfe.json");
    Covariance hh = Covariance.cluster("hh");
    fixest(table, "twfe.iid", fit(twoWay(), Covariance.iid(), ssc));
    fixest(table, "twfe.hetero", fit(twoWay(), Covariance.robust(1), ssc));
    fixest(table, "twfe.cl.hh", fit(twoWay(), hh, ssc));
    fixest(table, "twfe.cl.hh.Kfull", fit(twoWay(), hh, ssc.withEffects(Effects.FULL)));
    fixest(table, "twfe.cl.hh.Knone", fit(twoWay(), hh, ssc.withEffects(Effects.NONE)));
    SmallSample none = ssc.withAdjust(false).withClusterAdjust(false);
    fixest(table, "twfe.cl.hh.noadj", fit(twoWay(), hh, none));
    fixest(table, "twfe.cl.hh.exact", fit(twoWay(), hh, ssc.withExactEffects(true)));
    fixest(table, "twfe.cl.hhweek", fit(twoWay(), Covariance.cluster("hh", "week"), ssc));
    fixest(table, "twfe.cl.week", fit(twoWay(), Covariance.cluster("week"), ssc));
    fixest(table, "twfe.cl.segment", fit(twoWay(), Covariance.cluster("segment"), ssc));
    fixest(table, "twfe.cl.hh.tdfN", fit(twoWay(), hh, ssc.withTestDf(TestDf.RESIDUAL)));
    lsdv(table);
    LinearFit.Solved alone = fit(withSingleton(), hh, ssc);
    fixest(table, "twfe.singleton", alone);
    table.compare("twfe.singleton", "removed", withSingleton().rows() - alone.rows().length);
    List<String> elsewhere = List.of("twfe.fit", "twfe.cov.cl.hh", "fe.hh.cl", "twfe.default_tol");
    elsewhere.forEach(f -> table.leaveOut(f, "see GoldenParityTest"));
    for (String prefix : List.of("twfe.plm", "twfe.estimatr", "event.", "did2x2")) {
      table.leaveOutAll(prefix, "see GoldenParityTest and LinearVerbsTest");
    }
    table.leaveOut("twfe.fixef", "single effects are not reported");
    table.leaveOut("ppml", "Poisson regression is not one of these estimators");
    table.leaveOutAll("sunab.", "Sun and Abraham's estimator has its own test");
    table.judge();
  }

  private void lsdv(ParityTable table) {
    LinearFit.Solved iid = fit(twoWay(), Covariance.iid(), ssc);
    table.coefficient("twfe.lsdv", "", value(iid, 0));
    table.compare("twfe.lsdv", "df", iid.df()[0]);
    table.compare("twfe.lsdv", "r2", iid.summary().r2());
    for (int type = 1; type < 4; type++) {
      LinearFit.Solved fit = fit(twoWay(), Covariance.robust(type), ssc);
      table.compare("twfe.lsdv.HC" + type, "", value(fit, 0).stdError());
    }
    SmallSample full = ssc.withEffects(Effects.FULL);
    LinearFit.Solved clustered = fit(twoWay(), Covariance.cluster("hh"), full);
    table.compare("twfe.lsdv.CL", "", value(clustered, 0).stdError());
  }

  /** Household 1 keeps its rows up to week 2 but the first: one. */
  private LinearSample withSingleton() {
    int[] household = panel.ints("hh");
    int[] week = panel.ints("week");
    int[] rows =
        IntStream.range(0, panel.rows())
            .filter(i -> household[i] != 1 || week[i] <= 2)
            .skip(1)
            .toArray();
    return twoWay(rows);
  }
}
