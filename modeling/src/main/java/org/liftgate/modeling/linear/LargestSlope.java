package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

/**
 * Whether one slope of a regression is positive and larger in size than each of the others: the
 * estimand is its least lead, min_k (w_1 b_1 - |w_k b_k|), with b the slopes and w weights such as
 * the columns' standard deviations.
 *
 * <p>The slope is the largest only if it beats every rival, and a rival of either sign, so each is
 * held against it by two contrasts, w_1 b_1 - w_k b_k and w_1 b_1 + w_k b_k, with the covariance of
 * both slopes. The hypothesis that it is not the largest is a union, and its intersection-union
 * test needs no correction: each contrast is tested at the whole level and all must hold (Berger,
 * 1982, Technometrics 24). The lower end of the interval of the least lead is therefore the least
 * lower end; the upper end is the least upper end at a level divided by the number of contrasts,
 * for any of them may be the one that shows the lead to be negative (Bonferroni).
 *
 * @param first the slope that is said to be the largest
 * @param rivals the others that were estimated, the closest first
 */
public record LargestSlope(String first, List<Rival> rivals) {
  private static final double TAIL = 0.025;

  public LargestSlope {
    rivals = List.copyOf(rivals);
  }

  /**
   * One contest.
   *
   * @param slope of the rival, weighted
   * @param lead of the first over the rival's size
   * @param stdError of the lead
   * @param df of its t distribution
   * @param low lower end of its 95% interval
   * @param high upper end
   * @param mostHigh upper end at the level that all contests share
   * @param pValue two-sided, that the lead is 0; that of the less certain sign
   */
  public record Rival(
      String name,
      double slope,
      double lead,
      double stdError,
      double df,
      double low,
      double high,
      double mostHigh,
      double pValue) {}

  /**
   * @param weights of every slope in the contest, by term, above 0
   * @return empty where the first slope or every rival was not estimated
   */
  public static Optional<LargestSlope> of(
      LinearFit.Solved fit, String first, Map<String, Double> weights) {
    int at = fit.terms().indexOf(first);
    List<String> others =
        weights.keySet().stream()
            .filter(t -> !t.equals(first) && fit.terms().contains(t))
            .sorted()
            .toList();
    if (at < 0 || others.isEmpty() || !weights.containsKey(first)) {
      return Optional.empty();
    }
    var rivals = new ArrayList<Rival>();
    for (String other : others) {
      rivals.add(rival(fit, at, fit.terms().indexOf(other), weights, 2 * others.size()));
    }
    rivals.sort(Comparator.comparingDouble(Rival::low));
    return Optional.of(new LargestSlope(first, rivals));
  }

  private static Rival rival(
      LinearFit.Solved fit, int i, int k, Map<String, Double> weights, int contrasts) {
    double wi = weights.get(fit.terms().get(i));
    double wk = weights.get(fit.terms().get(k));
    double own = wi * fit.coefficients()[i];
    double slope = wk * fit.coefficients()[k];
    double both = wi * wk * fit.covariance()[i][k];
    double alone = wi * wi * fit.covariance()[i][i] + wk * wk * fit.covariance()[k][k];
    double df = Math.min(fit.df()[i], fit.df()[k]);
    var law = new StudentT(df);
    double wide = law.quantile(1 - TAIL);
    double wider = law.quantile(1 - TAIL / contrasts);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    double mostHigh = Double.POSITIVE_INFINITY;
    double error = 0;
    double p = 0;
    for (int sign : new int[] {1, -1}) {
      double lead = own - sign * slope;
      double se = Math.sqrt(Math.max(alone - 2 * sign * both, Double.MIN_NORMAL));
      if (lead - wide * se < low) {
        low = lead - wide * se;
        error = se;
      }
      high = Math.min(high, lead + wide * se);
      mostHigh = Math.min(mostHigh, lead + wider * se);
      p = Math.max(p, lead > 0 ? law.twoSided(lead / se) : 1);
    }
    double lead = own - Math.abs(slope);
    // A rival shown to be larger is as sure as the contrast that shows it.
    double sure = lead < 0 ? law.twoSided(lead / error) : p;
    return new Rival(fit.terms().get(k), slope, lead, error, df, low, high, mostHigh, sure);
  }

  /** The rival that decides: the one whose lead reaches lowest. */
  public Rival closest() {
    return rivals.getFirst();
  }

  /**
   * The least lead with its interval; standard error and degrees of freedom are those of the
   * closest contest. The p-value is the largest of all contests where the first leads in each, else
   * the smallest of those it loses, times the number of contrasts.
   */
  public Estimate.Value estimate(String term) {
    double lead = rivals.stream().mapToDouble(Rival::lead).min().orElseThrow();
    double high = rivals.stream().mapToDouble(Rival::mostHigh).min().orElseThrow();
    double p =
        lead > 0
            ? rivals.stream().mapToDouble(Rival::pValue).max().orElseThrow()
            : rivals.stream()
                .filter(r -> r.lead() <= 0)
                .mapToDouble(r -> Math.min(1, 2 * rivals.size() * r.pValue()))
                .min()
                .orElseThrow();
    Rival c = closest();
    return new Estimate.Value(term, lead, c.stdError(), c.df(), p, c.low(), high);
  }
}
