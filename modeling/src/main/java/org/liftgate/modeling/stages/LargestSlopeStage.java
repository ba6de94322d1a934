package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
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
import org.liftgate.modeling.linear.LargestSlope;
import org.liftgate.modeling.linear.LinearFit;

/**
 * {@code modeling.largest-slope}: whether one column's slope is positive and larger in size than
 * that of every other column of the same regression ({@link LargestSlope}). Writes one row with the
 * term {@code lead}, the least lead over a rival with its interval, which a claim such as "x is the
 * strongest driver" is held against ({@code above: 0}) and which is no effect to judge; and {@code
 * rivals_<stage>}, every contest.
 */
public final class LargestSlopeStage implements StageKind<LargestSlopeStage.Parameters> {
  /** The term of the least lead. */
  static final String LEAD = "lead";

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read") String table,
      @Doc("Outcome column") String outcome,
      @Doc("Column whose slope is said to be the largest") String first,
      @Doc("Columns that it must beat") List<String> others,
      @Doc("Columns that are held fixed and take no part") @Default("[]") List<String> controls,
      @Doc("Column that names the unit") String unit,
      @Doc("Column of the period") String time,
      @Doc("Columns whose levels have effects of their own") @Default("[]") List<String> effects,
      @Doc(
              "Whether slopes are compared per standard deviation of their column; else per unit, for columns of one unit")
          @Default("true")
          boolean standardise,
      @Doc("iid, cluster (by unit), cr2 (the same for few or uneven units) or driscoll-kraay")
          @Default("cluster")
          RegressionStage.Vcov vcov,
      @Doc("Periods over which errors may depend on each other, for driscoll-kraay") @Default("4")
          int lags) {
    public Parameters {
      others = List.copyOf(others);
      controls = List.copyOf(controls);
      effects = List.copyOf(effects);
      if (others.isEmpty() || others.contains(first) || controls.contains(first)) {
        throw LiftgateException.input(
            "a largest slope needs rivals",
            List.of(
                Problem.of(
                    "others",
                    others.toString(),
                    "must name at least one column, and not " + first + " itself",
                    "Maybe name every other driver.")));
      }
    }

    private RegressionStage.Parameters regression() {
      return new RegressionStage.Parameters(
          table,
          outcome,
          Stream.concat(Stream.of(first), others.stream()).toList(),
          controls,
          unit,
          time,
          effects,
          Optional.empty(),
          Optional.empty(),
          vcov,
          lags,
          RegressionStage.Form.LEVEL,
          Grade.ASSOCIATIONAL,
          Profile.DEFENDED);
    }
  }

  @Override
  public String name() {
    return "modeling.largest-slope";
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
    RegressionStage.Parameters own = p.regression();
    RegressionData data = RegressionStage.data(own, context);
    LinearFit fit = RegressionStage.fit(own, context, data);
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int k = 0; k < own.columns().size(); k++) {
      weights.put(own.columns().get(k), p.standardise() ? deviation(data.columns()[k]) : 1);
    }
    Optional<LargestSlope> found =
        fit instanceof LinearFit.Solved s
            ? LargestSlope.of(s, p.first(), weights)
            : Optional.empty();
    Estimate estimate = found.<Estimate>map(l -> l.estimate(LEAD)).orElseGet(() -> missing(p, fit));
    double error = estimate instanceof Estimate.Value v ? v.stdError() : Double.NaN;
    var arms = data.arms(0, error);
    var row =
        new EstimateTable.Row(
            context.stage().id(),
            p.effects().isEmpty() ? "ols" : "fe",
            Profile.DEFENDED.word(),
            p.first(),
            p.outcome(),
            null,
            RegressionStage.convention(fit),
            data.rows(),
            arms,
            arms,
            arms,
            Grade.ASSOCIATIONAL.word(),
            data.periods());
    EstimateTable.write(context, Type.INTEGER, List.of(row.with(estimate)));
    rivals(p, context, found);
  }

  private static double deviation(double[] column) {
    double mean = Arrays.stream(column).average().orElse(0);
    return Math.sqrt(Arrays.stream(column).map(x -> (x - mean) * (x - mean)).sum() / column.length);
  }

  /** The regression's own reason where it has one. */
  private static Estimate missing(Parameters p, LinearFit fit) {
    return fit.estimates().stream()
        .filter(e -> e.term().equals(p.first()) && e instanceof Estimate.Missing)
        .map(e -> (Estimate.Missing) e)
        .findFirst()
        .map(m -> new Estimate.Missing(LEAD, m.reason(), m.detail()))
        .orElseGet(
            () ->
                new Estimate.Missing(
                    LEAD,
                    Estimate.Reason.NO_COMPARISON,
                    "None of %s could be estimated beside %s."
                        .formatted(String.join(", ", p.others()), p.first())));
  }

  private static void rivals(Parameters p, StageContext context, Optional<LargestSlope> found) {
    var rows = new ArrayList<List<@Nullable Object>>();
    found.ifPresent(
        l ->
            l.rivals()
                .forEach(
                    r ->
                        rows.add(
                            Arrays.<@Nullable Object>asList(
                                p.first(),
                                r.name(),
                                p.standardise(),
                                r.slope(),
                                r.lead(),
                                r.stdError(),
                                r.low(),
                                r.high(),
                                r.pValue()))));
    List<String> met = rows.stream().map(r -> String.valueOf(r.get(1))).toList();
    List<String> absent = p.others().stream().filter(o -> !met.contains(o)).toList();
    if (found.isPresent() && !absent.isEmpty()) {
      context.note(
          "%s had no estimate to hold %s against.".formatted(String.join(", ", absent), p.first()));
    }
    StageTable.write(
        context,
        "rivals",
        Schema.of(
            new Column("first", Type.TEXT),
            new Column("rival", Type.TEXT),
            new Column("standardised", Type.BOOLEAN),
            new Column("slope", Type.DOUBLE),
            new Column("lead", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("p_value", Type.DOUBLE)),
        rows,
        "first",
        "rival");
  }
}
