package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.learn.GroupedForecast;
import org.liftgate.modeling.learn.GroupedForecast.Interval;

/**
 * {@code modeling.learners}: random forest and boosted trees beside least squares and the mean, on
 * units and periods not seen, and what their forecasts lean on. Writes {@code learners_<stage>}
 * (one row a model) and {@code importance_<stage>} (one row a model and column). Nothing here is an
 * effect, and no verdict rests on it.
 */
public final class LearnersStage implements StageKind<LearnersStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read") String table,
      @Doc("Outcome column") String outcome,
      @Doc("Columns that models learn from") List<String> columns,
      @Doc("Column that names the unit; a unit is never in both halves of a fold") String unit,
      @Doc("Column of the period; models learn from earlier ones only") String time,
      @Doc("Folds of units") @Default("5") int folds,
      @Doc("Share of the periods, the earlier ones, that models learn from") @Default("0.67")
          double share,
      @Doc("Trees of each model") @Default("100") int trees,
      @Doc("Exchanges of each column") @Default("5") int repeats) {
    public Parameters {
      columns = List.copyOf(columns);
    }
  }

  @Override
  public String name() {
    return "modeling.learners";
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
  public boolean random() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    RegressionData data =
        RegressionData.read(
            context, p.table(), p.outcome(), p.columns(), p.unit(), p.time(), List.of());
    var forecast =
        new GroupedForecast(
            p.folds(),
            p.share(),
            p.trees(),
            p.repeats(),
            context.random("learners").nextLong(),
            Design.workers(context));
    var models = new ArrayList<List<@Nullable Object>>();
    var importance = new ArrayList<List<@Nullable Object>>();
    switch (forecast.score(
        data.outcome(), data.names(), data.columns(), data.unit(), data.time())) {
      case GroupedForecast.Refused r -> context.note("Nothing was forecast. " + r.detail());
      case GroupedForecast.Scored s ->
          s.scores()
              .forEach(
                  m -> {
                    models.add(
                        Arrays.<@Nullable Object>asList(
                            m.model(),
                            m.meanAbsoluteError(),
                            m.rootMeanSquare(),
                            m.r2(),
                            m.gain().value(),
                            finite(m.gain().low()),
                            finite(m.gain().high()),
                            s.rows(),
                            s.units()));
                    m.importance().forEach((c, i) -> importance.add(row(m.model(), c, i)));
                  });
    }
    StageTable.write(
        context,
        "learners",
        Schema.of(
            new Column("model", Type.TEXT),
            new Column("mean_absolute_error", Type.DOUBLE),
            new Column("root_mean_square", Type.DOUBLE),
            new Column("r2", Type.DOUBLE),
            new Column("gain", Type.DOUBLE),
            new Column("gain_low", Type.DOUBLE),
            new Column("gain_high", Type.DOUBLE),
            new Column("n", Type.INTEGER),
            new Column("units", Type.INTEGER)),
        models,
        "model");
    StageTable.write(
        context,
        "importance",
        Schema.of(
            new Column("model", Type.TEXT),
            new Column("column_name", Type.TEXT),
            new Column("estimate", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE)),
        importance,
        "model",
        "column_name");
  }

  private static List<@Nullable Object> row(String model, String column, Interval i) {
    return Arrays.<@Nullable Object>asList(
        model, column, i.value(), finite(i.low()), finite(i.high()));
  }

  private static @Nullable Double finite(double v) {
    return Double.isFinite(v) ? v : null;
  }
}
