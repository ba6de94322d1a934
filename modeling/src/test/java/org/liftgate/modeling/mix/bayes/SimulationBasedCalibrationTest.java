package org.liftgate.modeling.mix.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.modeling.bayes.Calibration;

/**
 * Ranks of truths drawn from the prior. The profile {@code long} draws 500, as METHODS asks; the
 * short form 120.
 */
class SimulationBasedCalibrationTest {
  private static final int SIMULATIONS =
      Integer.getInteger("liftgate.draws", 40) >= 500 ? 500 : 120;
  private static final int DRAWS = 99;

  private static Map<String, Calibration> ranks(double noise, int simulations) {
    List<MixPosterior> posteriors = new java.util.ArrayList<>();
    var truths = new double[simulations][];
    posteriors.addAll(
        Workers.all()
            .map(
                simulations,
                i -> {
                  var random = new SplittableRandom(Digest.mix(1_000L + i));
                  MixWorld world = MixWorld.draw(MixWorld.small(random, 30), noise, random);
                  truths[i] = world.truth();
                  return new MixSampler(1, DRAWS, 100, 6, i, Workers.of(1)).sample(world.model());
                }));
    var out = new LinkedHashMap<String, Calibration>();
    var ties = new SplittableRandom(9);
    List<String> names = posteriors.get(0).model().parameters();
    for (int p = 0; p < names.size(); p++) {
      var ranks = new Calibration(DRAWS, 10);
      for (int i = 0; i < simulations; i++) {
        ranks.add(truths[i][p], posteriors.get(i).draws(names.get(p)), ties);
      }
      out.put(names.get(p), ranks);
    }
    return out;
  }

  @Test
  void ranksOfEveryParameterAreUniform() {
    Map<String, Calibration> ranks = ranks(1, SIMULATIONS);
    ranks.forEach((name, r) -> System.out.printf("  %-20s p = %.3f%n", name, r.pValue()));
    assertThat(ranks.values()).allSatisfy(r -> assertThat(r.pValue()).isGreaterThan(0.01));
  }

  @Test
  void aWrongLikelihoodFails() {
    assertThat(ranks(1.5, 120).get("sigma").pValue()).isLessThan(1e-6);
  }
}
