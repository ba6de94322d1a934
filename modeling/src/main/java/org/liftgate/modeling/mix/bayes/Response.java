package org.liftgate.modeling.mix.bayes;

import java.util.List;
import org.liftgate.modeling.bayes.Prior;
import org.liftgate.modeling.mix.Adstock;
import org.liftgate.modeling.mix.Saturation;

/** One channel's place in a chain: where its curve is, and the response that follows. */
final class Response {
  final Channel channel;
  private final List<Prior> priors;
  private final int carries;
  private final double[][] spends;
  private final double[][] carried;
  private final int[][] windows;

  /** Places on the unbounded scale: carry-over first, then saturation. */
  final double[] at;

  /** Response to spending as it was, n values. */
  final double[] response;

  /** Modelled difference of each experiment per unit of effect. */
  final double[] lifts;

  double effect;

  Response(Channel channel, List<Lift> experiments) {
    this.channel = channel;
    this.priors =
        java.util.stream.Stream.concat(
                channel.curve().carry().priors().stream(), channel.curve().bend().priors().stream())
            .toList();
    this.carries = channel.curve().carry().priors().size();
    int n = channel.spend().length;
    this.spends = new double[1 + experiments.size()][];
    this.carried = new double[spends.length][n];
    this.windows = new int[experiments.size()][];
    spends[0] = channel.scaled();
    for (int e = 0; e < experiments.size(); e++) {
      spends[e + 1] = experiments.get(e).changed(spends[0]);
      windows[e] = new int[] {experiments.get(e).from(), experiments.get(e).measuredTo()};
    }
    this.at = priors.stream().mapToDouble(Prior::centre).toArray();
    this.response = new double[n];
    this.lifts = new double[experiments.size()];
  }

  int places() {
    return at.length;
  }

  Prior prior(int place) {
    return priors.get(place);
  }

  double value(int place) {
    return priors.get(place).value(at[place]);
  }

  private double[] values(int from, int to) {
    var out = new double[to - from];
    for (int i = from; i < to; i++) {
      out[i - from] = value(i);
    }
    return out;
  }

  /** Moves one place and brings the response up to date. */
  void move(int place, double to) {
    at[place] = to;
    if (place < carries) {
      carry();
    }
    bend();
  }

  void all() {
    carry();
    bend();
  }

  private void carry() {
    Adstock adstock = channel.curve().carry().at(values(0, carries));
    for (int s = 0; s < spends.length; s++) {
      adstock.apply(spends[s], carried[s]);
    }
  }

  private void bend() {
    Saturation saturation = channel.curve().bend().at(values(carries, at.length));
    for (int t = 0; t < response.length; t++) {
      response[t] = saturation.of(carried[0][t]);
    }
    for (int e = 0; e < lifts.length; e++) {
      double sum = 0;
      for (int t = windows[e][0]; t < windows[e][1]; t++) {
        sum += response[t] - saturation.of(carried[e + 1][t]);
      }
      lifts[e] = sum;
    }
  }
}
