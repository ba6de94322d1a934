package org.liftgate.reporting.stages;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel;
import org.liftgate.reporting.report.ReportModel.Arms;
import org.liftgate.reporting.report.ReportModel.Design;
import org.liftgate.reporting.report.ReportModel.Finding;
import org.liftgate.reporting.report.ReportModel.Judgement;
import org.liftgate.reporting.report.ReportModel.PreTrend;
import org.liftgate.reporting.report.ReportModel.Value;
import org.liftgate.reporting.stages.Rows.Row;

/** Fills the report's model from the inputs of a stage. */
final class ModelReader {
  static final String PRE_TREND = "pre-trend";

  private final Report.Parameters parameters;
  private final StageContext context;
  private final Pipeline pipeline;
  private final List<Row> estimates;
  private final List<Row> verdicts;
  private final Truth truth;
  private final Inputs inputs;
  private final Tests tests;

  ModelReader(Report.Parameters parameters, StageContext context) {
    this.parameters = parameters;
    this.context = context;
    this.pipeline = context.pipeline();
    this.inputs = new Inputs(context);
    this.estimates = inputs.rows("estimates");
    this.verdicts = inputs.rows("verdicts");
    this.truth = new Truth(inputs.rows("truth"), parameters.treatment());
    this.tests =
        new Tests(context.gateResults(), estimates, this::title, this::leftOut, inputs::rows);
  }

  ReportModel read() {
    var claims = new Claims(estimates, verdicts, this::title, parameters);
    return new ReportModel(
        pipeline.title(),
        pipeline.question(),
        context.simulated(),
        context.profile().word(),
        parameters.setting(),
        design(),
        findings(),
        preTrend(),
        new TrendReader(parameters, context).cells(),
        GroupReader.events(inputs.rows("event_study"), ours().toList()),
        new GroupReader(parameters, truth)
            .campaigns(
                inputs.rows("campaign_estimates"), inputs.rows("campaigns"), ours().toList()),
        claims.compared(inputs.rows("comparison")),
        claims.claims(pipeline.claims(), inputs.rows("claims")),
        tests.checks(),
        inputs.funnels(parameters.treatment()),
        inputs.flows(),
        pipeline.assumptions().stream().map(tests::assumed).toList(),
        inputs.all());
  }

  /** Rows of estimates about the report's treatment. */
  private Stream<Row> ours() {
    return estimates.stream().filter(r -> r.is("treatment", parameters.treatment()));
  }

  private Optional<Design> design() {
    return context.inputs().keySet().stream()
        .filter(name -> name.endsWith("_design"))
        .sorted()
        .flatMap(name -> inputs.rows(name).stream())
        .filter(r -> r.is("treatment", parameters.treatment()))
        .findFirst()
        .map(
            r ->
                new Design(
                    r.text("definition"),
                    r.text("grade"),
                    r.yes("after_outcome"),
                    r.integer("treated_units").orElse(0),
                    r.integer("comparison_units").orElse(0)));
  }

  private List<Finding> findings() {
    boolean defended = context.profile() == Profile.DEFENDED;
    var order =
        Comparator.comparing((Finding f) -> !f.headline())
            .thenComparing(f -> !f.outcome().equals(parameters.outcome()))
            .thenComparing(
                f -> f.value().isEmpty() || f.judgement().verdict().equals("not-estimable"));
    return ours()
        .filter(r -> r.integer("group_id").isEmpty())
        .filter(ModelReader::effect)
        .filter(r -> !partOnly(r))
        .filter(r -> !ofSegment(r) && !r.is("term", "held-fixed") && !r.is("term", "lead"))
        .filter(r -> !(defended && r.is("profile", Profile.PUBLISHED.word())))
        .map(this::finding)
        .sorted(order)
        .toList();
  }

  /** A cell of profit and loss: a part of an effect, which nobody judges by itself. */
  private boolean partOnly(Row r) {
    return pipeline
        .stage(r.text("design"))
        .filter(s -> s.uses().equals("modeling.economics"))
        .isPresent();
  }

  /** An effect of one segment, where the segments have a section of their own. */
  private boolean ofSegment(Row r) {
    return r.text("term").matches("(segment|interaction)\\(.*\\)")
        && context.inputs().containsKey(SegmentPart.table(r.text("design")));
  }

  private Finding finding(Row r) {
    Optional<Row> verdict = verdicts.stream().filter(v -> same(v, r)).findFirst();
    return new Finding(
        title(r.text("design")),
        r.text("estimator"),
        r.text("outcome"),
        r.text("term"),
        verdict.map(v -> v.yes("headline")).orElse(false),
        value(r),
        r.text("missing_reason"),
        r.text("detail"),
        r.text("vcov"),
        r.integer("n"),
        arms(r),
        verdict.map(ModelReader::judgement).orElse(ungraded(r)),
        truth.of(r.text("outcome"), r.text("term"), OptionalLong.empty()));
  }

  /** Whether a row is an effect, not a period of an event study or a test. */
  static boolean effect(Row r) {
    return !r.is("term", PRE_TREND)
        && !r.is("term", "additivity")
        && !r.is("term", "rho")
        && !r.is("term", "heterogeneity")
        && !r.text("term").startsWith("joint(")
        && !r.text("term").startsWith("event(");
  }

  static boolean same(Row a, Row b) {
    return Stream.of("design", "treatment", "outcome", "group_id", "term")
        .allMatch(c -> a.is(c, b.text(c)));
  }

  static Judgement judgement(Row v) {
    return new Judgement(
        v.text("verdict"),
        v.text("grade"),
        v.text("reasons"),
        v.text("next_step"),
        v.number("break_even"),
        v.number("mde"));
  }

  static Judgement ungraded(Row r) {
    return new Judgement(
        "", r.text("grade"), "", "", OptionalDouble.empty(), OptionalDouble.empty());
  }

  private String title(String design) {
    return title(pipeline, design);
  }

  /** What a stage is called. */
  static String title(Pipeline pipeline, String design) {
    return pipeline
        .stage(design)
        .map(s -> s.title().isBlank() ? Words.sentence(Words.name(design)) : s.title())
        .orElse(Words.sentence(Words.name(design)));
  }

  /** Whether a stage or gate is there only for the other recipe. */
  private boolean leftOut(String test) {
    var where =
        pipeline.stages().stream()
            .filter(s -> s.id().equals(test) || s.gates().contains(test))
            .toList();
    return !where.isEmpty() && where.stream().noneMatch(s -> s.runsUnder(context.profile()));
  }

  static Arms arms(Row r) {
    return new Arms(
        r.integer("treated_units"),
        r.integer("comparison_units"),
        r.integer("clean_treated_units"),
        r.integer("clean_comparison_units"));
  }

  /** A value only where estimate and interval are all there. */
  static Optional<Value> value(Row r) {
    var estimate = r.number("estimate");
    var low = r.number("conf_low");
    var high = r.number("conf_high");
    if (estimate.isEmpty() || low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    double half = (high.getAsDouble() - low.getAsDouble()) / 2;
    return Optional.of(
        new Value(
            estimate.getAsDouble(),
            r.number("std_error").orElse(half / 1.96),
            r.number("df").orElse(Double.NaN),
            r.number("p_value").orElse(Double.NaN),
            low.getAsDouble(),
            high.getAsDouble()));
  }

  private Optional<PreTrend> preTrend() {
    return ours()
        .filter(r -> r.is("term", PRE_TREND))
        .min(Comparator.comparing(r -> !r.is("outcome", parameters.outcome())))
        .map(r -> new PreTrend(value(r), r.number("p_value"), joint(r)));
  }

  /** The statistic where the table has it, else what the estimator says. */
  private static String joint(Row r) {
    var f = r.number("f");
    if (f.isPresent() && r.number("f_df1").isPresent() && r.number("f_df2").isPresent()) {
      return "F = %s on %s and %s degrees of freedom"
          .formatted(
              Numbers.fixed(f.getAsDouble(), 2),
              Numbers.plain(r.number("f_df1").getAsDouble()),
              Numbers.plain(r.number("f_df2").getAsDouble()));
    }
    return r.text("missing_reason").isEmpty() ? r.text("detail") : r.text("missing_reason");
  }
}
