package org.liftgate.modeling.mix.budget;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.modeling.mix.bayes.MixPosterior;

/** What plans add in a week when they are kept up, draw by draw. */
final class Values {
  private final List<List<MixPosterior.Drawn>> draws = new ArrayList<>();
  private final List<Limits> limits;

  /** Of at most so many draws, evenly spaced. */
  Values(MixPosterior posterior, List<Limits> limits, int most) {
    this.limits = limits;
    int step = Math.max(1, posterior.size() / most);
    for (int d = 0; d < posterior.size(); d += step) {
      draws.add(posterior.channels(d));
    }
  }

  int draws() {
    return draws.size();
  }

  double of(int draw, double[] plan) {
    double sum = 0;
    for (int c = 0; c < plan.length; c++) {
      sum += draws.get(draw).get(c).steady(plan[c]);
    }
    return sum;
  }

  double[] of(double[] plan) {
    double[] out = new double[draws.size()];
    for (int d = 0; d < out.length; d++) {
      out[d] = of(d, plan);
    }
    return out;
  }

  /** Mean over draws of one channel's part. */
  double mean(int channel, double spend) {
    double sum = 0;
    for (List<MixPosterior.Drawn> draw : draws) {
      sum += draw.get(channel).steady(spend);
    }
    return sum / draws.size();
  }

  /** One draw's parts at limits + step, limits + 2 step, ... */
  double[][] table(int draw, double step, int steps) {
    var out = new double[limits.size()][];
    for (int c = 0; c < out.length; c++) {
      int most = cells(c, step, steps);
      out[c] = new double[most + 1];
      for (int j = 0; j <= most; j++) {
        out[c][j] = draws.get(draw).get(c).steady(limits.get(c).least() + j * step);
      }
    }
    return out;
  }

  private int cells(int channel, double step, int steps) {
    Limits l = limits.get(channel);
    return (int) Math.min(steps, Math.floor((l.most() - l.least()) / step + 1e-9));
  }
}
