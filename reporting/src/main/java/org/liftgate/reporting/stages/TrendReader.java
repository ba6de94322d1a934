package org.liftgate.reporting.stages;

import java.util.List;
import java.util.Map;
import org.liftgate.kernel.StageContext;
import org.liftgate.reporting.report.ReportModel.Cell;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * Means of the outcome by period and arm. A mean is a ratio of sums over units, since a unit may
 * stand in several groups; its interval is clustered by unit: with s and n the outcome and rows of
 * one of G units and m the mean, Var(m) = G/(G-1) sum (s - m n)^2 / (sum n)^2 (Cochran, Sampling
 * Techniques, 1977, eq. 6.13, without the finite-population factor).
 */
final class TrendReader {
  private final Report.Parameters parameters;
  private final StageContext context;

  TrendReader(Report.Parameters parameters, StageContext context) {
    this.parameters = parameters;
    this.context = context;
  }

  /** Empty when there is no panel, or none with the outcome. */
  List<Cell> cells() {
    boolean there =
        context.inputs().containsKey(parameters.panel())
            && context.engine().schema(parameters.panel()).column(parameters.outcome()).isPresent();
    if (!there) {
      return List.of();
    }
    String sql = Queries.trend(parameters.panel(), parameters.outcome());
    return new Rows(context.engine().query(sql, Map.of())).stream().map(TrendReader::cell).toList();
  }

  private static Cell cell(Row r) {
    double n = r.number("n").orElseThrow();
    double mean = r.number("s").orElseThrow() / n;
    long units = r.integer("units").orElseThrow();
    double half = 1.959963984540054 * error(r, mean, n, units);
    return new Cell(
        (int) r.integer("period").orElseThrow(),
        r.yes("treated"),
        mean,
        mean - half,
        mean + half,
        units);
  }

  private static double error(Row r, double mean, double n, long units) {
    if (units < 2) {
      return Double.NaN;
    }
    double squares =
        r.number("ss").orElseThrow()
            - 2 * mean * r.number("sn").orElseThrow()
            + mean * mean * r.number("nn").orElseThrow();
    return Math.sqrt(Math.max(0, squares) * units / (units - 1)) / n;
  }
}
