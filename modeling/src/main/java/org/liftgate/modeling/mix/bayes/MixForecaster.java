package org.liftgate.modeling.mix.bayes;

import java.util.Arrays;
import java.util.List;
import org.liftgate.modeling.forecast.Forecaster;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.Standardiser;

/**
 * Posterior means of weeks to come: the whole model is sampled on the first weeks, controls scaled
 * by them alone; spendings and controls of the weeks to come are taken as they were. For
 * rolling-origin validation of the very model whose effects are told.
 *
 * @param channels n weeks each
 * @param controls unscaled, at least one column
 * @param outcome n values
 */
public record MixForecaster(
    List<Channel> channels, Features controls, double[] outcome, MixSampler sampler)
    implements Forecaster {
  public MixForecaster {
    channels = List.copyOf(channels);
    if (controls.width() == 0) {
      throw new IllegalArgumentException("controls must be at least one column, such as the time");
    }
  }

  @Override
  public double[] forecast(int trained, int until) {
    Features scaled = Standardiser.of(controls, trained).apply(controls);
    List<Channel> active = channels.stream().filter(c -> first(c, trained).unit() > 0).toList();
    MixPosterior posterior =
        sampler.sample(
            MixModel.of(
                active.stream().map(c -> first(c, trained)).toList(),
                scaled.rows(0, trained),
                Arrays.copyOf(outcome, trained)));
    double[] out = new double[until - trained];
    for (int d = 0; d < posterior.size(); d++) {
      double[] base = posterior.base(d, scaled);
      List<MixPosterior.Drawn> drawn = posterior.channels(d);
      for (int c = 0; c < active.size(); c++) {
        double[] part = drawn.get(c).contribution(active.get(c).spend());
        for (int t = trained; t < until; t++) {
          base[t] += part[t];
        }
      }
      for (int t = trained; t < until; t++) {
        out[t - trained] += base[t] / posterior.size();
      }
    }
    return out;
  }

  /** A channel in the first weeks; one that was not yet in use is left out of them. */
  private static Channel first(Channel c, int weeks) {
    return new Channel(
        c.name(),
        Arrays.copyOf(c.spend(), weeks),
        c.curve(),
        c.positive(),
        c.slab(),
        c.inclusion());
  }
}
