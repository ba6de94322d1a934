package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.linear.FitSummary;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.ResidualTests;

/**
 * {@code fits_<stage>}: one row a regression; {@code inflation_<stage>}: one row a column. Figures
 * that a regression does not have are null: Durbin and Watson's with absorbed effects, for one.
 */
final class FitTables {
  private static final Schema FITS =
      Schema.of(
          new Column("outcome", Type.TEXT),
          new Column("group_id", Type.INTEGER),
          new Column("group_name", Type.TEXT),
          new Column("n", Type.INTEGER),
          new Column("slopes", Type.INTEGER),
          new Column("r2", Type.DOUBLE),
          new Column("adjusted_r2", Type.DOUBLE),
          new Column("within_r2", Type.DOUBLE),
          new Column("f", Type.DOUBLE),
          new Column("f_df1", Type.INTEGER),
          new Column("f_df2", Type.DOUBLE),
          new Column("f_p", Type.DOUBLE),
          new Column("durbin_watson", Type.DOUBLE),
          new Column("log_likelihood", Type.DOUBLE),
          new Column("aic", Type.DOUBLE),
          new Column("bic", Type.DOUBLE),
          new Column("jarque_bera", Type.DOUBLE),
          new Column("breusch_pagan", Type.DOUBLE),
          new Column("breusch_pagan_p", Type.DOUBLE),
          new Column("condition_number", Type.DOUBLE),
          new Column("vcov", Type.TEXT),
          new Column("left_out", Type.TEXT),
          new Column("notes", Type.TEXT));

  private static final Schema INFLATION =
      Schema.of(
          new Column("outcome", Type.TEXT),
          new Column("group_id", Type.INTEGER),
          new Column("column_name", Type.TEXT),
          new Column("inflation", Type.DOUBLE));

  private final StageContext context;
  private final List<List<@Nullable Object>> fits = new ArrayList<>();
  private final List<List<@Nullable Object>> inflation = new ArrayList<>();

  FitTables(StageContext context) {
    this.context = context;
  }

  /**
   * @param name of the group for people; empty for all rows
   */
  void add(Optional<Long> group, Optional<String> name, String outcome, LinearFit fit) {
    var row = new ArrayList<@Nullable Object>();
    row.add(outcome);
    row.add(group.orElse(null));
    row.add(name.orElse(null));
    switch (fit) {
      case LinearFit.Solved s -> {
        row.addAll(figures(s));
        row.add(RegressionStage.convention(fit));
        row.add(leftOut(s.estimates()));
        row.add(String.join(" ", s.notes()));
        s.summary()
            .varianceInflation()
            .forEach((c, v) -> inflation.add(Arrays.asList(outcome, group.orElse(null), c, v)));
      }
      case LinearFit.Missing m -> {
        row.addAll(java.util.Collections.nCopies(17, null));
        row.add("none");
        row.add(leftOut(m.estimates()));
        row.add(m.detail());
      }
    }
    fits.add(row);
  }

  private static List<@Nullable Object> figures(LinearFit.Solved s) {
    FitSummary f = s.summary();
    Optional<JointTest> slopes = s.slopes();
    Optional<ResidualTests> tests = f.residuals();
    return Arrays.<@Nullable Object>asList(
        (long) f.parameters().rows(),
        (long) f.parameters().slopes(),
        finite(f.r2()),
        finite(f.adjustedR2()),
        finite(f.withinR2()),
        slopes.map(t -> finite(t.f())).orElse(null),
        slopes.map(t -> (long) t.df1()).orElse(null),
        slopes.map(t -> finite(t.df2())).orElse(null),
        slopes.map(t -> finite(t.pValue())).orElse(null),
        tests.map(t -> finite(t.durbinWatson())).orElse(null),
        finite(f.logLikelihood()),
        finite(f.aic(false)),
        finite(f.bic(false)),
        tests.map(t -> finite(t.jarqueBera())).orElse(null),
        tests.map(t -> finite(t.breuschPagan())).orElse(null),
        tests.map(t -> finite(t.breuschPaganP())).orElse(null),
        f.conditionNumber().map(FitTables::finite).orElse(null));
  }

  private static @Nullable Double finite(double v) {
    return Double.isFinite(v) ? v : null;
  }

  /** Columns without a slope, by name, and why. */
  private static String leftOut(List<Estimate> estimates) {
    return estimates.stream()
        .filter(Estimate.Missing.class::isInstance)
        .map(Estimate.Missing.class::cast)
        .map(m -> m.term() + ": " + m.detail())
        .collect(Collectors.joining(" "));
  }

  void write() {
    StageTable.write(context, "fits", FITS, fits, "outcome", "group_id");
    StageTable.write(
        context, "inflation", INFLATION, inflation, "outcome", "group_id", "column_name");
  }
}
