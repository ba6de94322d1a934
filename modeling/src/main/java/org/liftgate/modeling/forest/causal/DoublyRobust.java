package org.liftgate.modeling.forest.causal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;

/**
 * Average effects from a causal forest by doubly robust scores (Robins, Rotnitzky and Zhao, 1994;
 * Athey and Wager, 2019): tau(x) + weight (Y - m(x) - tau(x) (W - e(x))), weight (W - e) / (e (1 -
 * e)) for two arms and (W - e) / Var(W | x) for a dose (Chernozhukov and others, 2022), the
 * conditional variance by a forest of squared residuals, at least a hundredth of its mean. Errors
 * are clustered by unit where rows have units.
 *
 * @param forest grown
 * @param scores n scores; their mean over any rows fixed beforehand estimates those rows' mean
 *     effect
 */
public record DoublyRobust(CausalEffects forest, double[] scores) {
  private static final double MOST_OUTSIDE = 0.1;
  private static final double FLOOR = 0.01;
  private static final String UNIT = "unit";

  public static DoublyRobust of(CausalEffects forest) {
    CausalSample s = forest.sample();
    double[] w = forest.nuisances().treatmentLeft(s);
    double[] y = forest.nuisances().outcomeLeft(s);
    double[] variance = variance(forest, w);
    double[] tau = forest.outOfBag().values();
    var scores = new double[s.rows()];
    Arrays.setAll(scores, i -> tau[i] + w[i] / variance[i] * (y[i] - tau[i] * w[i]));
    return new DoublyRobust(forest, scores);
  }

  private static double[] variance(CausalEffects forest, double[] left) {
    double[] e = forest.nuisances().treatment();
    if (forest.sample().binary()) {
      return Arrays.stream(e).map(p -> p * (1 - p)).toArray();
    }
    double[] squares = Arrays.stream(left).map(v -> v * v).toArray();
    double least = FLOOR * Arrays.stream(squares).average().orElse(0);
    return Arrays.stream(forest.settings().means(forest.sample(), squares))
        .map(v -> Math.max(v, least))
        .toArray();
  }

  /** Share of rows whose probability of treatment is outside .05 to .95; 0 for a dose. */
  public double outside() {
    return forest.sample().binary() ? OverlapShare.outside(forest.nuisances().treatment()) : 0;
  }

  /** {@code ate}: the mean effect over all rows; missing where a tenth lack overlap. */
  public Estimate ate() {
    if (outside() > MOST_OUTSIDE || !Double.isFinite(Arrays.stream(scores).sum())) {
      return noOverlap("ate", "all rows");
    }
    double mean = Arrays.stream(scores).average().orElse(0);
    return value("ate", mean, Arrays.stream(scores).map(v -> v - mean).toArray());
  }

  /** {@code att}: the mean effect over treated rows; for two arms alone. */
  public Estimate att() {
    CausalSample s = forest.sample();
    double[] e = forest.nuisances().treatment();
    if (!s.binary()) {
      return new Estimate.Missing("att", Reason.UNSUITED, "A dose has no treated and untreated.");
    }
    double outside = (double) Arrays.stream(e).filter(p -> p > 0.95).count() / e.length;
    if (outside > MOST_OUTSIDE || Arrays.stream(e).anyMatch(p -> p >= 1)) {
      return noOverlap("att", "treated rows");
    }
    return weightedAtt(s, e);
  }

  /** Treated residuals about their effect, less controls' by the odds of treatment, normalised. */
  private Estimate weightedAtt(CausalSample s, double[] e) {
    double[] y = forest.nuisances().outcomeLeft(s);
    double[] tau = forest.outOfBag().values();
    int n = s.rows();
    double treated = Arrays.stream(s.treatment()).sum();
    double odds = 0;
    var own = new double[n];
    var other = new double[n];
    for (int i = 0; i < n; i++) {
      double w = s.treatment()[i];
      double left = y[i] - tau[i] * (w - e[i]);
      double odd = (1 - w) * e[i] / (1 - e[i]);
      odds += odd;
      own[i] = w * (tau[i] + left);
      other[i] = odd * left;
    }
    double first = Arrays.stream(own).sum() / treated;
    double second = Arrays.stream(other).sum() / odds;
    var influence = new double[n];
    for (int i = 0; i < n; i++) {
      double w = s.treatment()[i];
      double odd = (1 - w) * e[i] / (1 - e[i]);
      influence[i] = n * ((own[i] - w * first) / treated - (other[i] - odd * second) / odds);
    }
    return value("att", first - second, influence);
  }

  /**
   * {@code overlap}: the effect with weights Var(W | x), from the regression of outcome residuals
   * on treatment residuals; it needs no division by a small probability.
   */
  public Estimate overlap() {
    CausalSample s = forest.sample();
    return regress(
            "overlap",
            forest.nuisances().outcomeLeft(s),
            List.of("overlap"),
            true,
            forest.nuisances().treatmentLeft(s))
        .getLast();
  }

  /**
   * The best linear projection of tau(x) on columns: least squares of the scores, HC3, or CR1 where
   * rows have units (Semenova and Chernozhukov, 2021).
   *
   * @param columns k arrays of n values
   */
  public List<Estimate> projection(List<String> names, double[]... columns) {
    return regress("blp", scores, names, true, columns);
  }

  /**
   * The calibration test of Chernozhukov, Demirer, Duflo and Fernandez-Val (2018) as in grf:
   * outcome residuals on (W - e) times the mean forest effect, and times each row's effect less
   * that mean. {@code mean_forest_prediction} is 1 where the mean is right, {@code
   * differential_forest_prediction} above 0 where effects differ as predicted; test the latter by
   * {@link #oneSided}.
   */
  public List<Estimate> calibration() {
    CausalSample s = forest.sample();
    double[] tau = forest.outOfBag().values();
    double[] w = forest.nuisances().treatmentLeft(s);
    double mean = Arrays.stream(tau).average().orElse(0);
    var level = new double[w.length];
    var differ = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      level[i] = w[i] * mean;
      differ[i] = w[i] * (tau[i] - mean);
    }
    return regress(
        "calibration",
        forest.nuisances().outcomeLeft(s),
        List.of("mean_forest_prediction", "differential_forest_prediction"),
        false,
        level,
        differ);
  }

  /** The p-value against values above 0. */
  public static double oneSided(Estimate.Value v) {
    return v.value() > 0 ? v.pValue() / 2 : 1 - v.pValue() / 2;
  }

  private List<Estimate> regress(
      String what, double[] y, List<String> names, boolean intercept, double[]... columns) {
    if (!Double.isFinite(Arrays.stream(y).sum())) {
      return List.of(noOverlap(what, "all rows"));
    }
    CausalSample s = forest.sample();
    boolean alone = s.units().length == 0;
    var sample =
        new LinearSample(
            y,
            names,
            columns,
            intercept,
            new double[0],
            List.of(),
            alone ? Map.of() : Map.of(UNIT, s.units()));
    return new LinearRegression(alone ? Covariance.robust(3) : Covariance.cluster(UNIT))
        .with(forest.settings().workers())
        .fit(sample)
        .estimates();
  }

  /**
   * @param influence n values of mean 0
   */
  private Estimate value(String term, double value, double[] influence) {
    int[] units = forest.sample().unitCodes();
    var sums = new double[forest.sample().unitCount()];
    for (int i = 0; i < influence.length; i++) {
      sums[units[i]] += influence[i];
    }
    double g = sums.length;
    double squares = Arrays.stream(sums).map(v -> v * v).sum();
    return new StudentT(Double.POSITIVE_INFINITY)
        .value(term, value, Math.sqrt(g / (g - 1) * squares) / influence.length);
  }

  private Estimate noOverlap(String term, String whose) {
    return new Estimate.Missing(
        term,
        Reason.NO_OVERLAP,
        "%.0f%% of rows have a probability of treatment outside .05 to .95, too many for the mean of %s; at most %.0f%% may. Maybe read the overlap-weighted effect."
            .formatted(100 * outside(), whose, 100 * MOST_OUTSIDE));
  }
}
