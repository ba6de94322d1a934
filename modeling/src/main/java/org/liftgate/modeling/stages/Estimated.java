package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.iv.IvFit;
import org.liftgate.modeling.segments.BeforeAfter;

/**
 * A row of an estimates table.
 *
 * @param group null for pooled terms
 * @param estimate empty for a joint test
 * @param pValue empty where nothing was tested
 * @param rows of the panel that it was estimated from
 * @param row the values as stored, in order of the table's columns
 */
record Estimated(
    String design,
    String profile,
    String treatment,
    String outcome,
    @Nullable Object group,
    String term,
    Optional<Estimate> estimate,
    Optional<Double> pValue,
    long rows,
    long treatedUnits,
    long comparisonUnits,
    long cleanTreatedUnits,
    long cleanComparisonUnits,
    long postPeriods,
    long units,
    double information,
    Grade grade,
    List<Object> row) {

  /** Rows of every estimates table among the stage's inputs, in the pipeline's order of stages. */
  static List<Estimated> all(StageContext context) {
    List<String> order = context.pipeline().stages().stream().map(Stage::id).toList();
    var rows = new ArrayList<Estimated>();
    context.inputs().values().stream()
        .filter(a -> a.name().startsWith(EstimateTable.name("")) && a.table().isPresent())
        .sorted(
            Comparator.comparingInt((Artifact a) -> order.indexOf(a.stage()))
                .thenComparing(Artifact::name))
        .forEach(a -> rows.addAll(rows(context.engine().read(a.name()))));
    return rows;
  }

  /** The same without its number, and why. */
  Estimated without(Estimate.Missing why) {
    List<String> names = EstimateTable.schema(Schema.Type.INTEGER).names();
    var values = new ArrayList<@Nullable Object>(row);
    for (String number :
        List.of("estimate", "std_error", "df", "p_value", "conf_low", "conf_high")) {
      values.set(names.indexOf(number), null);
    }
    values.set(names.indexOf("missing_reason"), why.reason().name());
    values.set(names.indexOf("detail"), why.detail());
    return new Estimated(
        design,
        profile,
        treatment,
        outcome,
        group,
        term,
        Optional.of(new Estimate.Missing(term, why.reason(), why.detail())),
        Optional.empty(),
        rows,
        treatedUnits,
        comparisonUnits,
        cleanTreatedUnits,
        cleanComparisonUnits,
        postPeriods,
        units,
        information,
        grade,
        values);
  }

  /** Rows of one stage's estimates. */
  static List<Estimated> of(StageContext context, String design) {
    return rows(context.engine().read(EstimateTable.name(design)));
  }

  private static List<Estimated> rows(Table table) {
    var schema = EstimateTable.schema(Schema.Type.INTEGER).names();
    var rows = new ArrayList<Estimated>();
    for (int i = 0; i < table.rows(); i++) {
      int at = i;
      List<Object> values =
          new ArrayList<>(schema.stream().map(c -> table.column(c).boxed(at)).toList());
      rows.add(row(new Reader(table, i), values));
    }
    return rows;
  }

  private static Estimated row(Reader r, List<Object> values) {
    return new Estimated(
        r.text("design"),
        r.text("profile"),
        r.text("treatment"),
        r.text("outcome"),
        r.value("group_id"),
        r.text("term"),
        estimate(r),
        Optional.ofNullable((Double) r.value("p_value")),
        r.count("n"),
        r.count("treated_units"),
        r.count("comparison_units"),
        r.count("clean_treated_units"),
        r.count("clean_comparison_units"),
        r.count("post_periods"),
        r.count("units"),
        r.number("information"),
        Grade.of(r.text("grade")),
        values);
  }

  private static Optional<Estimate> estimate(Reader r) {
    if (r.value("missing_reason") != null) {
      return Optional.of(
          new Estimate.Missing(
              r.text("term"), Estimate.Reason.valueOf(r.text("missing_reason")), r.text("detail")));
    }
    if (r.value("estimate") == null) {
      return Optional.empty();
    }
    if (r.value("std_error") == null) {
      return Optional.of(
          new Estimate.Point(r.text("term"), r.number("estimate"), r.text("detail")));
    }
    return Optional.of(
        new Estimate.Value(
            r.text("term"),
            r.number("estimate"),
            r.number("std_error"),
            r.number("df"),
            r.number("p_value"),
            r.number("conf_low"),
            r.number("conf_high")));
  }

  /** The number, where there is one. */
  Optional<Estimate.Value> value() {
    return estimate.filter(Estimate.Value.class::isInstance).map(Estimate.Value.class::cast);
  }

  boolean pooled() {
    return group == null;
  }

  /** Whether it is an effect to judge, not a period of an event study or a test. */
  boolean effect() {
    return term.equals("att")
        || term.equals(CleanArms.TERM)
        || term.equals(IvFit.LATE)
        || term.equals(RegressionStage.SLOPE)
        || term.equals(CausalForestStage.ATE)
        || term.equals(ExperimentStage.DIFFERENCE)
        || term.equals(BeforeAfter.TERM)
        || term.equals(AdjustedStage.MATCHED)
        || term.equals(AdjustedStage.HISTORY)
        || term.equals(MediationStage.INDIRECT)
        || term.equals(MediationStage.DIRECT)
        || term.equals(MediationStage.TOTAL)
        || term.equals(BayesMixStage.ROI)
        || DoseStage.judged(term);
  }

  /** Units of the arms this very term compares. */
  long treatedCompared() {
    return term.equals(CleanArms.TERM) ? cleanTreatedUnits : treatedUnits;
  }

  long comparisonCompared() {
    return term.equals(CleanArms.TERM) ? cleanComparisonUnits : comparisonUnits;
  }

  /** One row of a table by column name. */
  private record Reader(Table table, int row) {
    @Nullable Object value(String column) {
      return table.column(column).boxed(row);
    }

    String text(String column) {
      return String.valueOf(value(column));
    }

    double number(String column) {
      return value(column) instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    long count(String column) {
      return value(column) instanceof Number n ? n.longValue() : 0;
    }
  }
}
