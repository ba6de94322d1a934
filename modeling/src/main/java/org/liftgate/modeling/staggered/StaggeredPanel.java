package org.liftgate.modeling.staggered;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.liftgate.kernel.Sample;
import org.liftgate.modeling.panel.RowOrder;

/**
 * Rows of units over periods, each unit with the first period in which it is treated. Rows may come
 * in any order.
 *
 * @param unit n codes
 * @param period n periods, equally spaced numbers or ranks
 * @param cohort n first treated periods, the same in all rows of a unit; {@link #NEVER} for a unit
 *     that is never treated
 * @param outcome n values
 * @param names of the covariates
 * @param covariates k arrays of n values
 * @param unitName what messages call a unit
 * @param periodName what messages and terms call a period
 */
public record StaggeredPanel(
    int[] unit,
    int[] period,
    int[] cohort,
    double[] outcome,
    List<String> names,
    double[][] covariates,
    IntFunction<String> unitName,
    IntFunction<String> periodName)
    implements Sample {
  /** The cohort of units that are never treated. */
  public static final int NEVER = Integer.MAX_VALUE;

  public StaggeredPanel {
    names = List.copyOf(names);
    if (period.length != unit.length
        || cohort.length != unit.length
        || outcome.length != unit.length) {
      throw new IllegalArgumentException(
          "columns (%d, %d, %d, %d rows) must be equally long"
              .formatted(unit.length, period.length, cohort.length, outcome.length));
    }
  }

  public static StaggeredPanel of(int[] unit, int[] period, int[] cohort, double[] outcome) {
    return new StaggeredPanel(
        unit,
        period,
        cohort,
        outcome,
        List.of(),
        new double[0][],
        Integer::toString,
        Integer::toString);
  }

  public StaggeredPanel withCovariate(String name, double[] values) {
    var all = new java.util.ArrayList<>(names);
    all.add(name);
    double[][] columns = Arrays.copyOf(covariates, covariates.length + 1);
    columns[covariates.length] = values;
    return new StaggeredPanel(unit, period, cohort, outcome, all, columns, unitName, periodName);
  }

  /** The same rows, called by these names in messages and terms. */
  public StaggeredPanel named(IntFunction<String> units, IntFunction<String> periods) {
    return new StaggeredPanel(unit, period, cohort, outcome, names, covariates, units, periods);
  }

  @Override
  public int rows() {
    return outcome.length;
  }

  /** The same rows by unit, then period. */
  StaggeredPanel sorted() {
    if (ascending()) {
      return this;
    }
    double[][] ties = Arrays.copyOf(covariates, covariates.length + 1);
    ties[covariates.length] = outcome;
    int[] order = RowOrder.of(new int[][] {unit, period}, ties);
    return order.length == 0 ? this : take(order);
  }

  private boolean ascending() {
    for (int i = 1; i < unit.length; i++) {
      if (unit[i] < unit[i - 1] || unit[i] == unit[i - 1] && period[i] <= period[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Rows by number. */
  StaggeredPanel take(int[] rows) {
    return new StaggeredPanel(
        RowOrder.take(unit, rows),
        RowOrder.take(period, rows),
        RowOrder.take(cohort, rows),
        RowOrder.take(outcome, rows),
        names,
        Arrays.stream(covariates).map(c -> RowOrder.take(c, rows)).toArray(double[][]::new),
        unitName,
        periodName);
  }
}
