package org.liftgate.modeling.experiment;

import org.liftgate.modeling.inference.StudentT;

/**
 * How many subjects an experiment needs, and what it can detect with those it has. Tests are
 * two-sided.
 *
 * @param alpha size of the test
 * @param power wanted
 * @param share of subjects treated
 */
public record Sizing(double alpha, double power, double share) {
  public Sizing {
    inside("alpha", alpha);
    inside("power", power);
    inside("share", share);
  }

  /** 5%, 80%, equal arms. */
  public static Sizing standard() {
    return new Sizing(0.05, 0.8, 0.5);
  }

  private static void inside(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(name + " (" + value + ") must lie between 0 and 1");
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " (" + value + ") must be above 0");
    }
  }

  /**
   * Effect on a mean detected with n subjects in all, n at least 3.
   *
   * @param sd of the outcome within an arm
   */
  public double detectable(double sd, double subjects) {
    positive("sd", sd);
    positive("subjects less 2", subjects - 2);
    return quantiles(subjects - 2) * sd / Math.sqrt(subjects * share * (1 - share));
  }

  /** Subjects in all for an effect on a mean, not rounded. */
  public double subjects(double sd, double effect) {
    positive("sd", sd);
    positive("effect", Math.abs(effect));
    double ratio = sd / effect;
    double n = squared(Double.POSITIVE_INFINITY) * ratio * ratio / (share * (1 - share));
    for (int i = 0; i < 50; i++) {
      n = squared(Math.max(1, n - 2)) * ratio * ratio / (share * (1 - share));
    }
    return Math.max(3, n);
  }

  /**
   * Subjects in all to tell two proportions apart with equal arms, by the normal law with the
   * pooled variance under the null (Fleiss, Levin and Paik, 2003, equation 4.14).
   */
  public double subjectsForProportions(double first, double second) {
    inside("first", first);
    inside("second", second);
    positive("difference", Math.abs(first - second));
    double mean = share * second + (1 - share) * first;
    double pooled = mean * (1 - mean) / (share * (1 - share));
    double apart = second * (1 - second) / share + first * (1 - first) / (1 - share);
    var normal = new StudentT(Double.POSITIVE_INFINITY);
    double z =
        normal.quantile(1 - alpha / 2) * Math.sqrt(pooled)
            + normal.quantile(power) * Math.sqrt(apart);
    return z * z / ((first - second) * (first - second));
  }

  /** Smallest rise of a proportion detected with n subjects in all; 1 - base where none is. */
  public double detectableRise(double base, double subjects) {
    inside("base", base);
    double low = 0;
    double high = 1 - base;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      boolean enough =
          middle > 0
              && base + middle < 1
              && subjectsForProportions(base, base + middle) <= subjects;
      low = enough ? low : middle;
      high = enough ? middle : high;
    }
    return high;
  }

  /**
   * Factor by which assigning clusters raises the number of subjects (Eldridge, Ashby and Kerry,
   * 2006): 1 + ((cv^2 + 1) m - 1) icc.
   *
   * @param icc intra-cluster correlation, 0 to 1
   * @param size mean subjects in a cluster, m
   * @param variation coefficient of variation of cluster sizes, cv
   */
  public static double designEffect(double icc, double size, double variation) {
    if (!(icc >= 0 && icc <= 1 && size >= 1 && variation >= 0)) {
      throw new IllegalArgumentException(
          "icc (%s), size (%s) and variation (%s) must be 0 to 1, at least 1 and at least 0"
              .formatted(icc, size, variation));
    }
    return 1 + ((variation * variation + 1) * size - 1) * icc;
  }

  /** Effect on a mean detected with clusters assigned whole; t with clusters - 2 df. */
  public double detectableClustered(
      double sd, double clusters, double icc, double size, double variation) {
    positive("sd", sd);
    positive("clusters less 2", clusters - 2);
    double effective = clusters * size / designEffect(icc, size, variation);
    return quantiles(clusters - 2) * sd / Math.sqrt(effective * share * (1 - share));
  }

  /**
   * Standard deviation to size a ratio metric with: that of (Y - R D) / mean(D) over units.
   *
   * @param numerator n values of units without treatment, Y
   * @param denominator n values, D, of a positive sum
   */
  public static double ratioDeviation(double[] numerator, double[] denominator) {
    var arm = new byte[numerator.length];
    double top = 0;
    double bottom = 0;
    for (int i = 0; i < arm.length; i++) {
      top += numerator[i];
      bottom += denominator[i];
    }
    positive("sum of denominators", bottom);
    var e = new double[arm.length];
    for (int i = 0; i < e.length; i++) {
      e[i] = (numerator[i] - top / bottom * denominator[i]) / (bottom / e.length);
    }
    return Math.sqrt(Welch.arm(e, arm, 0).variance());
  }

  private double quantiles(double df) {
    var t = new StudentT(df);
    return t.quantile(1 - alpha / 2) + t.quantile(power);
  }

  private double squared(double df) {
    double q = quantiles(df);
    return q * q;
  }
}
