package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.linear.MinimumNorm;
import org.liftgate.modeling.panel.Arms;

/**
 * {@code modeling.minimum-norm}: a published regression whose columns are combinations of each
 * other, as a pseudo-inverse prints it, and which columns those are ({@code aliases_<stage>}). Only
 * for recipes of the profile {@code published}: no such number is an effect. The column the recipe
 * calls its effect has the term {@code att}.
 */
public final class MinimumNormStage implements StageKind<MinimumNormStage.Parameters> {
  private static final Schema ALIASES =
      Schema.of(
          new Column("columns", Type.TEXT),
          new Column("copies", Type.INTEGER),
          new Column("sum", Type.DOUBLE),
          new Column("printed", Type.DOUBLE),
          new Column("detail", Type.TEXT));

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, with columns treated, post and period") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column") String outcome,
      @Doc("Columns of numbers, beside an intercept") List<String> columns,
      @Doc("The one of them that the recipe calls its effect") String effect,
      @Doc("Column of the unit that is treated as a whole, to count arms") String unit) {
    public Parameters {
      columns = List.copyOf(columns);
      if (!columns.contains(effect)) {
        throw LiftgateException.input(
            Problem.of(
                "effect",
                effect,
                "must be one of columns: " + columns,
                Problem.didYouMean(effect, columns)));
      }
    }
  }

  @Override
  public String name() {
    return "modeling.minimum-norm";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    var data = ArmData.read(context, p.panel(), p.unit(), p.outcome(), p.columns());
    Table table = data.table();
    double[][] columns = p.columns().stream().map(table::doubles).toArray(double[][]::new);
    var result = MinimumNorm.fit(LinearSample.of(table.doubles(p.outcome()), p.columns(), columns));
    Arms arms = data.arms();
    var row =
        new EstimateTable.Row(
            context.stage().id(),
            "ols",
            Profile.PUBLISHED.word(),
            p.treatment(),
            p.outcome(),
            null,
            "iid",
            data.rows().rows(),
            arms,
            arms,
            arms,
            Grade.ASSOCIATIONAL.word(),
            data.periods());
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Estimate e : result.estimates()) {
      rows.add(row.with(e));
      if (e.term().equals(p.effect())) {
        rows.add(row.with(renamed(e)));
      }
    }
    EstimateTable.write(context, Type.INTEGER, rows);
    aliases(context, result);
  }

  private static Estimate renamed(Estimate e) {
    return switch (e) {
      case Estimate.Value v ->
          new Estimate.Value(
              "att", v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point v -> new Estimate.Point("att", v.value(), v.why());
      case Estimate.Missing m -> new Estimate.Missing("att", m.reason(), m.detail());
    };
  }

  private static void aliases(StageContext context, MinimumNorm.Result result) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (MinimumNorm.Alias a : result.aliases()) {
      String columns = String.join(", ", a.members());
      long copies = a.members().size();
      rows.add(
          Arrays.<@Nullable Object>asList(
              columns,
              copies,
              a.sum(),
              a.sum() / copies,
              "%d columns are one and the same; the data determine their sum alone, and the program splits it evenly."
                  .formatted(copies)));
    }
    StageTable.write(context, "aliases", ALIASES, rows, "columns");
  }
}
