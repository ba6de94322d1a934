package org.liftgate.modeling.uplift;

/** Rules that say who is treated. */
public final class Policy {
  private Policy() {}

  /** Who is worth treating: predicted effect x margin above the cost. */
  public static boolean[] byProfit(double[] effects, double margin, double cost) {
    var out = new boolean[effects.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = effects[i] * margin > cost;
    }
    return out;
  }

  /**
   * The first share by predicted effect, equal effects in order of rows.
   *
   * @param share 0 to 1; rounded down to whole units
   */
  public static boolean[] top(double[] effects, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share (" + share + ") must be 0 to 1");
    }
    int[] order = Priority.of(effects).order();
    var out = new boolean[effects.length];
    for (int i = 0; i < (int) Math.floor(share * order.length + 1e-9); i++) {
      out[order[i]] = true;
    }
    return out;
  }

  /**
   * The conservative rule of the original platform: in the first share by both of two learners, as
   * there by the T- and the S-learner.
   */
  public static boolean[] topOfBoth(double[] one, double[] other, double share) {
    boolean[] a = top(one, share);
    boolean[] b = top(other, share);
    var out = new boolean[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] && b[i];
    }
    return out;
  }
}
