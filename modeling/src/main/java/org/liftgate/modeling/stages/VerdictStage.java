package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

/**
 * {@code modeling.verdict}: passes a verdict on every effect that the stages it needs estimated.
 * Writes {@code estimates} (all of them), {@code verdicts}, {@code comparison} (published beside
 * defended), {@code campaign_estimates}, {@code event_study}, {@code claims} (what becomes of each)
 * and {@code estimates_truth}, which lays the truth of simulated data beside estimates that were
 * made without it.
 */
public final class VerdictStage implements StageKind<VerdictStage.Parameters> {

  /** An answer that the report opens with. */
  public record Headline(
      @Doc("Estimating stage") String design,
      @Doc("Outcome column") String outcome,
      @Doc("Treatment, where a stage has effects of several; empty takes them all")
          Optional<String> treatment) {
    public Headline(String design, String outcome) {
      this(design, outcome, Optional.empty());
    }

    boolean names(Estimated e) {
      return design.equals(e.design())
          && outcome.equals(e.outcome())
          && treatment.map(e.treatment()::equals).orElse(true);
    }
  }

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Estimates the report opens with, the first that could be estimated first")
          List<Headline> headline,
      @Doc("Event study whose joint test stands for each treatment") @Default("{}")
          Map<String, String> preTrends,
      @Doc("Effect per unit and period at which it pays") @Default("0") double breakEven,
      @Doc(
              "Table of modeling.economics: where costs are given, break-even and the chance that"
                  + " the return exceeds the hurdle decide")
          Optional<String> economics,
      @Doc("What units are called, in the plural") @Default("units") String units,
      @Doc("What periods are called, in the plural") @Default("weeks") String periods,
      @Doc(
              "What to bring, by the reason of a missing estimate, such as no_comparison; else general words")
          @Default("{}")
          Map<String, String> remedies) {
    /** Without costs. */
    public Parameters(
        List<Headline> headline,
        Map<String, String> preTrends,
        double breakEven,
        String units,
        String periods) {
      this(headline, preTrends, breakEven, Optional.empty(), units, periods);
    }

    /** With the general words for what is missing. */
    public Parameters(
        List<Headline> headline,
        Map<String, String> preTrends,
        double breakEven,
        Optional<String> economics,
        String units,
        String periods) {
      this(headline, preTrends, breakEven, economics, units, periods, Map.of());
    }

    public Parameters {
      headline = List.copyOf(headline);
      preTrends = Map.copyOf(preTrends);
      remedies = Map.copyOf(remedies);
      var reasons =
          Arrays.stream(Estimate.Reason.values())
              .map(r -> r.name().toLowerCase(Locale.ROOT))
              .toList();
      List<Problem> unknown =
          remedies.keySet().stream()
              .filter(r -> !reasons.contains(r))
              .sorted()
              .map(
                  r ->
                      Problem.of(
                          "remedies",
                          r,
                          "must be a reason: one of " + reasons,
                          Problem.didYouMean(r, reasons)))
              .toList();
      if (!unknown.isEmpty()) {
        throw LiftgateException.input("remedies names what is no reason", unknown);
      }
    }

    /** What to bring where an estimate is missing for this reason. */
    Optional<String> remedy(Estimate.Reason reason) {
      return Optional.ofNullable(remedies.get(reason.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public String name() {
    return "modeling.verdict";
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
  public Set<Reads> reads() {
    return Set.of(Reads.GATES, Reads.PROFILE, Reads.TEXTS);
  }

  @Override
  public boolean gathers() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    check(p, context);
    AnalysisPlan.check(context, p)
        .ifPresent(
            sha -> context.note("Judged by the analysis plan with the SHA-256 " + sha + "."));
    List<Estimated> estimates = GraphStage.identified(Estimated.all(context));
    Schema.Type groupType = groupType(estimates);
    List<Judged> judged = Judged.all(estimates, p, context);
    writeEstimates(context, groupType, estimates);
    writeVerdicts(context, groupType, judged, p);
    ComparisonTable.write(context, groupType, judged);
    Optional<Judged> headline = headline(judged, p);
    CampaignTable.write(context, groupType, judged, headline);
    EventTable.write(context, estimates, headline, p);
    TruthTable.write(context, groupType, estimates);
    ClaimTable.write(context, judged, estimates);
    summarise(context, judged);
  }

  /** Each headline must be estimated in this run; a pre-trend design may be left out of it. */
  private static void check(Parameters p, StageContext context) {
    Set<String> stages = estimating(context, _ -> true);
    Set<String> running = estimating(context, s -> s.runsUnder(context.profile()));
    var problems = new ArrayList<Problem>();
    for (Headline h : p.headline()) {
      unknown(running, "headline.design", h.design()).ifPresent(problems::add);
    }
    p.preTrends()
        .forEach(
            (treatment, design) ->
                unknown(stages, "pre_trends." + treatment, design).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw LiftgateException.input("verdict names stages that do not estimate", problems);
    }
  }

  private static Set<String> estimating(StageContext context, Predicate<Stage> which) {
    return context.pipeline().stages().stream()
        .filter(s -> s.uses().startsWith("modeling.") && which.test(s))
        .map(Stage::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Optional<Problem> unknown(Set<String> stages, String name, String design) {
    return stages.contains(design)
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                name,
                design,
                "must be a stage that estimates in this run: one of " + stages,
                Problem.didYouMean(design, stages)));
  }

  /** The first that could be estimated; where none could, the first. */
  private static Optional<Judged> headline(List<Judged> judged, Parameters p) {
    return p.headline().stream()
        .flatMap(h -> judged.stream().filter(Judged::headline).filter(j -> h.names(j.estimated())))
        .min(Comparator.comparing(j -> !j.valid()));
  }

  private static Schema.Type groupType(List<Estimated> estimates) {
    return estimates.stream().anyMatch(e -> e.group() instanceof String)
        ? Schema.Type.TEXT
        : Schema.Type.INTEGER;
  }

  private static void writeEstimates(
      StageContext context, Schema.Type groupType, List<Estimated> estimates) {
    StageTable.define(
        context,
        "estimates",
        EstimateTable.schema(groupType),
        estimates.stream().map(Estimated::row).toList());
    context.write(
        "estimates",
        List.of("design", "treatment", "outcome", "group_id", "term"),
        Optional.of(Schemas.ESTIMATES));
  }

  private static void writeVerdicts(
      StageContext context, Schema.Type groupType, List<Judged> judged, Parameters p) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Judged j : judged) {
      Estimated e = j.estimated();
      var mde = j.judgement().mde();
      rows.add(
          Arrays.<@Nullable Object>asList(
              e.design(),
              e.treatment(),
              e.outcome(),
              e.group(),
              e.term(),
              j.headline(),
              j.word(),
              e.grade().word(),
              j.breakEven(),
              mde.isPresent() ? (Double) mde.getAsDouble() : null,
              j.roi().orElse(null),
              j.reasons(),
              j.judgement().verdict().nextStep(),
              j.qValue().orElse(null)));
    }
    var columns = new ArrayList<>(grouped(Schemas.VERDICTS, groupType).columns());
    columns.add(new Schema.Column("q_value", Schema.Type.DOUBLE));
    StageTable.define(context, "verdicts", new Schema(columns), rows);
    context.write(
        "verdicts",
        List.of("design", "treatment", "outcome", "group_id", "term"),
        Optional.of(Schemas.VERDICTS));
  }

  /** The schema with {@code group_id} of the panel's type. */
  static Schema grouped(Schema schema, Schema.Type groupType) {
    return new Schema(
        schema.columns().stream()
            .map(c -> c.name().equals("group_id") ? new Schema.Column("group_id", groupType) : c)
            .toList());
  }

  private static void summarise(StageContext context, List<Judged> judged) {
    judged.stream()
        .collect(Collectors.groupingBy(Judged::word, java.util.TreeMap::new, Collectors.counting()))
        .forEach((word, count) -> context.metric("verdicts " + word, count));
  }
}
