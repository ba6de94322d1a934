package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel;
import org.liftgate.reporting.report.ReportModel.Arms;
import org.liftgate.reporting.report.ReportModel.Assumed;
import org.liftgate.reporting.report.ReportModel.Check;
import org.liftgate.reporting.report.ReportModel.Compared;
import org.liftgate.reporting.report.ReportModel.Design;
import org.liftgate.reporting.report.ReportModel.Finding;
import org.liftgate.reporting.report.ReportModel.Flow;
import org.liftgate.reporting.report.ReportModel.Funnel;
import org.liftgate.reporting.report.ReportModel.Input;
import org.liftgate.reporting.report.ReportModel.Judgement;
import org.liftgate.reporting.report.ReportModel.PreTrend;
import org.liftgate.reporting.report.ReportModel.Reason;
import org.liftgate.reporting.report.ReportModel.Step;
import org.liftgate.reporting.report.ReportModel.Tested;
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

  ModelReader(Report.Parameters parameters, StageContext context) {
    this.parameters = parameters;
    this.context = context;
    this.pipeline = context.pipeline();
    this.estimates = rows("estimates");
    this.verdicts = rows("verdicts");
    this.truth = new Truth(rows("truth"), parameters.treatment());
  }

  ReportModel read() {
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
        GroupReader.events(rows("event_study"), ours().toList()),
        new GroupReader(parameters, truth)
            .campaigns(rows("campaign_estimates"), rows("campaigns"), ours().toList()),
        rows("comparison").stream().map(ModelReader::compared).toList(),
        pipeline.claims().stream().map(this::claim).toList(),
        checks(),
        funnels(),
        flows(),
        pipeline.assumptions().stream().map(this::assumed).toList(),
        inputs());
  }

  private List<Row> rows(String table) {
    return context.inputs().containsKey(table)
        ? new Rows(context.engine().read(table)).stream().toList()
        : List.of();
  }

  /** Rows of estimates about the report's treatment. */
  private Stream<Row> ours() {
    return estimates.stream().filter(r -> r.is("treatment", parameters.treatment()));
  }

  private Optional<Design> design() {
    return context.inputs().keySet().stream()
        .filter(name -> name.endsWith("_design"))
        .sorted()
        .flatMap(name -> rows(name).stream())
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
            .thenComparing(f -> !f.outcome().equals(parameters.outcome()));
    return ours()
        .filter(r -> r.integer("group_id").isEmpty())
        .filter(r -> !r.is("term", PRE_TREND) && !r.text("term").startsWith("event("))
        .filter(r -> !(defended && r.is("profile", Profile.PUBLISHED.word())))
        .map(this::finding)
        .sorted(order)
        .toList();
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

  private static boolean same(Row a, Row b) {
    return Stream.of("design", "treatment", "outcome", "group_id", "term")
        .allMatch(c -> a.is(c, b.text(c)));
  }

  private static Judgement judgement(Row v) {
    return new Judgement(
        v.text("verdict"),
        v.text("grade"),
        v.text("reasons"),
        v.text("next_step"),
        v.number("break_even"),
        v.number("mde"));
  }

  private static Judgement ungraded(Row r) {
    return new Judgement(
        "", r.text("grade"), "", "", OptionalDouble.empty(), OptionalDouble.empty());
  }

  private String title(String design) {
    return pipeline
        .stage(design)
        .map(s -> s.title().isBlank() ? Words.sentence(Words.name(design)) : s.title())
        .orElse(Words.sentence(Words.name(design)));
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

  private static Compared compared(Row r) {
    var estimate = r.number("published_estimate");
    double error = r.number("published_se").orElse(Double.NaN);
    Optional<Value> published =
        estimate.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Value(
                    estimate.getAsDouble(),
                    error,
                    Double.NaN,
                    r.number("published_p").orElse(Double.NaN),
                    Double.NaN,
                    Double.NaN));
    String on = r.text("defended_treatment");
    return new Compared(
        r.text("treatment"),
        on.equals(r.text("treatment")) ? "" : on,
        r.text("outcome"),
        r.text("term"),
        r.integer("group_id"),
        published,
        r.text("published_says"),
        defended(r),
        r.text("grade"),
        r.text("verdict"),
        r.text("why"));
  }

  private static Optional<Value> defended(Row r) {
    var estimate = r.number("defended_estimate");
    var low = r.number("conf_low");
    var high = r.number("conf_high");
    return estimate.isEmpty() || low.isEmpty() || high.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Value(
                estimate.getAsDouble(),
                (high.getAsDouble() - low.getAsDouble()) / 3.92,
                Double.NaN,
                Double.NaN,
                low.getAsDouble(),
                high.getAsDouble()));
  }

  private ReportModel.Claim claim(Pipeline.Claim c) {
    String figure =
        estimates.stream()
            .filter(r -> r.is("design", c.test()) && r.integer("group_id").isEmpty())
            .filter(r -> !r.is("term", PRE_TREND) && !r.text("term").startsWith("event("))
            .findFirst()
            .map(this::figure)
            .orElse("");
    return new ReportModel.Claim(c.sentence(), c.test(), c.judgement(), figure);
  }

  private String figure(Row r) {
    Judgement j =
        verdicts.stream()
            .filter(v -> same(v, r))
            .findFirst()
            .map(ModelReader::judgement)
            .orElse(ungraded(r));
    String number =
        value(r)
            .map(
                v ->
                    "%s (95%%: %s)"
                        .formatted(
                            Numbers.effect(v.estimate(), v.stdError()),
                            Numbers.range(v.low(), v.high(), v.stdError())))
            .orElse("no number");
    return Words.list(
            Stream.of(title(r.text("design")) + ": " + number, j.grade(), j.verdict())
                .filter(t -> !t.isEmpty())
                .toList())
        .replace(" and ", ", ");
  }

  private List<Check> checks() {
    return new Rows(context.gateResults())
        .stream()
            .map(
                r ->
                    new Check(
                        r.text("gate"),
                        r.text("table_name"),
                        r.text("group_id"),
                        r.text("severity"),
                        r.text("outcome"),
                        r.text("message")))
            .toList();
  }

  private List<Funnel> funnels() {
    var ours = "cohort_" + parameters.treatment() + "_steps";
    return context.inputs().keySet().stream()
        .filter(name -> name.startsWith("cohort_") && name.endsWith("_steps"))
        .sorted(Comparator.comparing((String name) -> !name.equals(ours)).thenComparing(n -> n))
        .map(name -> new Funnel(name.replaceAll("^cohort_|_steps$", ""), steps(name)))
        .toList();
  }

  private List<Step> steps(String table) {
    return rows(table).stream()
        .sorted(Comparator.comparingLong(r -> r.integer("step").orElse(0)))
        .map(r -> new Step(r.text("name"), r.integer("units").orElse(0), r.text("why")))
        .toList();
  }

  private List<Flow> flows() {
    return context.inputs().keySet().stream()
        .filter(name -> name.endsWith("_rejected"))
        .sorted()
        .map(name -> flow(name, name.substring(0, name.length() - "_rejected".length())))
        .toList();
  }

  private Flow flow(String rejected, String table) {
    var reasons = new Rows(context.engine().query(Queries.reasons(rejected), Map.of()));
    return new Flow(
        table,
        count(table + "_raw"),
        count(table),
        reasons.stream().map(r -> new Reason(r.text("reason"), r.integer("n").orElse(0))).toList());
  }

  private OptionalLong count(String table) {
    return Optional.ofNullable(context.inputs().get(table))
        .flatMap(Artifact::table)
        .map(t -> OptionalLong.of(t.rows()))
        .orElse(OptionalLong.empty());
  }

  private Assumed assumed(Pipeline.Assumption a) {
    var tests = new ArrayList<Tested>();
    for (String test : a.tests()) {
      tests.addAll(tested(test));
    }
    return new Assumed(a.sentence(), tests, a.mitigation());
  }

  /** A test is a gate, or a stage whose pre-trend test or verdict speaks for it. */
  private List<Tested> tested(String test) {
    var outcomes = checks().stream().filter(c -> c.gate().equals(test)).toList();
    if (!outcomes.isEmpty()) {
      return List.of(worst(test, outcomes));
    }
    return estimates.stream()
        .filter(r -> r.is("design", test) && r.is("term", PRE_TREND))
        .findFirst()
        .map(r -> List.of(preTrendTest(test, r)))
        .orElse(List.of(new Tested(test, "", "no outcome in this run")));
  }

  private static Tested worst(String test, List<Check> outcomes) {
    Check worst =
        outcomes.stream()
            .min(Comparator.comparingInt(c -> List.of("fail", "warn", "pass").indexOf(c.outcome())))
            .orElseThrow();
    long same = outcomes.stream().filter(c -> c.outcome().equals(worst.outcome())).count();
    String more =
        outcomes.size() == 1
            ? ""
            : " (%s of %s groups)".formatted(Numbers.count(same), Numbers.count(outcomes.size()));
    return new Tested(test, worst.outcome(), worst.message() + more);
  }

  private Tested preTrendTest(String test, Row r) {
    var p = r.number("p_value");
    return p.isEmpty()
        ? new Tested(test, "", "the joint test could not be made")
        : new Tested(
            title(test),
            p.getAsDouble() < .05 ? "warn" : "pass",
            "joint test " + Numbers.pValue(p.getAsDouble()));
  }

  private List<Input> inputs() {
    return context.inputs().values().stream()
        .sorted(Comparator.comparing(Artifact::name))
        .map(
            a ->
                new Input(
                    a.name(),
                    a.table().map(t -> OptionalLong.of(t.rows())).orElse(OptionalLong.empty()),
                    a.sha256()))
        .toList();
  }
}
