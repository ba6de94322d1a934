package org.liftgate.modeling.truth;

import java.util.SplittableRandom;
import org.liftgate.kernel.Sample;

/**
 * A randomised experiment with a ratio metric, such as sales per basket: subjects have 1 to many
 * events, those with more events have a higher value each, and treatment adds the same to every
 * event. Events of one subject are correlated.
 *
 * @param subjects n
 * @param share probability of treatment
 * @param effect on the value of an event, and so on sum over sum
 */
public record RatioExperiment(int subjects, double share, double effect)
    implements Design<RatioExperiment.Draw> {

  /**
   * @param treated n flags
   * @param numerator n sums over a subject's events
   * @param denominator n numbers of events
   */
  public record Draw(byte[] treated, double[] numerator, double[] denominator) implements Sample {
    @Override
    public int rows() {
      return treated.length;
    }
  }

  @Override
  public String name() {
    return "ratio experiment %d, share %s, effect %s".formatted(subjects, share, effect);
  }

  /** {@code ratio}: the difference of the arms' sum over sum. */
  @Override
  public double truth(String estimand) {
    if (estimand.equals("ratio")) {
      return effect;
    }
    throw Design.unknown(estimand, "ratio");
  }

  @Override
  public Draw draw(long seed) {
    SplittableRandom random = Design.stream(seed);
    var draw = new Draw(new byte[subjects], new double[subjects], new double[subjects]);
    for (int i = 0; i < subjects; i++) {
      int t = random.nextDouble() < share ? 1 : 0;
      double habit = random.nextGaussian();
      int events = 1 + (int) Math.floor(Math.exp(1 + 0.6 * habit));
      double mean = 5 + 0.8 * habit + 0.7 * random.nextGaussian() + effect * t;
      double noise = Math.sqrt(events) * random.nextGaussian();
      draw.treated()[i] = (byte) t;
      draw.denominator()[i] = events;
      draw.numerator()[i] = events * mean + noise;
    }
    return draw;
  }
}
