package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.TwoWayFixedEffects;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/**
 * The interaction-weighted estimator (Sun and Abraham, 2021): unit and period effects and one dummy
 * for each cohort and period since its start, averaged over cohorts by their shares of rows.
 * Cohorts that are never untreated are left out; without never-treated units the last cohort is the
 * comparison and periods from its start on are left out.
 *
 * <p>Shares count as fixed, as in fixest's {@code sunab}: errors are about effects weighted by this
 * sample's shares. Where units are a sample, and the effects asked for are weighted by the
 * population's shares, {@code sampledShares} adds the variance of the shares, as the authors have
 * it ({@link ShareVariance}).
 *
 * @param covariance of the dummies; clustered by unit by default
 * @param reference the period since the start whose effects are zero
 * @param sampledShares whether the cohorts' shares are estimates too
 */
public record SunAbraham(
    Covariance covariance, int reference, boolean sampledShares, Workers workers)
    implements Estimator<StaggeredPanel> {

  public SunAbraham() {
    this(Covariance.cluster("unit"), -1, false, Workers.all());
  }

  public SunAbraham with(Workers threads) {
    return new SunAbraham(covariance, reference, sampledShares, threads);
  }

  public SunAbraham withCovariance(Covariance kind) {
    return new SunAbraham(kind, reference, sampledShares, workers);
  }

  public SunAbraham withReference(int period) {
    return new SunAbraham(covariance, period, sampledShares, workers);
  }

  public SunAbraham withSampledShares(boolean sampled) {
    return new SunAbraham(covariance, reference, sampled, workers);
  }

  @Override
  public String name() {
    return "sun-abraham";
  }

  @Override
  public List<Estimate> estimate(StaggeredPanel panel) {
    return fit(panel).estimates();
  }

  /** What was found. */
  public sealed interface Fit {
    List<Estimate> estimates();

    List<String> notes();
  }

  public record Missing(Reason reason, String detail) implements Fit {
    @Override
    public List<Estimate> estimates() {
      return List.of(new Estimate.Missing("att", reason, detail));
    }

    @Override
    public List<String> notes() {
      return List.of();
    }
  }

  /**
   * @param estimates {@code att}, {@code event(e)}, {@code cohort(g)} and {@code att(g,t)}
   * @param regression the dummies' slopes with their covariance
   * @param path the events with their covariance
   */
  public record Solved(
      List<Estimate> estimates, PanelFit.Solved regression, EventPath path, List<String> notes)
      implements Fit {}

  /** Rows may come in any order. */
  public Fit fit(StaggeredPanel given) {
    StaggeredPanel sorted = given.sorted();
    var fault = PanelFaults.of(sorted);
    if (fault.isPresent()) {
      return new Missing(fault.get().reason(), fault.get().detail());
    }
    return switch (CohortRows.of(sorted)) {
      case CohortRows.None(Fault none) -> new Missing(none.reason(), none.detail());
      case CohortRows.Found(CohortRows rows) -> fit(rows);
    };
  }

  private Fit fit(CohortRows rows) {
    StaggeredPanel panel = rows.panel();
    var levels = new TreeMap<Long, Integer>();
    long[] keys = new long[panel.rows()];
    for (int i = 0; i < keys.length; i++) {
      int event = rows.event(i);
      boolean dummy = rows.treatedCohort(i) && event != reference;
      keys[i] = dummy ? key(panel.cohort()[i], event) : Long.MIN_VALUE;
      if (dummy) {
        levels.merge(keys[i], 1, Integer::sum);
      }
    }
    long[] level = levels.keySet().stream().mapToLong(Long::longValue).toArray();
    int[] codes = new int[keys.length];
    for (int i = 0; i < codes.length; i++) {
      boolean as = i > 0 && keys[i] == keys[i - 1];
      codes[i] = as ? codes[i - 1] : Math.max(-1, Arrays.binarySearch(level, keys[i]));
    }
    List<String> terms = Arrays.stream(level).mapToObj(k -> term(panel, k)).toList();
    EffectsPanel effects = EffectsPanel.of(panel.unit(), panel.period(), panel.outcome());
    for (int k = 0; k < panel.names().size(); k++) {
      effects = effects.withRegressor(panel.names().get(k), panel.covariates()[k]);
    }
    var regression = new TwoWayFixedEffects(covariance).withMinClusters(2).with(workers);
    return switch (regression.fit(effects, codes, terms)) {
      case PanelFit.Missing m -> new Missing(m.reason(), m.detail());
      case PanelFit.Solved solved -> {
        int[] counts = levels.values().stream().mapToInt(Integer::intValue).toArray();
        var slopes = solved.coefficients();
        var own = Arrays.copyOfRange(slopes, slopes.length - level.length, slopes.length);
        var shares = new ShareVariance(panel.unit(), codes, own);
        yield new Averages(
                solved,
                panel,
                level,
                counts,
                sampledShares ? Optional.of(shares) : Optional.empty(),
                rows.notes())
            .solved();
      }
    };
  }

  private static long key(int cohort, int event) {
    return ((long) cohort << 32) + event;
  }

  private static int cohort(long key) {
    return (int) ((key + (1L << 31)) >> 32);
  }

  private static int event(long key) {
    return (int) key;
  }

  private static String term(StaggeredPanel panel, long key) {
    return "att(%s,%s)"
        .formatted(
            panel.periodName().apply(cohort(key)),
            panel.periodName().apply(cohort(key) + event(key)));
  }

  /**
   * Averages of the dummies' slopes, weighted by the dummies' rows.
   *
   * @param shares what adds the variance of the weights; empty when they count as fixed
   */
  private record Averages(
      PanelFit.Solved fit,
      StaggeredPanel panel,
      long[] level,
      int[] counts,
      Optional<ShareVariance> shares,
      List<String> notes) {

    Solved solved() {
      var byEvent = new TreeMap<Integer, double[]>();
      var byCohort = new TreeMap<Integer, double[]>();
      var all = new double[level.length];
      for (int k = 0; k < level.length; k++) {
        byEvent.computeIfAbsent(event(level[k]), e -> new double[level.length])[k] = counts[k];
        if (event(level[k]) >= 0) {
          byCohort.computeIfAbsent(cohort(level[k]), g -> new double[level.length])[k] = counts[k];
          all[k] = counts[k];
        }
      }
      var weights = new ArrayList<double[]>();
      weights.add(all);
      weights.addAll(byEvent.values());
      weights.addAll(byCohort.values());
      var terms = new ArrayList<>(List.of("att"));
      byEvent.keySet().forEach(e -> terms.add("event(" + e + ")"));
      byCohort.keySet().forEach(g -> terms.add("cohort(" + panel.periodName().apply(g) + ")"));
      double[][] more =
          shares.map(s -> s.of(weights)).orElseGet(() -> new double[terms.size()][terms.size()]);
      var estimates = new ArrayList<Estimate>();
      for (int k = 0; k < terms.size(); k++) {
        estimates.add(estimate(terms.get(k), weights.get(k), more[k][k]));
      }
      List<Estimate> raw = fit.estimates();
      estimates.addAll(raw.subList(raw.size() - level.length, raw.size()));
      return new Solved(List.copyOf(estimates), fit, path(byEvent, more), notes);
    }

    private Estimate estimate(String term, double[] weight, double more) {
      double total = Arrays.stream(weight).sum();
      if (total == 0) {
        return new Estimate.Missing(
            term, Reason.INCOMPLETE_CELLS, "No treated period of a cohort is compared.");
      }
      double value = 0;
      for (int k = 0; k < weight.length; k++) {
        value += weight[k] * slope(k) / total;
      }
      double variance = product(weight, weight) + more;
      return variance > 0
          ? new StudentT(fit.df()).value(term, value, Math.sqrt(variance))
          : new Estimate.Missing(term, Reason.NO_VARIATION, "The residuals do not vary.");
    }

    /** Dummies stand after the covariates. */
    private double slope(int k) {
      return fit.coefficients()[fit.coefficients().length - level.length + k];
    }

    private double product(double[] a, double[] b) {
      int off = fit.coefficients().length - level.length;
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; a[i] != 0 && j < b.length; j++) {
          sum += b[j] == 0 ? 0 : a[i] * b[j] * fit.covariance()[off + i][off + j];
        }
      }
      return sum / (Arrays.stream(a).sum() * Arrays.stream(b).sum());
    }

    /** Events stand after the average of all in {@code more}. */
    private EventPath path(TreeMap<Integer, double[]> byEvent, double[][] more) {
      List<double[]> weights = List.copyOf(byEvent.values());
      var values = new double[weights.size()];
      var covariance = new double[values.length][values.length];
      for (int i = 0; i < values.length; i++) {
        double[] w = weights.get(i);
        double total = Arrays.stream(w).sum();
        for (int k = 0; k < w.length; k++) {
          values[i] += w[k] * slope(k) / total;
        }
        for (int j = 0; j < values.length; j++) {
          covariance[i][j] = product(w, weights.get(j)) + more[i + 1][j + 1];
        }
      }
      int[] events = byEvent.keySet().stream().mapToInt(Integer::intValue).toArray();
      return new EventPath(events, values, covariance);
    }
  }
}
