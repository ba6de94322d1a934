package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.liftgate.modeling.bayes.Convergence;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.bayes.Channel;
import org.liftgate.modeling.mix.bayes.MixModel;
import org.liftgate.modeling.mix.bayes.MixPosterior;
import org.liftgate.modeling.mix.bayes.MixSampler;

/** The joint Bayesian media mix with its diagnostics. */
public final class MixBar implements Bar {
  private static final int WEEKS = 104;
  private static final int CHANNELS = 10;
  private static final int CONTROLS = 16;

  @Override
  public String name() {
    return "mix-posterior";
  }

  @Override
  public String what() {
    return "104 weeks, 10 channels, 16 controls: 4 chains of 1,000 draws, and R-hat of all";
  }

  @Override
  public Limit limit() {
    return new Limit(20, 20, "none timed");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    var random = new SplittableRandom(17);
    double[] y = new double[WEEKS];
    List<Channel> channels = new ArrayList<>();
    for (int c = 0; c < CHANNELS; c++) {
      double[] x = new double[WEEKS];
      for (int t = 0; t < WEEKS; t++) {
        x[t] = random.nextDouble() < 0.25 ? 0 : 5_000 * Math.exp(0.5 * random.nextGaussian());
        y[t] += c < CHANNELS / 2 ? 20 * Math.sqrt(x[t]) : 0;
      }
      channels.add(Channel.of("channel_" + c, x));
    }
    var names = new ArrayList<String>();
    double[][] z = new double[CONTROLS][WEEKS];
    for (int j = 0; j < CONTROLS; j++) {
      names.add("control_" + j);
      for (int t = 0; t < WEEKS; t++) {
        z[j][t] = random.nextGaussian();
        y[t] += 100 * z[j][t] + 200 * random.nextGaussian();
      }
    }
    MixModel model = MixModel.of(channels, new Features(names, z), y);
    return new Work(WEEKS, 8L * WEEKS * (CHANNELS + CONTROLS + 1), () -> figures(model), Map.of());
  }

  private static Map<String, Double> figures(MixModel model) {
    MixPosterior posterior = MixSampler.standard(1).sample(model);
    var found = posterior.convergence().values();
    var out = new LinkedHashMap<String, Double>();
    out.put("R-hat", found.stream().mapToDouble(Convergence::rHat).max().orElseThrow());
    out.put("bulk", found.stream().mapToDouble(Convergence::bulkEss).min().orElseThrow());
    out.put("tail", found.stream().mapToDouble(Convergence::tailEss).min().orElseThrow());
    return out;
  }
}
