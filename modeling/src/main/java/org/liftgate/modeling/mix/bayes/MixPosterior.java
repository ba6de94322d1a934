package org.liftgate.modeling.mix.bayes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.modeling.bayes.Convergence;
import org.liftgate.modeling.mix.Adstock;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.Saturation;

/**
 * Draws of a {@link MixModel}.
 *
 * @param values chains x draws x parameters, in the order of {@link MixModel#parameters}; effects,
 *     noise and controls are on the sampler's scale: multiply by the model's scale
 */
public record MixPosterior(MixModel model, double[][][] values) {

  /** A channel's curve and effect in one draw. */
  public record Drawn(double unit, double effect, Adstock adstock, Saturation saturation) {
    /** What the channel added to each week, in units of the outcome. */
    public double[] contribution(double[] spend) {
      double[] a = adstock.of(scaled(spend));
      for (int t = 0; t < a.length; t++) {
        a[t] = effect == 0 ? 0 : effect * saturation.of(a[t]);
      }
      return a;
    }

    /** Added in a week by the same spending every week for long, in units of the outcome. */
    public double steady(double spend) {
      return effect == 0 ? 0 : effect * saturation.of(spend / unit);
    }

    private double[] scaled(double[] spend) {
      return java.util.Arrays.stream(spend).map(x -> x / unit).toArray();
    }
  }

  public int chains() {
    return values.length;
  }

  /** Draws of all chains. */
  public int size() {
    return values.length * values[0].length;
  }

  double[] row(int draw) {
    int n = values[0].length;
    return values[draw / n][draw % n];
  }

  /** All draws of one parameter, chain after chain. */
  public double[] draws(String parameter) {
    int at = place(parameter);
    var out = new double[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = row(i)[at];
    }
    return out;
  }

  private int place(String parameter) {
    int at = model.parameters().indexOf(parameter);
    if (at < 0) {
      throw new IllegalArgumentException(
          "parameter (%s) must be one of %s".formatted(parameter, model.parameters()));
    }
    return at;
  }

  /** Posterior probability that the channel has an effect. */
  public double inclusion(String channel) {
    double in = 0;
    for (double effect : draws("effect." + channel)) {
      in += effect == 0 ? 0 : 1;
    }
    return in / size();
  }

  /** Chains compared for every parameter that varies. */
  public Map<String, Convergence> convergence() {
    var out = new LinkedHashMap<String, Convergence>();
    List<String> names = model.parameters();
    for (int p = 0; p < names.size(); p++) {
      var one = new double[values.length][values[0].length];
      for (int c = 0; c < values.length; c++) {
        for (int i = 0; i < one[c].length; i++) {
          one[c][i] = values[c][i][p];
        }
      }
      Optional<Convergence> found = Convergence.of(one);
      if (found.isPresent()) {
        out.put(names.get(p), found.get());
      }
    }
    return out;
  }

  /** Whether every R-hat is below 1.01 and every chain is worth 100 draws, bulk and tail. */
  public boolean converged() {
    double least = 100.0 * chains();
    return convergence().values().stream()
        .allMatch(c -> c.rHat() < Convergence.MOST && c.bulkEss() >= least && c.tailEss() >= least);
  }

  /** Channels as they are in one draw, in the order of the model. */
  public List<Drawn> channels(int draw) {
    double[] row = row(draw);
    var out = new ArrayList<Drawn>();
    int at = 0;
    for (Channel c : model.channels()) {
      double effect = row[at++] * model.scale();
      int carry = c.curve().carry().priors().size();
      int bend = c.curve().bend().priors().size();
      double[] first = java.util.Arrays.copyOfRange(row, at, at + carry);
      double[] second = java.util.Arrays.copyOfRange(row, at + carry, at + carry + bend);
      at += carry + bend;
      out.add(
          new Drawn(c.unit(), effect, c.curve().carry().at(first), c.curve().bend().at(second)));
    }
    return out;
  }

  /** What intercept and controls give to each week in one draw, in units of the outcome. */
  double[] base(int draw) {
    return base(draw, model.controls());
  }

  /** The same for other weeks with the same controls. */
  double[] base(int draw, Features controls) {
    double[] row = row(draw);
    int at = row.length - controls.width();
    int weeks = controls.width() == 0 ? model.weeks() : controls.columns()[0].length;
    var out = new double[weeks];
    for (int t = 0; t < weeks; t++) {
      double sum = row[at - 1];
      for (int j = 0; j < controls.width(); j++) {
        sum = Math.fma(row[at + j], controls.columns()[j][t], sum);
      }
      out[t] = model.centre() + model.scale() * sum;
    }
    return out;
  }

  /** Expected outcome of each week in one draw. */
  public double[] expected(int draw) {
    double[] out = base(draw);
    List<Drawn> drawn = channels(draw);
    for (int c = 0; c < drawn.size(); c++) {
      double[] part = drawn.get(c).contribution(model.channels().get(c).spend());
      for (int t = 0; t < out.length; t++) {
        out[t] += part[t];
      }
    }
    return out;
  }

  /** Noise in one draw, in units of the outcome. */
  double sigma(int draw) {
    double[] row = row(draw);
    return row[row.length - model.design().length - 1] * model.scale();
  }
}
