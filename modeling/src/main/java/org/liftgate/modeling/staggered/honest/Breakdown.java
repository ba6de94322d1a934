package org.liftgate.modeling.staggered.honest;

import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/** The largest departure from parallel trends at which an effect of zero is still refused. */
final class Breakdown {
  private static final double FURTHEST = 1e6;

  private Breakdown() {}

  /**
   * @param holdsZero whether the interval at a departure holds zero; once it does it goes on to
   * @param first a departure to start from, greater than 0
   * @param digits relative accuracy
   * @return empty when zero is not refused under parallel trends; infinite when it always is
   */
  static OptionalDouble of(DoublePredicate holdsZero, double first, double digits) {
    if (holdsZero.test(0)) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = first;
    while (!holdsZero.test(high)) {
      low = high;
      high *= 2;
      if (high > FURTHEST * first) {
        return OptionalDouble.of(Double.POSITIVE_INFINITY);
      }
    }
    while (high - low > digits * high) {
      double middle = (low + high) / 2;
      if (holdsZero.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalDouble.of(low);
  }
}
