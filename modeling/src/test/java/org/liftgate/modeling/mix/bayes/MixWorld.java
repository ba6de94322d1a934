package org.liftgate.modeling.mix.bayes;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.modeling.bayes.Draws;
import org.liftgate.modeling.bayes.Prior;
import org.liftgate.modeling.mix.Features;

/**
 * Weeks drawn from a model's prior and likelihood, apart from the sampler's code of both.
 *
 * @param truth in the order of the model's parameters
 */
record MixWorld(MixModel model, double[] truth) {

  /** A model of two channels and a control, without an outcome yet. */
  static MixModel small(SplittableRandom random, int n) {
    double[] one = new double[n];
    double[] two = new double[n];
    double[] z = new double[n];
    for (int t = 0; t < n; t++) {
      one[t] = random.nextDouble() < 0.3 ? 0 : 1 + 4 * random.nextDouble();
      two[t] = 0.3 * one[t] + 3 * random.nextDouble();
      z[t] = random.nextGaussian();
    }
    Curve hill =
        new Curve(
            new Curve.GeometricCarry(new Prior.Beta(2, 2)),
            new Curve.HillBend(new Prior.LogNormal(0, 0.5), new Prior.LogNormal(0.2, 0.3)));
    return MixModel.of(
            List.of(Channel.of("spike", one), Channel.of("slab", two).with(hill).withInclusion(1)),
            Features.of("z", z),
            one)
        .scaled(0, 1, 2)
        .with(new MixModel.NoisePrior(4, 1));
  }

  /**
   * @param noise what the likelihood's noise is multiplied by; 1 is the model's own
   */
  static MixWorld draw(MixModel model, double noise, SplittableRandom random) {
    int n = model.weeks();
    var truth = new double[model.parameters().size()];
    double sigma =
        Math.sqrt(Draws.inverseGamma(model.noise().shape(), model.noise().rate(), random));
    double[] y = new double[n];
    int at = 0;
    for (Channel c : model.channels()) {
      double effect =
          random.nextDouble() < c.inclusion() ? c.slab() * Math.abs(random.nextGaussian()) : 0;
      truth[at++] = effect;
      double[] carry = values(c.curve().carry().priors(), random);
      double[] bend = values(c.curve().bend().priors(), random);
      for (double v : carry) {
        truth[at++] = v;
      }
      for (double v : bend) {
        truth[at++] = v;
      }
      double unit = c.unit();
      double[] a =
          c.curve().carry().at(carry).of(Arrays.stream(c.spend()).map(x -> x / unit).toArray());
      var saturation = c.curve().bend().at(bend);
      for (int t = 0; t < n; t++) {
        y[t] += effect * saturation.of(a[t]);
      }
    }
    truth[at++] = sigma;
    for (double[] z : model.design()) {
      double gamma = sigma * model.controlScale() * random.nextGaussian();
      truth[at++] = gamma;
      for (int t = 0; t < n; t++) {
        y[t] += gamma * z[t];
      }
    }
    for (int t = 0; t < n; t++) {
      y[t] += noise * sigma * random.nextGaussian();
    }
    return new MixWorld(model.withOutcome(y), truth);
  }

  private static double[] values(List<Prior> priors, SplittableRandom random) {
    return priors.stream().mapToDouble(p -> p.value(p.draw(random))).toArray();
  }
}
