package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.adjusted.GroupAdjustment;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.adjusted.PairedInfluence;
import org.liftgate.modeling.adjusted.UnitInfluence;
import org.liftgate.modeling.matching.Matches;
import org.liftgate.modeling.weighting.Target;
import org.liftgate.modeling.weighting.WeightingResult;

/**
 * {@code modeling.adjusted}: each group and all of them under two designs of selection. {@code
 * att-matched} is a difference in differences of pairs matched on the earlier history only; it
 * assumes parallel trends of the pairs. {@code att-history} is a doubly robust effect on the
 * treated given the whole history; it assumes that nothing else decided who was treated. {@code
 * ato} is the same for the overlap, where the score tells the arms apart. Pooled effects weigh
 * groups as a stacked regression does. Beside the estimates: {@code scores_}, {@code overlap_},
 * {@code balance_} (a Love plot's rows), {@code calipers_} and {@code refuters_} (agreement of the
 * designs), each followed by the stage's id.
 */
public final class AdjustedStage implements StageKind<AdjustedStage.Parameters> {
  static final String MATCHED = "att-matched";
  static final String HISTORY = "att-history";

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Features table: one row a unit and group, from before the start") String features,
      @Doc("Panel table to read") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column of the panel") String outcome,
      @Doc("Covariates that pairs are matched on: of the earlier history") List<String> match,
      @Doc("Covariates of the doubly robust effect: of the whole history") List<String> history,
      @Doc("Columns of the outcome by period before the start, the latest first") List<String> path,
      @Doc("How many periods before the start the earlier history ends") @Default("9")
          int matchedFrom,
      @Doc("Caliper in standard deviations of the logit") @Default("0.25") double caliper,
      @Doc("Calipers shown beside it") @Default("[0.1, 0.25, 0.5]") List<Double> calipers,
      @Doc("Folds of the doubly robust effect, grouped by unit") @Default("5") int folds,
      @Doc("Decides the folds") @Default("20240501") int foldSeed,
      @Doc("Least share of scores in [.1, .9] below which overlap counts as poor") @Default("0.1")
          double minShare,
      @Doc("Greatest AUC of the score above which overlap counts as poor") @Default("0.9")
          double maxAuc,
      @Doc("Units each arm needs") @Default("50") int minClusters) {
    public Parameters {
      match = List.copyOf(match);
      history = List.copyOf(history);
      path = List.copyOf(path);
      calipers = List.copyOf(calipers);
    }
  }

  @Override
  public String name() {
    return "modeling.adjusted";
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

  /** A group under every design; an effect that is missing has no influence. */
  record Adjusted(
      GroupAdjustment group,
      UnitInfluence plain,
      Optional<PairedInfluence> matched,
      Estimate matchedEstimate,
      WeightingResult history,
      WeightingResult overlap) {
    GroupSample sample() {
      return group.sample();
    }

    Optional<UnitInfluence> influence(WeightingResult w, int units) {
      return w.effect() instanceof Estimate.Value v
          ? Optional.of(UnitInfluence.ofMean(v.value(), sample().unit(), w.influence(), units))
          : Optional.empty();
    }
  }

  @Override
  public void run(Parameters p, StageContext context) {
    Design design = Design.read(context, p.treatment(), Profile.DEFENDED);
    AdjustedData data = AdjustedData.read(context, p);
    Workers workers = Design.workers(context);
    List<Adjusted> groups =
        workers.map(data.groups().size(), k -> adjust(p, data.groups().get(k), data.units()));
    var tables = new AdjustedTables(context, p, design, data);
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Adjusted a : groups) {
      Grade grade = tables.grade(a);
      rows.add(
          tables
              .row(a, "match-did", "CR1 cluster(unit,pair)", design.grade())
              .with(a.matchedEstimate()));
      rows.add(
          tables
              .row(a, "aipw", "influence cluster(unit)", grade)
              .with(named(a.history().effect())));
      if (a.group().poorOverlap()) {
        rows.add(
            tables.row(a, "aipw", "influence cluster(unit)", grade).with(a.overlap().effect()));
      }
    }
    new AdjustedPool(p, design, data, groups).rows(context).forEach(rows::add);
    EstimateTable.write(context, data.groupType(), rows);
    tables.write(groups);
    RefuterTable.write(context, data.groupType(), new Agreement(p, data.units()).rows(groups));
  }

  private static Adjusted adjust(Parameters p, GroupSample sample, int units) {
    boolean earlier =
        p.path().stream().skip(p.matchedFrom() - 1L).anyMatch(sample.columns()::containsKey);
    var options =
        new GroupAdjustment.Options(
            earlier ? p.match() : List.of(),
            p.history(),
            p.caliper(),
            p.calipers(),
            p.folds(),
            p.foldSeed(),
            p.minClusters(),
            p.minShare(),
            p.maxAuc(),
            Workers.of(1));
    var group = new GroupAdjustment(sample, options);
    double[] d = sample.difference();
    Optional<PairedInfluence> matched = paired(group, p.caliper(), units, 1);
    Estimate estimate =
        matched
            .map(m -> m.estimate(MATCHED))
            .orElseGet(
                () ->
                    group
                        .unmatched(MATCHED)
                        .orElseGet(
                            () ->
                                new Estimate.Missing(
                                    MATCHED,
                                    Estimate.Reason.NO_MATCH,
                                    "Fewer than two treated units have a control within the caliper.")));
    return new Adjusted(
        group,
        UnitInfluence.ofMeans(sample.unit(), sample.treated(), d, units),
        matched.filter(_ -> estimate instanceof Estimate.Value),
        estimate,
        group.weigh(Target.ATT),
        group.weigh(Target.ATO));
  }

  static Optional<PairedInfluence> paired(
      GroupAdjustment group, double caliper, int units, double weight) {
    Optional<Matches> found = group.matches(caliper);
    GroupSample s = group.sample();
    return found.map(m -> new PairedInfluence(units).add(m, s.difference(), s.unit(), weight));
  }

  static Estimate named(Estimate effect) {
    return switch (effect) {
      case Estimate.Value v ->
          new Estimate.Value(
              HISTORY, v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point v -> new Estimate.Point(HISTORY, v.value(), v.why());
      case Estimate.Missing m -> new Estimate.Missing(HISTORY, m.reason(), m.detail());
    };
  }
}
