package org.liftgate.modeling.segments;

import java.util.Arrays;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.StudentT;

/**
 * The mean outcome of the treated from the start on less that before it, clustered. It is no
 * effect: whatever else changed at the start is part of it. CR1 from {@code large} clusters on,
 * else CR2 with Satterthwaite degrees of freedom.
 *
 * @param large clusters from which CR1 serves
 * @param fewest clusters each side of the start needs
 */
public record BeforeAfter(int large, int fewest) implements Estimator<ArmRows> {
  /** The term of the difference. */
  public static final String TERM = "before-after";

  public static BeforeAfter standard() {
    return new BeforeAfter(50, 5);
  }

  @Override
  public String name() {
    return "before-after";
  }

  public String vcov(ArmRows rows) {
    return rows.clusters(true) >= large
        ? "CR1 cluster(unit) nested"
        : "CR2 cluster(unit), Satterthwaite";
  }

  @Override
  public java.util.List<Estimate> estimate(ArmRows rows) {
    return java.util.List.of(difference(rows));
  }

  private Estimate difference(ArmRows rows) {
    var cell = new int[rows.rows()];
    Arrays.setAll(cell, i -> rows.treated()[i] ? (rows.post()[i] ? 1 : 0) : -1);
    for (int i = 0; i < cell.length; i++) {
      if (cell[i] >= 0 && !Double.isFinite(rows.outcome()[i])) {
        return missing(Reason.NOT_FINITE, "The outcome is missing in some rows.");
      }
    }
    for (int side = 0; side < 2; side++) {
      int which = side;
      if (Arrays.stream(cell).noneMatch(c -> c == which)) {
        return missing(
            Reason.INCOMPLETE_CELLS, "No treated rows " + (side == 0 ? "before" : "after") + ".");
      }
    }
    var c =
        CellContrast.of(
            rows.outcome(), rows.cluster(), rows.clusters(), cell, new double[] {-1, 1});
    int least = Math.min(c.least()[0], c.least()[1]);
    if (least < fewest) {
      return missing(
          Reason.TOO_FEW_CLUSTERS, "%d treated units; %d are needed.".formatted(least, fewest));
    }
    boolean many = least >= large;
    double g = c.clusters();
    double factor = many ? g / (g - 1) * (c.rows() - 1.0) / (c.rows() - 2.0) : 1;
    double variance = c.variance(!many) * factor;
    if (variance == 0) {
      return missing(Reason.NO_VARIATION, "The outcome does not vary on either side.");
    }
    return new StudentT(many ? g - 1 : c.df()).value(TERM, c.value(), Math.sqrt(variance));
  }

  private static Estimate missing(Reason reason, String detail) {
    return new Estimate.Missing(TERM, reason, detail);
  }
}
