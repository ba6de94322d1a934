package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.verdict.Words;

/**
 * The table of estimates that a stage writes: the columns of {@link Schemas#ESTIMATES}, and six of
 * our own. {@code post_periods} counts periods from the start on, {@code units} those compared, and
 * {@code information} is that of {@link Arms}. A joint test has its p-value in {@code p_value}, its
 * statistic and degrees of freedom in {@code f}, {@code f_df1} and {@code f_df2}, and no estimate.
 */
final class EstimateTable {
  private static final List<Column> OWN =
      List.of(
          new Column("post_periods", Type.INTEGER),
          new Column("units", Type.INTEGER),
          new Column("information", Type.DOUBLE),
          new Column("f", Type.DOUBLE),
          new Column("f_df1", Type.INTEGER),
          new Column("f_df2", Type.DOUBLE));

  private EstimateTable() {}

  /** The columns, with {@code group_id} as the panel has it. */
  static Schema schema(Type groupType) {
    var columns = new ArrayList<Column>();
    for (Column c : Schemas.ESTIMATES.columns()) {
      columns.add(c.name().equals("group_id") ? new Column("group_id", groupType) : c);
    }
    columns.addAll(OWN);
    return new Schema(columns);
  }

  /** {@code estimates_<stage id>}, with _ for what a table's name cannot hold. */
  static String name(String stage) {
    return StageTable.name("estimates", stage);
  }

  /**
   * What a row says beside its number.
   *
   * @param group label of the group, null for pooled terms
   * @param compared the arms this very estimate compares: all, or the clean ones
   */
  record Row(
      String design,
      String estimator,
      String profile,
      String treatment,
      String outcome,
      @Nullable Object group,
      String vcov,
      long n,
      Arms arms,
      Arms clean,
      Arms compared,
      String grade,
      long postPeriods) {

    /** The same facts, of the clean arms alone. */
    Row cleanOver(long rows) {
      return new Row(
          design,
          estimator,
          profile,
          treatment,
          outcome,
          group,
          vcov,
          rows,
          arms,
          clean,
          clean,
          grade,
          postPeriods);
    }

    List<@Nullable Object> with(Estimate estimate) {
      return switch (estimate) {
        case Estimate.Value v ->
            values(
                v.term(),
                new @Nullable Object[] {
                  v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh()
                },
                null,
                null,
                new @Nullable Object[3]);
        case Estimate.Point p ->
            values(
                p.term(),
                new @Nullable Object[] {p.value(), null, null, null, null, null},
                null,
                p.why(),
                new @Nullable Object[3]);
        case Estimate.Missing m ->
            values(
                m.term(),
                new @Nullable Object[6],
                m.reason().name(),
                m.detail(),
                new @Nullable Object[3]);
      };
    }

    List<@Nullable Object> with(JointTest test, String term) {
      return with(test, term, "Joint test of %d periods before the start".formatted(test.df1()));
    }

    /**
     * @param what the test is of, in words
     */
    List<@Nullable Object> with(JointTest test, String term, String what) {
      String detail =
          "%s: F(%d, %.0f) = %.3f, %s."
              .formatted(what, test.df1(), test.df2(), test.f(), Words.p(test.pValue()));
      return values(
          term,
          new @Nullable Object[] {null, null, null, test.pValue(), null, null},
          null,
          detail,
          new @Nullable Object[] {test.f(), (long) test.df1(), test.df2()});
    }

    private List<@Nullable Object> values(
        String term,
        @Nullable Object[] numbers,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Object[] test) {
      var row = new ArrayList<@Nullable Object>();
      Collections.addAll(row, design, estimator, profile, treatment, outcome, group, term);
      Collections.addAll(row, numbers);
      Collections.addAll(
          row,
          vcov,
          n,
          (long) arms.treated(),
          (long) arms.comparison(),
          (long) clean.treated(),
          (long) clean.comparison(),
          grade,
          reason,
          detail,
          postPeriods,
          (long) compared.units(),
          compared.information());
      Collections.addAll(row, test);
      return row;
    }
  }

  /** Estimate, standard error and both ends of the interval; empty cells without an interval. */
  static List<@Nullable Object> figures(Estimate e) {
    return e instanceof Estimate.Value v
        ? List.of(v.value(), v.stdError(), v.confLow(), v.confHigh())
        : Collections.nCopies(4, null);
  }

  /** The same figures under another term. */
  static Estimate renamed(Estimate e, String term) {
    return switch (e) {
      case Estimate.Value v ->
          new Estimate.Value(
              term, v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point v -> new Estimate.Point(term, v.value(), v.why());
      case Estimate.Missing m -> new Estimate.Missing(term, m.reason(), m.detail());
    };
  }

  /** Defines and writes the stage's estimates in key order. */
  static void write(
      StageContext context, Type groupType, List<? extends List<? extends @Nullable Object>> rows) {
    String name = name(context.stage().id());
    StageTable.define(context, name, schema(groupType), rows);
    context.write(
        name, List.of("treatment", "outcome", "group_id", "term"), Optional.of(Schemas.ESTIMATES));
    context.metric("estimates", rows.size());
  }
}
