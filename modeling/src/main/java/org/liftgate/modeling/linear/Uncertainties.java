package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liftgate.accumulate.BartlettMeat;
import org.liftgate.accumulate.ClusterTotals;
import org.liftgate.accumulate.CrossProducts;
import org.liftgate.accumulate.LeverageCorrection;
import org.liftgate.accumulate.Leverages;
import org.liftgate.accumulate.NormalEquations.Solution;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.linear.LinearFit.Convention;

/** Finds the covariance that was asked for. */
final class Uncertainties {
  /** A row whose leverage is this near to one fits itself. */
  private static final double ALONE = 1e-10;

  private final LinearRegression options;
  private final Groupings groupings;
  private final AbsorbedDesign absorbed;
  private final Solution fit;
  private final TermPlaces terms;
  private final Parameters parameters;
  private final int p;

  Uncertainties(
      LinearRegression options,
      Groupings groupings,
      AbsorbedDesign absorbed,
      Solution fit,
      TermPlaces terms,
      Parameters parameters) {
    this.options = options;
    this.groupings = groupings;
    this.absorbed = absorbed;
    this.fit = fit;
    this.terms = terms;
    this.parameters = parameters;
    this.p = fit.design().width();
  }

  Uncertainty find() {
    return switch (options.covariance()) {
      case Covariance.Iid _ -> iid();
      case Covariance.Robust(int type) -> type < 2 ? robust(type) : leveraged(type);
      case Covariance.NeweyWest(int lags) -> neweyWest(lags);
      case Covariance.DriscollKraay(String _, int lags) -> driscollKraay(lags);
      case Covariance.Clustered _ -> clustered();
      case Covariance.LeverageCorrected(int type, String _) -> corrected(type);
      case Covariance.WildCluster wild -> wild(wild);
      case Covariance.PairsCluster pairs -> pairs(pairs);
    };
  }

  private double free() {
    return parameters.rows() - counted();
  }

  private int counted() {
    return parameters.counted(options.smallSample(), groupings.nested());
  }

  private Uncertainty iid() {
    double[] v = scaled(fit.factor().inverse(), fit.ssr() / free());
    return plain(v, free(), new Convention("iid", List.of(), ""), List.of());
  }

  private Uncertainty robust(int type) {
    double n = parameters.rows();
    boolean adjusted = type == 1 && options.smallSample().adjust();
    double[] v = scaled(fit.factor().sandwich(meat(fit.residuals())), adjusted ? n / free() : 1);
    return plain(
        v, free(), new Convention("HC" + type, List.of(), adjusted ? "n/(n-K)" : ""), List.of());
  }

  private double[] meat(double[] residuals) {
    return CrossProducts.of(fit.design(), residuals, options.workers()).matrix(p);
  }

  private Uncertainty leveraged(int type) {
    double[] h = Leverages.of(fit.design(), fit.factor(), options.workers());
    absorbed.absorbed().forEach(effect -> addEffect(h, effect));
    var e = new double[h.length];
    int alone = 0;
    for (int i = 0; i < h.length; i++) {
      double rest = 1 - h[i];
      boolean itself = rest < ALONE;
      alone += itself ? 1 : 0;
      e[i] = itself ? 0 : fit.residuals()[i] / (type == 2 ? Math.sqrt(rest) : rest);
    }
    String note = "%,d rows fit themselves (leverage one) and add nothing to the variance.";
    return plain(
        fit.factor().sandwich(meat(e)),
        free(),
        new Convention("HC" + type, List.of(), ""),
        alone == 0 ? List.of() : List.of(note.formatted(alone)));
  }

  /** The leverage of an absorbed effect's dummies: the row's share of its level's weight. */
  private void addEffect(double[] h, Grouping effect) {
    var weights = new double[effect.count()];
    for (int i = 0; i < h.length; i++) {
      weights[effect.codes()[i]] += fit.design().root(i) * fit.design().root(i);
    }
    for (int i = 0; i < h.length; i++) {
      h[i] += fit.design().root(i) * fit.design().root(i) / weights[effect.codes()[i]];
    }
  }

  private Uncertainty neweyWest(int lags) {
    double n = parameters.rows();
    double[] meat = BartlettMeat.of(fit.design(), fit.residuals(), lags, options.workers());
    double[] v = scaled(fit.factor().sandwich(meat), n / free());
    return plain(
        v,
        free(),
        new Convention("Newey-West(" + lags + ")", List.of(), "n/(n-K)"),
        List.of("Rows are taken to be in order of time."));
  }

  /** Sums by period take the place of a series' scores; every absorbed level counts in K. */
  private Uncertainty driscollKraay(int lags) {
    Grouping time = groupings.clusters().get(0);
    int periods = time.count();
    double[] totals = scores(time);
    var meat = new double[p * p];
    for (int l = 0; l <= Math.min(lags, periods - 1); l++) {
      double weight = (1 - l / (lags + 1.0)) / (l == 0 ? 2 : 1);
      for (int t = l; t < periods; t++) {
        for (int a = 0; a < p; a++) {
          for (int b = 0; b < p; b++) {
            double product = weight * totals[t * p + a] * totals[(t - l) * p + b];
            meat[a * p + b] += product;
            meat[b * p + a] += product;
          }
        }
      }
    }
    double n = parameters.rows();
    double factor = periods / (periods - 1.0) * (n - 1) / (n - parameters.all());
    return plain(
        scaled(fit.factor().sandwich(meat), factor),
        periods - 1,
        new Convention(
            "Driscoll-Kraay(" + lags + ")", names(), "T/(T-1) * (n-1)/(n-K), K all effects"),
        List.of());
  }

  private Uncertainty clustered() {
    SmallSample ssc = options.smallSample();
    List<Grouping> by = new ArrayList<>(groupings.clusters());
    int least = by.stream().mapToInt(Grouping::count).min().orElseThrow();
    if (by.size() == 2) {
      by.add(by.get(0).and(by.get(1)));
    }
    var total = new double[p * p];
    for (int c = 0; c < by.size(); c++) {
      boolean min = ssc.clusterFactor() == SmallSample.ClusterFactor.MIN;
      double factor = (c == 2 ? -1 : 1) * ssc.clusterFactor(min ? least : by.get(c).count());
      double[] part = ClusterTotals.meat(scores(by.get(c)), p);
      for (int i = 0; i < total.length; i++) {
        total[i] += factor * part[i];
      }
    }
    double rows = ssc.rowsFactor(parameters.rows(), counted());
    boolean clusters = ssc.testDf() == SmallSample.TestDf.CLUSTERS;
    return plain(
        scaled(fit.factor().sandwich(total), rows),
        clusters ? least - 1 : free(),
        new Convention(ssc.clusterAdjust() ? "CR1" : "CR0", names(), words(by.size() == 3)),
        few(least));
  }

  private static List<String> few(int clusters) {
    return clusters < 50
        ? List.of(
            "%d clusters are few: cr2() keeps its size better than CR1 below 50."
                .formatted(clusters))
        : List.of();
  }

  private double[] scores(Grouping by) {
    return ClusterTotals.of(
        fit.design(), fit.residuals(), by.codes(), by.count(), options.workers());
  }

  private List<String> names() {
    return groupings.clusters().stream().map(Grouping::name).toList();
  }

  /** fixest's factors in words. */
  private String words(boolean twoWay) {
    SmallSample ssc = options.smallSample();
    var parts = new ArrayList<String>();
    if (ssc.clusterAdjust()) {
      boolean min = twoWay && ssc.clusterFactor() == SmallSample.ClusterFactor.MIN;
      parts.add(min ? "min(G)/(min(G)-1)" : "G/(G-1)");
    }
    if (ssc.adjust()) {
      String effects = ssc.effects().name().toLowerCase(Locale.ROOT);
      parts.add("(n-1)/(n-K)" + (groupings.effects().isEmpty() ? "" : ", K " + effects));
    }
    return String.join(" * ", parts);
  }

  private Uncertainty corrected(int type) {
    Grouping by = groupings.clusters().get(0);
    double[][] contrasts =
        Arrays.stream(terms.places()).mapToObj(fit.design()::contrast).toArray(double[][]::new);
    var found =
        LeverageCorrection.of(fit, type, by.codes(), by.count(), contrasts, options.workers());
    var convention = new Convention("CR" + type, names(), "Satterthwaite df");
    return new Uncertainty(
        ofTerms(fit.design().covariance(found.covariance())),
        found.df(),
        options.minDf(),
        convention,
        List.of(),
        Map.of());
  }

  private Uncertainty wild(Covariance.WildCluster wild) {
    Uncertainty base = clustered();
    Grouping by = groupings.clusters().get(0);
    var bootstrap = new WildBootstrap(fit, by, scores(by), wild, options.workers());
    double[] raw = fit.design().coefficients(fit.coefficients());
    var replaced = new java.util.HashMap<Integer, Estimate>();
    for (int i = 0; i < terms.count(); i++) {
      int place = terms.places()[i];
      replaced.put(
          i,
          bootstrap.estimate(
              terms.names().get(i),
              fit.design().contrast(place),
              raw[place],
              Math.sqrt(base.covariance()[i][i])));
    }
    return new Uncertainty(
        base.covariance(),
        base.df(),
        0,
        new Convention("wild cluster bootstrap-t", names(), base.convention().ssc()),
        List.of(bootstrap.note()),
        replaced);
  }

  private Uncertainty pairs(Covariance.PairsCluster pairs) {
    Grouping by = groupings.clusters().get(0);
    var bootstrap = new PairsBootstrap(fit, by, scores(by), pairs, options.workers());
    double[] v = bootstrap.covariance();
    return plain(
        v,
        by.count() - 1,
        new Convention("pairs cluster bootstrap", names(), ""),
        List.of(bootstrap.note()));
  }

  private Uncertainty plain(double[] scaled, double df, Convention convention, List<String> notes) {
    var all = new double[terms.count()];
    Arrays.fill(all, df);
    return new Uncertainty(
        ofTerms(fit.design().covariance(scaled)), all, 0, convention, notes, Map.of());
  }

  private double[][] ofTerms(double[][] all) {
    int[] at = terms.places();
    var out = new double[at.length][at.length];
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < at.length; j++) {
        out[i][j] = all[at[i]][at[j]];
      }
    }
    return out;
  }

  private static double[] scaled(double[] v, double factor) {
    return Arrays.stream(v).map(x -> x * factor).toArray();
  }
}
