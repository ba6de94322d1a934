package org.liftgate.modeling.mix.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a channel adds in a week when the same is spent every week, over a range of spendings.
 *
 * @param supportLow least carried-over spending met (posterior mean curve), in money a week
 * @param supportHigh most; beyond it the curve is the form's, not the data's
 */
public record ResponseCurve(
    String channel, List<At> points, double supportLow, double supportHigh) {

  /**
   * @param spend a week
   * @param supported whether carried-over spendings on both sides were met
   */
  public record At(double spend, Interval response, boolean supported) {}

  /**
   * @param steps points from 0 to the highest, at least 2
   * @param highest spending a week, above 0
   */
  public static ResponseCurve of(
      MixPosterior posterior, String channel, int steps, double highest) {
    List<Channel> channels = posterior.model().channels();
    int c = channels.stream().map(Channel::name).toList().indexOf(channel);
    if (c < 0 || steps < 2 || !(highest > 0)) {
      throw new IllegalArgumentException(
          "channel (%s) must be one of the model's, steps (%d) at least 2, highest (%s) above 0"
              .formatted(channel, steps, highest));
    }
    int n = posterior.size();
    double[] spend = channels.get(c).spend();
    var responses = new double[steps][n];
    double low = 0;
    double high = 0;
    for (int d = 0; d < n; d++) {
      MixPosterior.Drawn drawn = posterior.channels(d).get(c);
      double[] carried = drawn.adstock().of(spend);
      low += Arrays.stream(carried).min().orElse(0) / n;
      high += Arrays.stream(carried).max().orElse(0) / n;
      for (int s = 0; s < steps; s++) {
        responses[s][d] = drawn.steady(highest * s / (steps - 1));
      }
    }
    var points = new ArrayList<At>();
    for (int s = 0; s < steps; s++) {
      double at = highest * s / (steps - 1);
      points.add(new At(at, Interval.of(responses[s]), at >= low && at <= high));
    }
    return new ResponseCurve(channel, points, low, high);
  }
}
