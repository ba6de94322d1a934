package org.liftgate.modeling.mix.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.modeling.mix.Adstock;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.Saturation;

/** 104 weeks of ten correlated channels, six of which work, and six controls. */
final class TenChannels {
  static final double[] EFFECTS = {1, 0.6, 0.4, 0.3, 0.2, 0.8, 0, 0, 0, 0};
  static final double SCALE = 10_000;
  private static final int WEEKS = 104;

  private TenChannels() {}

  static MixModel draw(long seed) {
    var random = new SplittableRandom(seed);
    double[] common = new double[WEEKS];
    Arrays.setAll(common, t -> random.nextGaussian());
    List<Channel> channels = new ArrayList<>();
    double[] y = new double[WEEKS];
    for (int c = 0; c < EFFECTS.length; c++) {
      double[] x = new double[WEEKS];
      for (int t = 0; t < WEEKS; t++) {
        double active = Math.exp(0.5 * random.nextGaussian() + 0.3 * common[t]);
        x[t] = random.nextDouble() < 0.25 ? 0 : 1_000 * (c + 1) * active;
      }
      var channel = Channel.of("c" + c, x);
      channels.add(channel);
      double[] part = response(channel, c);
      Arrays.setAll(y, t -> y[t] + part[t]);
    }
    var names = new ArrayList<String>();
    var z = new double[6][WEEKS];
    for (int j = 0; j < 6; j++) {
      names.add("z" + j);
      for (int t = 0; t < WEEKS; t++) {
        z[j][t] = random.nextGaussian();
        y[t] += 0.2 * z[j][t];
      }
    }
    Arrays.setAll(y, t -> 50_000 + SCALE * (y[t] + 0.5 * random.nextGaussian()));
    return MixModel.of(channels, new Features(names, z), y);
  }

  private static double[] response(Channel channel, int c) {
    double[] a = new Adstock.Geometric(0.1 + 0.05 * c, true).of(channel.scaled());
    return Arrays.stream(a).map(v -> EFFECTS[c] * new Saturation.Power(0.6).of(v)).toArray();
  }

  /** What the channel added in truth. */
  static double contribution(MixModel model, String name) {
    int c = Integer.parseInt(name.substring(1));
    return SCALE * Arrays.stream(response(model.channels().get(c), c)).sum();
  }
}
