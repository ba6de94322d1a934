package org.liftgate.modeling.mix.bayes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.mix.Features;

/**
 * A weekly outcome as the sum of what channels and controls add to it:
 *
 * <pre>
 * y_t = centre + scale (sum_c beta_c s_c(a_c(x_c))_t + z_t'gamma + e_t),   e_t ~ N(0, sigma^2)
 * beta_c = 0 with probability 1 - pi_c, else N(0, slab_c^2), cut at 0 where positive
 * gamma ~ N(0, sigma^2 v^2 I),   sigma^2 ~ inverse gamma(shape, rate)
 * </pre>
 *
 * with spendings in units of their mean over active weeks, and controls as given plus an intercept
 * (scale them first). Carry-over and saturation have the priors of each channel's {@link Curve}
 * (after Jin, Wang, Sun, Chan and Koehler, 2017; spike and slab: George and McCulloch, 1993).
 *
 * <p>What is estimated is an effect only where spending does not answer to what else moves the
 * outcome; a {@link Lift} is the remedy where it does.
 *
 * @param controls k columns of n weeks, scaled
 * @param outcome n values
 * @param scale in units of the outcome, above 0
 * @param controlScale v
 * @param lifts any number of experiments
 */
public record MixModel(
    List<Channel> channels,
    Features controls,
    double[] outcome,
    double centre,
    double scale,
    double controlScale,
    NoisePrior noise,
    List<Lift> lifts) {
  private static final double VAGUE = 10;

  /**
   * Inverse gamma law of the noise variance on the scale of the outcome over {@code scale}; with a
   * shape of 0 the variance is known to be {@code rate}.
   */
  public record NoisePrior(double shape, double rate) {
    public NoisePrior {
      if (!(shape >= 0 && rate > 0)) {
        throw new IllegalArgumentException(
            "shape (%s) must be at least 0 and rate (%s) above 0".formatted(shape, rate));
      }
    }

    boolean known() {
      return shape == 0;
    }
  }

  public MixModel {
    channels = List.copyOf(channels);
    lifts = List.copyOf(lifts);
    var problems = new ArrayList<String>();
    int n = outcome.length;
    for (Channel c : channels) {
      if (c.spend().length != n) {
        problems.add(
            "spend of %s (%d weeks) must have the outcome's %d"
                .formatted(c.name(), c.spend().length, n));
      }
    }
    if (controls.width() > 0 && controls.columns()[0].length != n) {
      problems.add("controls must have the outcome's %d weeks".formatted(n));
    }
    List<String> names = channels.stream().map(Channel::name).toList();
    for (Lift lift : lifts) {
      if (!names.contains(lift.channel()) || lift.measuredTo() > n) {
        problems.add(
            "lift of %s to week %d must be of one of %s within %d weeks"
                .formatted(lift.channel(), lift.measuredTo(), names, n));
      }
    }
    if (!(scale > 0) || !(controlScale > 0)) {
      problems.add(
          "scale (%s) and controlScale (%s) must be above 0".formatted(scale, controlScale));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  /**
   * With the outcome's mean and standard deviation, vague controls (v = 10) and a noise variance of
   * inverse gamma(2, 0.5), mean 0.5.
   *
   * @throws IllegalArgumentException for an outcome that does not vary; see {@link #refusal}
   */
  public static MixModel of(List<Channel> channels, Features controls, double[] outcome) {
    double mean = java.util.Arrays.stream(outcome).average().orElse(0);
    double squares = java.util.Arrays.stream(outcome).map(y -> (y - mean) * (y - mean)).sum();
    double sd = Math.sqrt(squares / outcome.length);
    return new MixModel(
        channels, controls, outcome, mean, sd, VAGUE, new NoisePrior(2, 0.5), List.of());
  }

  /**
   * Prior scale of a channel that may bring a share of the outcome, in standard deviations of the
   * outcome: reach x |mean| / standard deviation, at least 1. What a channel brings is measured
   * against none of it, so it may exceed the outcome's spread many times where spending never
   * stops; a scale of one standard deviation then draws its return towards 0.
   *
   * @param reach share of the outcome's mean, above 0
   * @return 1 for an outcome that does not vary, which {@link #refusal} names
   */
  public static double slab(double reach, double[] outcome) {
    double mean = java.util.Arrays.stream(outcome).average().orElse(0);
    double squares = java.util.Arrays.stream(outcome).map(y -> (y - mean) * (y - mean)).sum();
    double sd = Math.sqrt(squares / outcome.length);
    return sd > 0 ? Math.max(1, reach * Math.abs(mean) / sd) : 1;
  }

  /** Why these weeks cannot be modelled; empty when they can. */
  public static Optional<Missing> refusal(List<Channel> channels, double[] outcome) {
    if (outcome.length < 8) {
      return missing(Reason.NO_ROWS, "There must be at least 8 weeks.");
    }
    if (java.util.Arrays.stream(outcome).distinct().count() < 2) {
      return missing(Reason.NO_VARIATION, "The outcome does not vary.");
    }
    List<String> flat = channels.stream().filter(c -> c.unit() == 0).map(Channel::name).toList();
    return flat.isEmpty()
        ? Optional.empty()
        : missing(
            Reason.NO_VARIATION,
            "Nothing was ever spent on %s. Maybe leave it out.".formatted(String.join(", ", flat)));
  }

  private static Optional<Missing> missing(Reason reason, String detail) {
    return Optional.of(new Missing("mix", reason, detail));
  }

  public MixModel withLifts(List<Lift> experiments) {
    return new MixModel(
        channels, controls, outcome, centre, scale, controlScale, noise, experiments);
  }

  public MixModel withOutcome(double[] other) {
    return new MixModel(channels, controls, other, centre, scale, controlScale, noise, lifts);
  }

  public MixModel with(NoisePrior prior) {
    return new MixModel(channels, controls, outcome, centre, scale, controlScale, prior, lifts);
  }

  public MixModel scaled(double at, double by, double controlsBy) {
    return new MixModel(channels, controls, outcome, at, by, controlsBy, noise, lifts);
  }

  public int weeks() {
    return outcome.length;
  }

  /** Intercept and controls, on the sampler's scale. */
  double[][] design() {
    var z = new double[controls.width() + 1][];
    z[0] = new double[weeks()];
    java.util.Arrays.fill(z[0], 1);
    System.arraycopy(controls.columns(), 0, z, 1, controls.width());
    return z;
  }

  /** Names of all parameters: for each channel effect, carry-over, saturation; noise; controls. */
  public List<String> parameters() {
    var names = new ArrayList<String>();
    for (Channel c : channels) {
      names.add("effect." + c.name());
      c.curve().carry().names().forEach(p -> names.add(p + "." + c.name()));
      c.curve().bend().names().forEach(p -> names.add(p + "." + c.name()));
    }
    names.add("sigma");
    names.add("intercept");
    controls.names().forEach(name -> names.add("control." + name));
    return names;
  }
}
