package org.liftgate.modeling.truth;

import java.util.SplittableRandom;

/**
 * Subjects encouraged at random who decide for themselves: a hidden wish raises both take-up and
 * the outcome. Of those not encouraged nobody takes the treatment; of those encouraged, the ones
 * whose wish is above the threshold do. The outcome is wish + effect x taken + direct x encouraged
 * + noise.
 *
 * @param subjects n
 * @param threshold of a standard normal wish
 * @param effect on takers
 * @param direct effect of encouragement on everybody; 0 where exclusion holds
 */
public record Encouragement(int subjects, double threshold, double effect, double direct)
    implements Design<Encouragement.Draw> {

  /**
   * One sample.
   *
   * @param encouraged n values 0 or 1
   * @param taken n values 0 or 1
   * @param outcome n values
   */
  public record Draw(double[] encouraged, double[] taken, double[] outcome) {}

  @Override
  public String name() {
    return "encouragement of %d, direct effect %s".formatted(subjects, direct);
  }

  /** {@code late}. */
  @Override
  public double truth(String estimand) {
    if (!estimand.equals("late")) {
      throw Design.unknown(estimand, "late");
    }
    return effect;
  }

  @Override
  public Draw draw(long seed) {
    SplittableRandom random = Design.stream(seed);
    var out = new Draw(new double[subjects], new double[subjects], new double[subjects]);
    for (int i = 0; i < subjects; i++) {
      double wish = random.nextGaussian();
      out.encouraged()[i] = random.nextInt(2);
      out.taken()[i] = wish > threshold ? out.encouraged()[i] : 0;
      out.outcome()[i] =
          wish
              + effect * out.taken()[i]
              + direct * out.encouraged()[i]
              + (1 + out.taken()[i]) * random.nextGaussian();
    }
    return out;
  }
}
