package org.liftgate.app.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.liftgate.reporting.format.Numbers;

/**
 * Figures of estimates as text that can be pasted elsewhere: plain minus signs, thousands
 * separators, effects to two significant digits of their standard error, powers of ten only where
 * plain digits would not fit.
 */
final class Digits {
  private static final int MOST_DECIMALS = 12;
  private static final double MOST = 1e15;

  private Digits() {}

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A figure to two significant digits of a standard error. */
  static String effect(double value, double stdError) {
    if (!Double.isFinite(value)) {
      return "";
    }
    if (!Double.isFinite(stdError) || stdError <= 0) {
      return significant(value, 6);
    }
    return fixed(value, 1 - exponent(stdError, 2));
  }

  /** {@code 1.90 to 6.30}, at the digits of the standard error. */
  static String range(double low, double high, double stdError) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? effect(low, stdError) + " to " + effect(high, stdError)
        : "";
  }

  /** A figure with so many digits that count, trailing zeros kept off. */
  static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    int decimals = Math.max(0, digits - 1 - exponent(value, digits));
    String text = fixed(value, decimals);
    return text.contains(".") && !text.contains("^")
        ? text.replaceFirst("0+$", "").replaceFirst("\\.$", "")
        : text;
  }

  static String statistic(double value) {
    return Double.isFinite(value) ? fixed(value, 2) : "";
  }

  /** Degrees of freedom; {@code normal} where they are without end. */
  static String df(double df) {
    if (Double.isNaN(df)) {
      return "";
    }
    return Double.isInfinite(df) ? "normal" : df == Math.rint(df) ? count((long) df) : fixed(df, 1);
  }

  static String pValue(double p) {
    return p >= 0 && p <= 1 ? Numbers.pValue(p) : "";
  }

  /** Power of ten of the first digit after rounding to so many digits. */
  private static int exponent(double value, int digits) {
    var rounded = new BigDecimal(Math.abs(value)).round(new MathContext(digits));
    return rounded.precision() - rounded.scale() - 1;
  }

  private static String fixed(double value, int decimals) {
    if (decimals > MOST_DECIMALS || Math.abs(value) >= MOST) {
      return power(value);
    }
    var rounded = new BigDecimal(Double.toString(value)).setScale(decimals, RoundingMode.HALF_UP);
    String pattern = "#,##0" + (decimals > 0 ? "." + "0".repeat(decimals) : "");
    String digits =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(rounded.abs());
    return rounded.signum() < 0 ? "-" + digits : digits;
  }

  /** {@code 1.23x10^-14}. */
  private static String power(double value) {
    if (value == 0) {
      return "0";
    }
    int exponent = exponent(value, 3);
    var head = new BigDecimal(value).scaleByPowerOfTen(-exponent).setScale(2, RoundingMode.HALF_UP);
    return head.toPlainString() + "x10^" + exponent;
  }
}
