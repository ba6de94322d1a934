package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.panel.Arms;

/**
 * {@code modeling.regression}: an outcome on several columns at once, over all rows or level by
 * level of a column. Each column is a treatment with the term {@code slope}: what the outcome
 * differs by where the column is one larger and the others are the same; those held fixed have
 * {@code held-fixed} and no verdict. Writes {@code estimates_<stage>}, {@code fits_<stage>} (how
 * well each regression fits) and {@code inflation_<stage>} (variance inflation by column). A column
 * that does not vary, or that others make up, is named and left out; the rest is estimated.
 */
public final class RegressionStage implements StageKind<RegressionStage.Parameters> {
  /** The term of every column. */
  public static final String SLOPE = "slope";

  /** Slope of a column that is there for the sake of others. */
  static final String HELD_FIXED = "held-fixed";

  /** How errors are taken to depend on each other. */
  public enum Vcov {
    /** Not at all. */
    IID,
    /** Within units. */
    CLUSTER,
    /** Within units, corrected for few or uneven ones, with Satterthwaite's degrees of freedom. */
    CR2,
    /** Across units, and along time up to the lags. */
    DRISCOLL_KRAAY
  }

  /** What enters. */
  public enum Form {
    /** As it is. */
    LEVEL,
    /** asinh(x) of outcome and columns, a logarithm that takes zeros and negatives. */
    LOG,
    /** With each column's value a period before. */
    LAGS
  }

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, in the order in which Durbin and Watson's statistic is meant")
          String table,
      @Doc("Outcome column") String outcome,
      @Doc("Columns whose slopes are asked for") List<String> columns,
      @Doc("Columns that are held fixed; their slopes are told and not judged") @Default("[]")
          List<String> controls,
      @Doc("Column that names the unit") String unit,
      @Doc("Column of the period") String time,
      @Doc("Columns whose levels have effects of their own") @Default("[]") List<String> effects,
      @Doc("Column whose levels are regressed one by one") Optional<String> by,
      @Doc("Column with the name of each level, for people") Optional<String> label,
      @Doc("iid, cluster (by unit), cr2 (the same for few or uneven units) or driscoll-kraay")
          @Default("cluster")
          Vcov vcov,
      @Doc("Periods over which errors may depend on each other, for driscoll-kraay") @Default("4")
          int lags,
      @Doc("level, log or lags") @Default("level") Form form,
      @Doc("How strong the design is: experimental to associational") @Default("associational")
          Grade declared,
      @Doc("Whose recipe this is: published or defended") @Default("defended") Profile profile) {
    public Parameters {
      columns = List.copyOf(columns);
      controls = List.copyOf(controls);
      effects = List.copyOf(effects);
    }

    /** Every column on the right-hand side, those held fixed last. */
    List<String> all() {
      return Stream.concat(columns.stream(), controls.stream()).toList();
    }
  }

  @Override
  public String name() {
    return "modeling.regression";
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
    RegressionData all = data(p, context);
    var rows = new ArrayList<List<@Nullable Object>>();
    var fits = new FitTables(context);
    for (Map.Entry<Optional<Long>, int[]> group : groups(p, context).entrySet()) {
      context.checkCancelled();
      RegressionData data = shaped(all.take(group.getValue()), p.form());
      LinearFit fit = fit(p, context, data);
      fits.add(group.getKey(), named(p, context, group.getValue()), outcome(p), fit);
      estimates(p, context, data, group.getKey(), fit, rows);
    }
    EstimateTable.write(context, Schema.Type.INTEGER, rows);
    fits.write();
  }

  static RegressionData data(Parameters p, StageContext context) {
    return RegressionData.read(
        context, p.table(), p.outcome(), p.all(), p.unit(), p.time(), p.effects());
  }

  private static RegressionData shaped(RegressionData data, Form form) {
    return switch (form) {
      case LEVEL -> data;
      case LOG -> data.logged();
      case LAGS -> data.lagged();
    };
  }

  /** Row numbers by level, which must be integers; all rows without one. */
  private static Map<Optional<Long>, int[]> groups(Parameters p, StageContext context) {
    Map<Optional<Long>, int[]> groups = new LinkedHashMap<>();
    if (p.by().isEmpty()) {
      int n = Math.toIntExact(context.engine().count(p.table()));
      groups.put(Optional.empty(), IntStream.range(0, n).toArray());
      return groups;
    }
    long[] level = context.engine().read(p.table(), p.by().get()).longs(p.by().get());
    Arrays.stream(level)
        .distinct()
        .sorted()
        .forEach(
            l ->
                groups.put(
                    Optional.of(l),
                    IntStream.range(0, level.length).filter(i -> level[i] == l).toArray()));
    return groups;
  }

  /** What people call the level that these rows are of. */
  private static Optional<String> named(Parameters p, StageContext context, int[] rows) {
    return p.label()
        .filter(_ -> rows.length > 0)
        .map(c -> context.engine().read(p.table(), c).texts(c)[rows[0]]);
  }

  static LinearFit fit(Parameters p, StageContext context, RegressionData data) {
    var named = new LinkedHashMap<String, int[]>(data.codes());
    Covariance covariance =
        switch (p.vcov()) {
          case IID -> Covariance.iid();
          case CLUSTER -> Covariance.cluster("unit");
          case CR2 -> new Covariance.LeverageCorrected(2, "unit");
          case DRISCOLL_KRAAY -> new Covariance.DriscollKraay("time", p.lags());
        };
    return new LinearRegression(covariance)
        .keepingSingletons()
        .with(Design.workers(context))
        .fit(data.sample(p.effects(), named));
  }

  /** The outcome as estimates name it. */
  private static String outcome(Parameters p) {
    return p.form() == Form.LOG ? "asinh " + p.outcome() : p.outcome();
  }

  private static void estimates(
      Parameters p,
      StageContext context,
      RegressionData data,
      Optional<Long> group,
      LinearFit fit,
      List<List<@Nullable Object>> rows) {
    for (Estimate e : fit.estimates()) {
      int column = p.all().indexOf(e.term());
      double error = e instanceof Estimate.Value v ? v.stdError() : Double.NaN;
      Arms arms = data.arms(Math.max(0, column), error);
      var row =
          new EstimateTable.Row(
              context.stage().id(),
              p.effects().isEmpty() ? "ols" : "fe",
              p.profile().word(),
              e.term(),
              outcome(p),
              group.orElse(null),
              convention(fit),
              data.rows(),
              arms,
              arms,
              arms,
              p.declared().word(),
              arms.units() == 1 ? data.periods() : Math.max(1, data.periods() / 2));
      String term = column < 0 ? other(e.term()) : column < p.columns().size() ? SLOPE : HELD_FIXED;
      rows.add(row.with(named(e, term)));
    }
  }

  private static String other(String term) {
    return term.equals("(Intercept)") ? "intercept" : "lag";
  }

  private static Estimate named(Estimate e, String term) {
    return switch (e) {
      case Estimate.Value v ->
          new Estimate.Value(
              term, v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point v -> new Estimate.Point(term, v.value(), v.why());
      case Estimate.Missing m -> new Estimate.Missing(term, m.reason(), m.detail());
    };
  }

  static String convention(LinearFit fit) {
    return switch (fit) {
      case LinearFit.Solved s ->
          s.convention().clusters().isEmpty()
              ? s.convention().kind()
              : s.convention().kind() + " by " + String.join(" and ", s.convention().clusters());
      case LinearFit.Missing _ -> "none";
    };
  }
}
