package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.panel.PanelFit;

/**
 * Averages of the slopes of cohort-by-period dummies, weighted by the dummies' rows.
 *
 * @param fit slopes of the covariates, then of the dummies
 * @param dummies by cohort, then event
 * @param averages {@code att}, then events, then cohorts
 * @param more covariance of the averages that the weights add; zeros where these count as fixed
 */
record CohortAverages(
    PanelFit.Solved fit, List<Dummy> dummies, List<Average> averages, double[][] more) {

  /** A cohort in one period since its start, and the rows in it. */
  record Dummy(int cohort, int event, int rows) {
    String term(IntFunction<String> periodName) {
      return "att(%s,%s)".formatted(periodName.apply(cohort), periodName.apply(cohort + event));
    }
  }

  /** Dummies by number, with their shares; none where nothing is there to be averaged. */
  record Average(String term, int[] at, double[] shares) {}

  /**
   * @param unit n codes where the weights count as estimates; empty where as fixed
   * @param codes n numbers of the row's dummy; -1 for none
   */
  static CohortAverages of(
      PanelFit.Solved fit,
      List<Dummy> dummies,
      IntFunction<String> periodName,
      int[] unit,
      int[] codes) {
    var averages = new ArrayList<Average>();
    int[] all = new int[dummies.size()];
    Arrays.setAll(all, k -> k);
    int[] treated = Arrays.stream(all).filter(k -> dummies.get(k).event() >= 0).toArray();
    averages.add(average("att", dummies, treated));
    by(all, dummies, Dummy::event)
        .forEach((e, some) -> averages.add(average("event(" + e + ")", dummies, some)));
    by(treated, dummies, Dummy::cohort)
        .forEach(
            (g, some) ->
                averages.add(average("cohort(" + periodName.apply(g) + ")", dummies, some)));
    double[] slopes = fit.coefficients();
    double[] own = Arrays.copyOfRange(slopes, slopes.length - all.length, slopes.length);
    double[][] more =
        unit.length == 0
            ? new double[averages.size()][averages.size()]
            : new ShareVariance(unit, codes, own).of(rows(averages, dummies));
    return new CohortAverages(fit, dummies, List.copyOf(averages), more);
  }

  private static TreeMap<Integer, int[]> by(
      int[] chosen, List<Dummy> dummies, ToIntFunction<Dummy> key) {
    var parts = new TreeMap<Integer, int[]>();
    for (int k : chosen) {
      parts.merge(
          key.applyAsInt(dummies.get(k)),
          new int[] {k},
          (a, b) -> {
            int[] both = Arrays.copyOf(a, a.length + 1);
            both[a.length] = k;
            return both;
          });
    }
    return parts;
  }

  private static Average average(String term, List<Dummy> dummies, int[] chosen) {
    double total = Arrays.stream(chosen).mapToDouble(k -> dummies.get(k).rows()).sum();
    return new Average(
        term,
        chosen,
        Arrays.stream(chosen).mapToDouble(k -> dummies.get(k).rows() / total).toArray());
  }

  private static List<double[]> rows(List<Average> averages, List<Dummy> dummies) {
    var rows = new ArrayList<double[]>();
    for (Average average : averages) {
      var row = new double[dummies.size()];
      for (int k : average.at()) {
        row[k] = dummies.get(k).rows();
      }
      rows.add(row);
    }
    return rows;
  }

  /** The averages, then the dummies themselves. */
  List<Estimate> estimates() {
    var estimates = new ArrayList<Estimate>();
    for (int a = 0; a < averages.size(); a++) {
      estimates.add(estimate(averages.get(a), more[a][a]));
    }
    List<Estimate> raw = fit.estimates();
    estimates.addAll(raw.subList(raw.size() - dummies.size(), raw.size()));
    return List.copyOf(estimates);
  }

  private Estimate estimate(Average average, double added) {
    if (average.at().length == 0) {
      return new Estimate.Missing(
          average.term(), Reason.INCOMPLETE_CELLS, "No treated period of a cohort is compared.");
    }
    double variance = product(average, average) + added;
    return variance > 0
        ? new StudentT(fit.df()).value(average.term(), value(average), Math.sqrt(variance))
        : new Estimate.Missing(average.term(), Reason.NO_VARIATION, "The residuals do not vary.");
  }

  /** Averages by event with their covariance; they stand after the average of all. */
  EventPath path() {
    int[] events = dummies.stream().mapToInt(Dummy::event).distinct().sorted().toArray();
    var values = new double[events.length];
    var covariance = new double[values.length][values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(averages.get(i + 1));
      for (int j = 0; j < values.length; j++) {
        covariance[i][j] = product(averages.get(i + 1), averages.get(j + 1)) + more[i + 1][j + 1];
      }
    }
    return new EventPath(events, values, covariance);
  }

  private int covariates() {
    return fit.coefficients().length - dummies.size();
  }

  private double value(Average average) {
    double value = 0;
    for (int i = 0; i < average.at().length; i++) {
      value += average.shares()[i] * fit.coefficients()[covariates() + average.at()[i]];
    }
    return value;
  }

  private double product(Average a, Average b) {
    int off = covariates();
    double sum = 0;
    for (int i = 0; i < a.at().length; i++) {
      double[] row = fit.covariance()[off + a.at()[i]];
      double inner = 0;
      for (int j = 0; j < b.at().length; j++) {
        inner += b.shares()[j] * row[off + b.at()[j]];
      }
      sum += a.shares()[i] * inner;
    }
    return sum;
  }
}
