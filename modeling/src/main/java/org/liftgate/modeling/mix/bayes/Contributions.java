package org.liftgate.modeling.mix.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each channel added over all weeks, and what its spending returned.
 *
 * <p>Contribution: expected outcome as observed less that without the channel's spending in these
 * weeks. ROI: contribution / spending, in units of the outcome for each unit of money (no margin,
 * no cost taken off). Marginal ROI: the same for one more percent of spending in every week.
 *
 * @param base mean over draws of what intercept and controls give, in all weeks
 */
public record Contributions(double base, List<Part> parts) {
  private static final double STEP = 0.01;

  /**
   * One channel.
   *
   * @param spend in all weeks
   * @param inclusion posterior probability of an effect
   * @param total contribution in all weeks, in units of the outcome
   * @param share of the expected outcome of all weeks
   * @param roi per unit of money
   * @param marginalRoi per unit of further money
   * @param weekly posterior mean of the contribution of each week
   */
  public record Part(
      String channel,
      double spend,
      double inclusion,
      Interval total,
      Interval share,
      Interval roi,
      Interval marginalRoi,
      double[] weekly) {}

  /** Of all draws; base and contributions add up to the expected outcome in every one. */
  public static Contributions of(MixPosterior posterior) {
    MixModel model = posterior.model();
    int k = model.channels().size();
    int n = posterior.size();
    var totals = new double[k][n];
    var shares = new double[k][n];
    var marginal = new double[k][n];
    var weekly = new double[k][model.weeks()];
    double base = 0;
    for (int d = 0; d < n; d++) {
      List<MixPosterior.Drawn> drawn = posterior.channels(d);
      double all = Arrays.stream(posterior.base(d)).sum();
      base += all / n;
      for (int c = 0; c < k; c++) {
        double[] spend = model.channels().get(c).spend();
        double[] part = drawn.get(c).contribution(spend);
        for (int t = 0; t < part.length; t++) {
          weekly[c][t] += part[t] / n;
          totals[c][d] += part[t];
        }
        all += totals[c][d];
        double more =
            Arrays.stream(
                    drawn
                        .get(c)
                        .contribution(Arrays.stream(spend).map(x -> x * (1 + STEP)).toArray()))
                .sum();
        marginal[c][d] = (more - totals[c][d]) / (STEP * Arrays.stream(spend).sum());
      }
      for (int c = 0; c < k; c++) {
        shares[c][d] = totals[c][d] / all;
      }
    }
    var parts = new ArrayList<Part>();
    for (int c = 0; c < k; c++) {
      Channel channel = model.channels().get(c);
      double spend = Arrays.stream(channel.spend()).sum();
      parts.add(
          new Part(
              channel.name(),
              spend,
              posterior.inclusion(channel.name()),
              Interval.of(totals[c]),
              Interval.of(shares[c]),
              Interval.of(Arrays.stream(totals[c]).map(v -> v / spend).toArray()),
              Interval.of(marginal[c]),
              weekly[c]));
    }
    return new Contributions(base, parts);
  }

  /** P(ROI > hurdle) of a channel, by the share of draws. */
  public static double exceeds(MixPosterior posterior, String channel, double hurdle) {
    int c = posterior.model().channels().stream().map(Channel::name).toList().indexOf(channel);
    if (c < 0) {
      throw new IllegalArgumentException("channel (" + channel + ") must be one of the model's");
    }
    double[] spend = posterior.model().channels().get(c).spend();
    double least = hurdle * Arrays.stream(spend).sum();
    double above = 0;
    for (int d = 0; d < posterior.size(); d++) {
      above +=
          Arrays.stream(posterior.channels(d).get(c).contribution(spend)).sum() > least ? 1 : 0;
    }
    return above / posterior.size();
  }
}
