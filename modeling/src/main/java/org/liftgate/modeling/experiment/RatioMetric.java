package org.liftgate.modeling.experiment;

import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;

/**
 * Effect on a ratio of sums, such as sales per basket, where units and not baskets were assigned:
 * R_1 - R_0 with R = sum Y / sum D in each arm. By the delta method (Deng, Knoblich and Lu, 2018)
 * Var R = Var(Y - R D) / (n mean(D)^2) over the n units of an arm.
 *
 * <p>{@code new RatioMetric().estimate(rows)}
 */
public record RatioMetric() implements Estimator<RatioRows> {
  /** The term of the effect. */
  public static final String RATIO = "ratio";

  /** Units an arm needs for the delta method. */
  public static final int LEAST = 5;

  @Override
  public String name() {
    return "ratio";
  }

  /** One estimate of {@code ratio}, in units of the ratio. */
  @Override
  public List<Estimate> estimate(RatioRows rows) {
    return List.of(estimate(RATIO, rows));
  }

  static Estimate estimate(String term, RatioRows rows) {
    return new ArmCheck(term, LEAST, Reason.TOO_FEW_CLUSTERS, "units of assignment")
        .refusal(rows.treated(), rows.numerator(), rows.denominator())
        .orElseGet(() -> checked(term, rows));
  }

  /** What stands in place of a number when a unit has rows in both arms. */
  public static Estimate bothArms() {
    return bothArms(RATIO);
  }

  static Estimate bothArms(String term) {
    return new Estimate.Missing(
        term,
        Reason.UNSUITED,
        "A unit of assignment has rows in both arms. Maybe name the unit that was assigned.");
  }

  private static Estimate checked(String term, RatioRows rows) {
    for (int arm = 0; arm <= 1; arm++) {
      if (!(total(rows.denominator(), rows.treated(), arm) > 0)) {
        return new Estimate.Missing(
            term, Reason.NO_VARIATION, "The denominator of an arm is not above 0.");
      }
    }
    return Welch.difference(term, arm(rows, 1), arm(rows, 0));
  }

  private static Welch.Arm arm(RatioRows rows, int which) {
    double bottom = total(rows.denominator(), rows.treated(), which);
    double ratio = total(rows.numerator(), rows.treated(), which) / bottom;
    int n = 0;
    double squares = 0;
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.treated()[i] == which) {
        double e = rows.numerator()[i] - ratio * rows.denominator()[i];
        squares += e * e;
        n++;
      }
    }
    double mean = bottom / n;
    return new Welch.Arm(n, ratio, squares / (n - 1) / (mean * mean));
  }

  private static double total(double[] values, byte[] treated, int which) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += treated[i] == which ? values[i] : 0;
    }
    return sum;
  }
}
