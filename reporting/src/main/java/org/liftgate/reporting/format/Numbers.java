package org.liftgate.reporting.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * Numbers as people read them: thousands separators, a true minus sign, never an exponent. A value
 * that is not finite is shown as a dash.
 */
public final class Numbers {
  /** What stands where there is no number. */
  public static final String NONE = "–";

  private Numbers() {}

  /** A whole number with thousands separators. */
  public static String count(long value) {
    return signed(BigDecimal.valueOf(value), 0);
  }

  /** A number with the given digits after the point; below zero it rounds to tens, hundreds. */
  public static String fixed(double value, int decimals) {
    return Double.isFinite(value) ? signed(new BigDecimal(Double.toString(value)), decimals) : NONE;
  }

  /**
   * Digits after the point at which a standard error shows two significant digits: 1 for 6.44, 2
   * for .83, -1 for 123. Between -6 and 6; 2 when the error is zero or unknown.
   */
  public static int decimals(double stdError) {
    if (!Double.isFinite(stdError) || stdError <= 0) {
      return 2;
    }
    var two = new BigDecimal(stdError).round(new MathContext(2));
    int magnitude = two.precision() - two.scale();
    return Math.clamp(2 - magnitude, -6, 6);
  }

  /** An effect to two significant digits of its standard error. */
  public static String effect(double value, double stdError) {
    return fixed(value, decimals(stdError));
  }

  /** {@code 1.90 to 6.30}, at the digits of the standard error. */
  public static String range(double low, double high, double stdError) {
    int decimals = decimals(stdError);
    return fixed(low, decimals) + " to " + fixed(high, decimals);
  }

  /** {@code p = .03}, {@code p < .001}; a third digit where two would hide which side of .05. */
  public static String pValue(double p) {
    if (!(p >= 0 && p <= 1)) {
      return NONE;
    }
    if (p < .001) {
      return "p < .001";
    }
    if (p > .99) {
      return "p > .99";
    }
    boolean fine = p < .01 || (p >= .045 && p < .055);
    return "p = " + fixed(p, fine ? 3 : 2).substring(1);
  }

  /** The same law as {@link #pValue} for a rate of false discoveries. */
  public static String qValue(double q) {
    String text = pValue(q);
    return text.equals(NONE) ? NONE : "q" + text.substring(1);
  }

  /** A share as a percentage: one digit after the point below 10, and never a false 0 or 100. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    if (share > 0 && share < .001) {
      return "< 0.1%";
    }
    if (share > .999 && share < 1) {
      return "> 99.9%";
    }
    double percent = 100 * share;
    boolean whole = Math.abs(percent) >= 10 || percent == Math.rint(percent);
    return fixed(percent, whole ? 0 : 1) + "%";
  }

  /** Any number for a table of facts: at most two digits after the point, more only below 1. */
  public static String plain(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return count((long) value);
    }
    return fixed(value, size >= 1000 ? 0 : size >= 1 ? 2 : size >= .01 ? 3 : 6);
  }

  private static String signed(BigDecimal value, int decimals) {
    var rounded = value.setScale(decimals, RoundingMode.HALF_UP);
    var pattern = new StringBuilder("#,##0");
    if (decimals > 0) {
      pattern.append('.').append("0".repeat(decimals));
    }
    var format =
        new DecimalFormat(pattern.toString(), DecimalFormatSymbols.getInstance(Locale.ROOT));
    String digits = format.format(rounded.abs());
    return rounded.signum() < 0 ? "\u2212" + digits : digits;
  }
}
