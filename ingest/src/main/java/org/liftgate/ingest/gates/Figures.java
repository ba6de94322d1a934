package org.liftgate.ingest.gates;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures as people read them. */
final class Figures {
  private Figures() {}

  static String count(double n) {
    return String.format(Locale.ROOT, "%,d", Math.round(n));
  }

  static String rows(double n) {
    return Math.round(n) == 1 ? "1 row" : count(n) + " rows";
  }

  /**
   * A share as a percentage with two significant digits, never rounded up to 100% or down to 0%.
   */
  static String percent(double share) {
    var percent = BigDecimal.valueOf(share).movePointRight(2);
    if (percent.signum() == 0) {
      return "0%";
    }
    var rounded = percent.setScale(2, RoundingMode.HALF_EVEN);
    boolean tiny = rounded.signum() == 0;
    boolean nearAll = share < 1 && rounded.compareTo(BigDecimal.valueOf(100)) >= 0;
    var shown = tiny || nearAll ? percent.round(new MathContext(2, RoundingMode.DOWN)) : rounded;
    if (nearAll) {
      shown = new BigDecimal("99.99");
    }
    return shown.stripTrailingZeros().toPlainString() + "%";
  }

  static String number(double value) {
    return new BigDecimal(value).round(new MathContext(12)).stripTrailingZeros().toPlainString();
  }
}
