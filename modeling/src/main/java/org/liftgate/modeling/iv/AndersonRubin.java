package org.liftgate.modeling.iv;

import java.util.Locale;

/**
 * The 95% set of Anderson and Rubin (1949): effects b at which the instruments do not explain y - b
 * d. It covers at its level however weak the instruments are, and says so by its shape.
 */
public sealed interface AndersonRubin {

  /** Whether an effect lies in the set. */
  boolean holds(double effect);

  /** The set in words. */
  String words();

  /** From one end to the other. */
  record Bounded(double low, double high) implements AndersonRubin {
    @Override
    public boolean holds(double effect) {
      return low <= effect && effect <= high;
    }

    @Override
    public String words() {
      return "%s to %s".formatted(number(low), number(high));
    }
  }

  /** All but what lies between: up to one end, and from the other. */
  record TwoRays(double upTo, double from) implements AndersonRubin {
    @Override
    public boolean holds(double effect) {
      return effect <= upTo || effect >= from;
    }

    @Override
    public String words() {
      return "up to %s, and from %s: unbounded".formatted(number(upTo), number(from));
    }
  }

  /** One end only. */
  record OneRay(double end, boolean upwards) implements AndersonRubin {
    @Override
    public boolean holds(double effect) {
      return upwards ? effect >= end : effect <= end;
    }

    @Override
    public String words() {
      return "%s %s: unbounded".formatted(upwards ? "from" : "up to", number(end));
    }
  }

  /** Every number: the instruments say nothing. */
  record WholeLine() implements AndersonRubin {
    @Override
    public boolean holds(double effect) {
      return true;
    }

    @Override
    public String words() {
      return "every number: the instrument is too weak to say";
    }
  }

  /** No number: the instruments contradict each other. */
  record Empty() implements AndersonRubin {
    @Override
    public boolean holds(double effect) {
      return false;
    }

    @Override
    public String words() {
      return "no number: the instruments contradict each other";
    }
  }

  /** The set has no closed form here. */
  record NotOffered(String why) implements AndersonRubin {
    @Override
    public boolean holds(double effect) {
      return true;
    }

    @Override
    public String words() {
      return "not offered: " + why;
    }
  }

  /** Effects b with a b^2 + 2 h b + c at most 0. */
  static AndersonRubin of(double a, double h, double c) {
    if (a == 0) {
      if (h == 0) {
        return c <= 0 ? new WholeLine() : new Empty();
      }
      return new OneRay(-c / (2 * h), h < 0);
    }
    double discriminant = h * h - a * c;
    if (discriminant < 0) {
      return a > 0 ? new Empty() : new WholeLine();
    }
    // The root of larger size first; the other from their product, without cancellation.
    double q = -(h + Math.copySign(Math.sqrt(discriminant), h));
    double one = q / a;
    double other = q == 0 ? one : c / q;
    double low = Math.min(one, other) + 0.0;
    double high = Math.max(one, other) + 0.0;
    return a > 0 ? new Bounded(low, high) : new TwoRays(low, high);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
