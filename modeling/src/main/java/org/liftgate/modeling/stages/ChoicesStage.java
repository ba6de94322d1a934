package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.linear.LeaveOneUnitOut;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearRegression;

/**
 * {@code modeling.choices}: slopes of a regression under every defensible choice of effects,
 * standard errors and lags, from the plain regression to the one with unit and period effects; and
 * without each unit in turn. Writes {@code choices_<stage>} (every choice), {@code changes_<stage>}
 * (one choice after the other, what changed and why), {@code without_<stage>} (slopes without each
 * unit) and {@code refuters_<stage>} (rules stated beforehand; those that fail keep a verdict from
 * accept).
 */
public final class ChoicesStage implements StageKind<ChoicesStage.Parameters> {
  private static final String UNIT = "unit";
  private static final String TIME = "period";

  /** Share of choices that must give the headline's sign. */
  private static final double SAME_SIGN = 0.9;

  /** Standard errors by which leaving one unit out may move a slope. */
  private static final double MOVES = 1;

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read") String table,
      @Doc("Outcome column") String outcome,
      @Doc("Columns whose slopes are asked for") List<String> columns,
      @Doc("Column that names the unit") String unit,
      @Doc("Column of the period") String time,
      @Doc("Periods over which errors may depend on each other, for Driscoll and Kraay's errors")
          @Default("4")
          int lags) {
    public Parameters {
      columns = List.copyOf(columns);
    }
  }

  /** One way of doing it; {@code form} is level or lags. */
  private record Choice(List<String> effects, String errors, String form) {
    boolean headline() {
      return effects.size() == 2 && errors.equals("by unit") && form.equals("this period");
    }

    String words() {
      return effects.isEmpty() ? "none" : String.join(" and ", effects);
    }
  }

  @Override
  public String name() {
    return "modeling.choices";
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
    RegressionData data =
        RegressionData.read(
            context, p.table(), p.outcome(), p.columns(), p.unit(), p.time(), List.of());
    if (data.rows() == 0) {
      throw LiftgateException.input(
          Problem.of("table", p.table(), "has no rows", "Maybe cleaning left all of them out."));
    }
    Map<Choice, Map<String, Estimate>> found = new LinkedHashMap<>();
    for (String form : List.of("this period", "this and the last")) {
      RegressionData shaped = form.equals("this period") ? data : data.lagged();
      for (List<String> effects :
          List.of(List.<String>of(), List.of(TIME), List.of(UNIT), List.of(UNIT, TIME))) {
        for (String errors : List.of("independent", "by unit", "across units and time")) {
          context.checkCancelled();
          var choice = new Choice(effects, errors, form);
          found.put(choice, slopes(p, context, shaped, choice));
        }
      }
    }
    List<List<@Nullable Object>> without = new ArrayList<>();
    Optional<LeaveOneUnitOut> out = without(p, context, data, without);
    choices(p, context, found);
    changes(p, context, found, out);
    StageTable.write(
        context,
        "without",
        Schema.of(
            new Column("treatment", Type.TEXT),
            new Column("unit_id", Type.TEXT),
            new Column("estimate", Type.DOUBLE)),
        without,
        "treatment",
        "unit_id");
    RefuterTable.write(context, Type.INTEGER, refuters(p, found, out));
  }

  private static Map<String, Estimate> slopes(
      Parameters p, StageContext context, RegressionData data, Choice choice) {
    Covariance covariance =
        switch (choice.errors()) {
          case "independent" -> Covariance.iid();
          case "by unit" -> Covariance.cluster("unit");
          default -> new Covariance.DriscollKraay("time", p.lags());
        };
    LinearFit fit =
        new LinearRegression(covariance)
            .keepingSingletons()
            .with(Design.workers(context))
            .fit(data.sample(choice.effects(), Map.of(UNIT, data.unit(), TIME, data.time())));
    var by = new LinkedHashMap<String, Estimate>();
    fit.estimates().stream()
        .filter(e -> p.columns().contains(e.term()))
        .forEach(e -> by.put(e.term(), e));
    return by;
  }

  private static Optional<Estimate.Value> value(@Nullable Estimate e) {
    return e instanceof Estimate.Value v ? Optional.of(v) : Optional.empty();
  }

  /** Only columns that vary can be solved for; the others have no slope to begin with. */
  private static Optional<LeaveOneUnitOut> without(
      Parameters p, StageContext context, RegressionData data, List<List<@Nullable Object>> rows) {
    Optional<LeaveOneUnitOut> out =
        LeaveOneUnitOut.of(data.outcome(), varying(data), data.unit(), data.time());
    Object[] labels = context.engine().read(p.table(), p.unit()).codes(p.unit()).labels();
    out.ifPresent(
        o -> {
          List<String> names = varyingNames(data);
          for (int u = 0; u < labels.length; u++) {
            for (int k = 0; k < names.size(); k++) {
              double v = o.without()[u][k];
              rows.add(
                  Arrays.<@Nullable Object>asList(
                      names.get(k), String.valueOf(labels[u]), Double.isFinite(v) ? v : null));
            }
          }
        });
    return out;
  }

  private static boolean varies(double[] column) {
    return Arrays.stream(column).anyMatch(v -> v != column[0]);
  }

  private static double[][] varying(RegressionData data) {
    return Arrays.stream(data.columns()).filter(ChoicesStage::varies).toArray(double[][]::new);
  }

  private static List<String> varyingNames(RegressionData data) {
    var names = new ArrayList<String>();
    for (int k = 0; k < data.names().size(); k++) {
      if (varies(data.columns()[k])) {
        names.add(data.names().get(k));
      }
    }
    return names;
  }

  private static void choices(
      Parameters p, StageContext context, Map<Choice, Map<String, Estimate>> found) {
    var rows = new ArrayList<List<@Nullable Object>>();
    found.forEach(
        (choice, slopes) ->
            slopes.forEach(
                (column, e) -> {
                  Optional<Estimate.Value> v = value(e);
                  rows.add(
                      Arrays.<@Nullable Object>asList(
                          column,
                          choice.words(),
                          choice.errors(),
                          choice.form(),
                          choice.headline(),
                          v.map(Estimate.Value::value).orElse(null),
                          v.map(Estimate.Value::stdError).orElse(null),
                          v.map(Estimate.Value::pValue).orElse(null),
                          v.map(Estimate.Value::confLow).orElse(null),
                          v.map(Estimate.Value::confHigh).orElse(null)));
                }));
    StageTable.write(
        context,
        "choices",
        Schema.of(
            new Column("treatment", Type.TEXT),
            new Column("effects", Type.TEXT),
            new Column("errors", Type.TEXT),
            new Column("spends", Type.TEXT),
            new Column("headline", Type.BOOLEAN),
            new Column("estimate", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("p_value", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE)),
        rows,
        "treatment",
        "effects",
        "errors",
        "spends");
  }

  /** One change at a time, each with the reason for it. */
  private static void changes(
      Parameters p,
      StageContext context,
      Map<Choice, Map<String, Estimate>> found,
      Optional<LeaveOneUnitOut> out) {
    record Step(String what, String why, Choice choice) {}
    String now = "this period";
    var steps =
        List.of(
            new Step(
                "Plain regression, independent errors",
                "As published.",
                new Choice(List.of(), "independent", now)),
            new Step(
                "Errors clustered by unit",
                "Rows of one unit are alike; taking them for independent makes errors too small.",
                new Choice(List.of(), "by unit", now)),
            new Step(
                "Period effects",
                "What moves all units in a period, such as a season, is taken out.",
                new Choice(List.of(TIME), "by unit", now)),
            new Step(
                "Unit effects",
                "Units are compared with themselves, not with larger or smaller ones.",
                new Choice(List.of(UNIT), "by unit", now)),
            new Step(
                "Unit and period effects",
                "Both: the headline.",
                new Choice(List.of(UNIT, TIME), "by unit", now)),
            new Step(
                "Errors across units and time",
                "Shocks may hit all units at once and last (Driscoll and Kraay).",
                new Choice(List.of(UNIT, TIME), "across units and time", now)),
            new Step(
                "The last period's spends beside",
                "What was spent a period before may act late and go with this period's.",
                new Choice(List.of(UNIT, TIME), "by unit", "this and the last")));
    var rows = new ArrayList<List<@Nullable Object>>();
    for (String column : p.columns()) {
      for (int s = 0; s < steps.size(); s++) {
        Step step = steps.get(s);
        Estimate e = found.get(step.choice()).get(column);
        Optional<Estimate.Value> v = value(e);
        rows.add(
            Arrays.<@Nullable Object>asList(
                column,
                s + 1L,
                step.what(),
                step.why(),
                v.map(Estimate.Value::value).orElse(null),
                v.map(Estimate.Value::stdError).orElse(null),
                v.map(Estimate.Value::pValue).orElse(null),
                v.map(Estimate.Value::confLow).orElse(null),
                v.map(Estimate.Value::confHigh).orElse(null),
                e instanceof Estimate.Missing m ? m.detail() : null));
      }
    }
    StageTable.write(
        context,
        "changes",
        Schema.of(
            new Column("treatment", Type.TEXT),
            new Column("step", Type.INTEGER),
            new Column("what", Type.TEXT),
            new Column("why", Type.TEXT),
            new Column("estimate", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("p_value", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("missing", Type.TEXT)),
        rows,
        "treatment",
        "step");
  }

  private static List<RefuterTable.Row> refuters(
      Parameters p, Map<Choice, Map<String, Estimate>> found, Optional<LeaveOneUnitOut> out) {
    Choice own = found.keySet().stream().filter(Choice::headline).findFirst().orElseThrow();
    var rows = new ArrayList<RefuterTable.Row>();
    var solved = new ArrayList<String>();
    p.columns().stream().filter(c -> value(found.get(own).get(c)).isPresent()).forEach(solved::add);
    for (String column : solved) {
      Estimate.Value head = value(found.get(own).get(column)).orElseThrow();
      rows.add(sameSign(p, column, head, found));
      rows.add(otherErrors(p, column, head, found));
    }
    out.filter(o -> o.all().length == solved.size())
        .ifPresent(
            o -> {
              for (int k = 0; k < solved.size(); k++) {
                String column = solved.get(k);
                rows.add(oneOut(p, column, value(found.get(own).get(column)).orElseThrow(), o, k));
              }
            });
    return rows;
  }

  private static RefuterTable.Row sameSign(
      Parameters p, String column, Estimate.Value head, Map<Choice, Map<String, Estimate>> found) {
    List<Estimate.Value> all =
        found.entrySet().stream()
            .filter(e -> e.getKey().errors().equals("by unit"))
            .flatMap(e -> value(e.getValue().get(column)).stream())
            .toList();
    double share =
        all.stream().filter(v -> Math.signum(v.value()) == Math.signum(head.value())).count()
            / (double) all.size();
    boolean pass = share >= SAME_SIGN;
    return row(
        p,
        column,
        "choices",
        "Nine in ten of the choices of effects and lags give the slope the same sign.",
        pass,
        share,
        SAME_SIGN,
        all.size(),
        "%d of %d choices of effects and lags give the slope this sign."
            .formatted(Math.round(share * all.size()), all.size()));
  }

  private static RefuterTable.Row otherErrors(
      Parameters p, String column, Estimate.Value head, Map<Choice, Map<String, Estimate>> found) {
    Estimate.Value other =
        found.entrySet().stream()
            .filter(e -> e.getKey().effects().size() == 2)
            .filter(e -> e.getKey().errors().equals("across units and time"))
            .filter(e -> e.getKey().form().equals("this period"))
            .flatMap(e -> value(e.getValue().get(column)).stream())
            .findFirst()
            .orElse(head);
    boolean pass = side(head) == side(other);
    return row(
        p,
        column,
        "errors",
        "Errors that run across units and time leave the 95% interval on the same side of 0.",
        pass,
        other.pValue(),
        0.05,
        0,
        pass
            ? "Errors that run across units and time change nothing about which side of 0 the"
                + " interval lies on."
            : "With errors that run across units and time the interval no longer lies on the same"
                + " side of 0.");
  }

  /** 1 above zero, -1 below, 0 across. */
  private static int side(Estimate.Value v) {
    return v.confLow() > 0 ? 1 : v.confHigh() < 0 ? -1 : 0;
  }

  private static RefuterTable.Row oneOut(
      Parameters p, String column, Estimate.Value head, LeaveOneUnitOut out, int k) {
    double most =
        Arrays.stream(out.without())
            .mapToDouble(w -> Math.abs(w[k] - out.all()[k]))
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    double moved = most / head.stdError();
    boolean pass = moved <= MOVES;
    return row(
        p,
        column,
        "one-out",
        "Leaving out any one unit moves the slope by at most one standard error.",
        pass,
        moved,
        MOVES,
        out.without().length,
        "Leaving out the most influential of %,d units moves the slope by %s standard errors."
            .formatted(out.without().length, String.format(java.util.Locale.ROOT, "%.2f", moved)));
  }

  private static RefuterTable.Row row(
      Parameters p,
      String column,
      String refuter,
      String rule,
      boolean pass,
      double statistic,
      double threshold,
      long draws,
      String sentence) {
    return new RefuterTable.Row(
        column,
        p.outcome(),
        null,
        refuter,
        rule,
        pass ? RefuterTable.Word.PASS : RefuterTable.Word.FRAGILE,
        statistic,
        threshold,
        null,
        draws,
        true,
        sentence);
  }
}
