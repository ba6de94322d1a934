package org.liftgate.accumulate;

/**
 * A number as the unevaluated sum of two doubles, about 32 digits (Dekker, 1971; Knuth, TAOCP 2,
 * 4.2.2). For the small matrices of ill-conditioned problems; loops over rows have the same
 * arithmetic on arrays in {@link TwofoldRows}.
 *
 * @param low at most half a unit in the last place of {@code high}
 */
record Twofold(double high, double low) {
  static final Twofold ZERO = new Twofold(0, 0);

  static Twofold of(double value) {
    return new Twofold(value, 0);
  }

  /** The exact sum of two doubles. */
  static Twofold sum(double a, double b) {
    double s = a + b;
    double t = s - a;
    return new Twofold(s, (a - (s - t)) + (b - t));
  }

  /** The exact product of two doubles. */
  static Twofold product(double a, double b) {
    double p = a * b;
    return new Twofold(p, Math.fma(a, b, -p));
  }

  Twofold plus(Twofold other) {
    Twofold s = sum(high, other.high);
    return sum(s.high, s.low + (low + other.low));
  }

  Twofold minus(Twofold other) {
    return plus(other.negated());
  }

  Twofold negated() {
    return new Twofold(-high, -low);
  }

  Twofold times(Twofold other) {
    Twofold p = product(high, other.high);
    return sum(p.high, p.low + Math.fma(high, other.low, low * other.high));
  }

  Twofold over(Twofold other) {
    double first = high / other.high;
    Twofold rest = minus(other.times(of(first)));
    double second = rest.high / other.high;
    return sum(first, second + rest.minus(other.times(of(second))).high / other.high);
  }

  Twofold root() {
    double first = Math.sqrt(high);
    return sum(first, minus(product(first, first)).high / (2 * first));
  }

  double value() {
    return high + low;
  }
}
