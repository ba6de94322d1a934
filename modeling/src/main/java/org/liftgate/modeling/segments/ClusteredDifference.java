package org.liftgate.modeling.segments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.StudentT;

/**
 * The 2x2 difference in differences of rows, clustered at the unit of assignment: the interaction
 * of {@code y ~ treated * post}, the average effect on the treated under parallel trends. The
 * smaller arm decides the inference: CR1 with fixest's factor where both arms have {@code large}
 * clusters in each cell; else CR2 with Satterthwaite degrees of freedom (Bell and McCaffrey, 2002;
 * Imbens and Kolesar, 2016); refused below {@code fewest} clusters or {@code minDf}.
 *
 * <p>{@code ClusteredDifference.standard().estimate(rows)}
 *
 * @param large clusters from which CR1 serves
 * @param fewest clusters every cell needs
 * @param minDf degrees of freedom the t distribution needs
 */
public record ClusteredDifference(int large, int fewest, double minDf)
    implements Estimator<ArmRows> {
  /** The term of the effect. */
  public static final String ATT = "att";

  private static final double[] SIGNS = {1, -1, -1, 1};

  public static ClusteredDifference standard() {
    return new ClusteredDifference(50, 5, 4);
  }

  /**
   * An effect and what it rests on.
   *
   * @param vcov the convention in words
   * @param treated, comparison clusters with rows in each cell of the arm, the fewer of them
   * @param plain G influences, for correlations between effects; empty where there is none
   */
  public record Result(
      Estimate estimate, String vcov, long rows, int treated, int comparison, double[] plain) {}

  @Override
  public String name() {
    return "did";
  }

  @Override
  public List<Estimate> estimate(ArmRows rows) {
    return List.of(effect(ATT, rows, _ -> true).estimate());
  }

  /** The effect among the rows chosen. */
  public Result effect(String term, ArmRows rows, IntPredicate chosen) {
    var cell = new int[rows.rows()];
    Arrays.setAll(cell, i -> chosen.test(i) ? rows.cell(i) : -1);
    return contrast(term, rows, cell, SIGNS);
  }

  /** The effect among the rows chosen less that among the others. */
  public Result interaction(String term, ArmRows rows, IntPredicate chosen) {
    var cell = new int[rows.rows()];
    Arrays.setAll(cell, i -> rows.cell(i) + (chosen.test(i) ? 0 : 4));
    return contrast(term, rows, cell, new double[] {1, -1, -1, 1, -1, 1, 1, -1});
  }

  private Result contrast(String term, ArmRows rows, int[] cell, double[] signs) {
    Optional<Estimate.Missing> unusable = unusable(term, rows, cell, signs.length);
    if (unusable.isPresent()) {
      return missing(unusable.get(), cell, rows);
    }
    var c = CellContrast.of(rows.outcome(), rows.cluster(), rows.clusters(), cell, signs);
    int comparison = Integer.MAX_VALUE;
    int treated = Integer.MAX_VALUE;
    for (int k = 0; k < signs.length; k++) {
      if (k % 4 < 2) {
        comparison = Math.min(comparison, c.least()[k]);
      } else {
        treated = Math.min(treated, c.least()[k]);
      }
    }
    boolean many = Math.min(treated, comparison) >= large;
    String vcov = many ? "CR1 cluster(unit) nested" : "CR2 cluster(unit), Satterthwaite";
    return new Result(
        value(term, c, many, Math.min(treated, comparison)),
        vcov,
        c.rows(),
        treated,
        comparison,
        c.plain());
  }

  private Estimate value(String term, CellContrast c, boolean many, int smaller) {
    if (smaller < fewest) {
      return new Estimate.Missing(
          term,
          Reason.TOO_FEW_CLUSTERS,
          "The smaller arm has %d %s treated as a whole on one side of the start; %d are needed."
              .formatted(smaller, smaller == 1 ? "unit" : "units", fewest));
    }
    int g = c.clusters();
    var ssc = SmallSample.fixest();
    double factor = many ? ssc.clusterFactor(g) * ssc.rowsFactor(c.rows(), c.least().length) : 1;
    double df = many ? g - 1 : c.df();
    double variance = c.variance(!many) * factor;
    if (variance == 0) {
      return new Estimate.Missing(
          term, Reason.NO_VARIATION, "The outcome does not vary within the cells.");
    }
    if (df < minDf) {
      return new Estimate.Missing(
          term,
          Reason.LOW_DF,
          "%.1f degrees of freedom are too few for the t distribution; %.0f are needed."
              .formatted(df, minDf));
    }
    return new StudentT(df).value(term, c.value(), Math.sqrt(variance));
  }

  private static Optional<Estimate.Missing> unusable(
      String term, ArmRows rows, int[] cell, int cells) {
    var n = new int[cells];
    for (int i = 0; i < cell.length; i++) {
      if (cell[i] >= 0) {
        n[cell[i]]++;
        if (!Double.isFinite(rows.outcome()[i])) {
          return Optional.of(
              new Estimate.Missing(
                  term, Reason.NOT_FINITE, "The outcome is missing in some rows."));
        }
      }
    }
    var empty = new ArrayList<String>();
    String[] names = {"comparison before", "comparison after", "treated before", "treated after"};
    for (int c = 0; c < cells; c++) {
      if (n[c] == 0) {
        empty.add(names[c % 4]);
      }
    }
    if (empty.isEmpty()) {
      return Optional.empty();
    }
    boolean none = n[0] + n[1] == 0;
    return Optional.of(
        none
            ? new Estimate.Missing(
                term,
                Reason.NO_COMPARISON,
                "Every unit is treated: there is nothing to compare with.")
            : new Estimate.Missing(
                term, Reason.INCOMPLETE_CELLS, "No rows: " + String.join(", ", empty) + "."));
  }

  private static Result missing(Estimate.Missing why, int[] cell, ArmRows rows) {
    long n = Arrays.stream(cell).filter(c -> c >= 0).count();
    return new Result(why, "none", n, rows.clusters(true), rows.clusters(false), new double[0]);
  }
}
