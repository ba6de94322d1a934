package org.liftgate.modeling.mix.bayes;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.modeling.bayes.Draws;
import org.liftgate.modeling.bayes.Prior;
import org.liftgate.modeling.bayes.Slice;

/**
 * One chain. A sweep takes channels in turn: carry-over and saturation by slices of their density
 * with the channel's own effect, and whether it has one, integrated out (a collapsed Gibbs update);
 * then inclusion, effect, and at last the noise variance. Controls never need to be sampled; they
 * are drawn given the rest where a draw is kept.
 */
final class Chain {
  private static final Slice SLICE = new Slice(1.5, 8);

  private final MixModel model;
  private final Projection projection;
  private final SplittableRandom random;
  private final List<Response> responses;
  private final double[][] lifts;
  private final double[][] precisions;
  private final double[] residual;
  private final double[] without;
  private final double[] weighted;
  private double variance;

  Chain(MixModel model, Projection projection, SplittableRandom random) {
    this.model = model;
    this.projection = projection;
    this.random = random;
    int n = model.weeks();
    this.responses = model.channels().stream().map(c -> new Response(c, of(c))).toList();
    this.lifts = new double[responses.size()][];
    this.precisions = new double[responses.size()][];
    this.residual = new double[n];
    this.without = new double[n];
    this.weighted = new double[n];
    for (int t = 0; t < n; t++) {
      residual[t] = (model.outcome()[t] - model.centre()) / model.scale();
    }
    for (int c = 0; c < responses.size(); c++) {
      List<Lift> own = of(model.channels().get(c));
      lifts[c] = own.stream().mapToDouble(l -> l.lift() / model.scale()).toArray();
      precisions[c] =
          own.stream().mapToDouble(l -> Math.pow(model.scale() / l.stdError(), 2)).toArray();
    }
    start();
  }

  private List<Lift> of(Channel channel) {
    return model.lifts().stream().filter(l -> l.channel().equals(channel.name())).toList();
  }

  /** Curves from their priors, no effects. */
  private void start() {
    for (Response r : responses) {
      for (int p = 0; p < r.places(); p++) {
        r.at[p] = r.prior(p).draw(random);
      }
      r.all();
    }
    variance =
        model.noise().known() ? model.noise().rate() : projection.square(residual) / model.weeks();
  }

  void sweep() {
    for (int c = 0; c < responses.size(); c++) {
      channel(c);
    }
    if (!model.noise().known()) {
      double rate = model.noise().rate() + projection.square(residual) / 2;
      variance = Draws.inverseGamma(model.noise().shape() + model.weeks() / 2.0, rate, random);
    }
  }

  private void channel(int c) {
    Response r = responses.get(c);
    for (int t = 0; t < residual.length; t++) {
      without[t] = Math.fma(r.effect, r.response[t], residual[t]);
    }
    projection.apply(without, weighted);
    Effect effect = effect(c);
    for (int p = 0; p < r.places(); p++) {
      Prior prior = r.prior(p);
      if (!prior.fixed()) {
        int place = p;
        var from = new Slice.Place(r.at[p], prior.logDensity(r.at[p]) + effect.logMarginal());
        Slice.Place to =
            SLICE.update(
                from,
                u -> {
                  r.move(place, u);
                  return prior.logDensity(u) + effect(c).logMarginal();
                },
                random);
        if (r.at[p] != to.at()) {
          r.move(p, to.at());
        }
        effect = effect(c);
      }
    }
    r.effect = effect.draw(random);
    for (int t = 0; t < residual.length; t++) {
      residual[t] = Math.fma(-r.effect, r.response[t], without[t]);
    }
  }

  /** The law of an effect given its curve, the other channels and the noise. */
  private Effect effect(int c) {
    Response r = responses.get(c);
    Channel channel = r.channel;
    double precision =
        projection.square(r.response) / variance + 1 / (channel.slab() * channel.slab());
    double linear = Projection.dot(r.response, weighted) / variance;
    for (int e = 0; e < lifts[c].length; e++) {
      precision += r.lifts[e] * r.lifts[e] * precisions[c][e];
      linear += r.lifts[e] * lifts[c][e] * precisions[c][e];
    }
    return new Effect(
        linear / precision,
        1 / Math.sqrt(precision),
        channel.slab(),
        channel.inclusion(),
        channel.positive());
  }

  /** Values in the order of the model's parameters, on its sampling scale. */
  double[] draw() {
    var out = new double[model.parameters().size()];
    int i = 0;
    for (Response r : responses) {
      out[i++] = r.effect;
      for (int p = 0; p < r.places(); p++) {
        out[i++] = r.value(p);
      }
    }
    double sigma = Math.sqrt(variance);
    out[i++] = sigma;
    double[] g = projection.controls(residual, sigma, random);
    System.arraycopy(g, 0, out, i, g.length);
    return Arrays.copyOf(out, i + g.length);
  }
}
