package org.liftgate.modeling.verdict;

import java.util.Locale;
import org.liftgate.kernel.Estimate;

/** Figures for people: effects to two digits of their standard error, p as {@code p = .03}. */
public final class Words {
  private static final int MOST_DECIMALS = 9;

  private Words() {}

  /** A value in steps as fine as the second digit of its uncertainty. */
  public static String number(double value, double stdError) {
    int decimals = stdError > 0 ? 1 - (int) Math.floor(Math.log10(stdError)) : 2;
    int shown = Math.clamp(decimals, 0, MOST_DECIMALS);
    String text = String.format(Locale.ROOT, "%,." + shown + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /** A value that has no uncertainty of its own, such as a hurdle. */
  public static String plain(double value) {
    return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** {@code p = .03}, {@code p < .001}. */
  public static String p(double p) {
    return "p " + share(p);
  }

  /** {@code q = .03}, {@code q < .001}. */
  public static String q(double q) {
    return "q " + share(q);
  }

  /** Two decimals; three below .01 and where two would hide on which side of .05 or .10 it lies. */
  private static String share(double p) {
    if (p < 0.001) {
      return "< .001";
    }
    String two = String.format(Locale.ROOT, "%.2f", p);
    boolean finer = p < 0.01 || two.equals("0.05") || two.equals("0.10");
    String text = finer ? String.format(Locale.ROOT, "%.3f", p) : two;
    return "= " + (text.startsWith("0") ? text.substring(1) : text);
  }

  /** {@code 4.1 (95%: 1.9 to 6.3)}. */
  public static String interval(Estimate.Value v) {
    return "%s (95%%: %s to %s)"
        .formatted(
            number(v.value(), v.stdError()),
            number(v.confLow(), v.stdError()),
            number(v.confHigh(), v.stdError()));
  }
}
