package org.liftgate.modeling.bayes;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * One update of one coordinate that leaves its density as it is: slice sampling with stepping out
 * and shrinkage (Neal, 2003, figures 3 and 5).
 *
 * @param width first guess of the slice's width
 * @param steps at most so many widths in all
 */
public record Slice(double width, int steps) {

  /** What the update left: the place and its log density, not to be computed again. */
  public record Place(double at, double logDensity) {}

  /**
   * @param from where the coordinate is, with its log density
   * @param logDensity up to a constant; evaluated last at the place returned
   */
  public Place update(Place from, DoubleUnaryOperator logDensity, SplittableRandom random) {
    double level = from.logDensity() - random.nextExponential();
    double low = from.at() - width * random.nextDouble();
    double high = low + width;
    int left = random.nextInt(steps);
    int right = steps - 1 - left;
    while (left-- > 0 && logDensity.applyAsDouble(low) > level) {
      low -= width;
    }
    while (right-- > 0 && logDensity.applyAsDouble(high) > level) {
      high += width;
    }
    while (true) {
      double at = low + (high - low) * random.nextDouble();
      double density = logDensity.applyAsDouble(at);
      if (density >= level || high - low < 1e-12) {
        return new Place(at, density);
      }
      if (at < from.at()) {
        low = at;
      } else {
        high = at;
      }
    }
  }
}
