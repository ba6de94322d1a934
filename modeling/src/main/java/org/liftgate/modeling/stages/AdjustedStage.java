package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.adjusted.GroupAdjustment;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.stages.IncrementStage.Parameters.Lists;

/**
 * {@code modeling.adjusted}: each group and all of them under two designs of selection. {@code
 * att-matched} is a difference in differences of pairs matched on the earlier history only; it
 * assumes parallel trends of the pairs. {@code att-history} is a doubly robust effect on the
 * treated given the whole history; it assumes that nothing else decided who was treated; treated
 * units with a score above {@code trim} have no counterparts and are left out. {@code ato} is the
 * same for the overlap, where the score tells the arms apart. All of them hold other treatments
 * fixed, each by its own assumption ({@link org.liftgate.modeling.adjusted.NetDifference}, {@link
 * org.liftgate.modeling.adjusted.HistoryEffects}), as the campaign increment does; errors of {@code
 * ato} take the others' effects as known. Pooled effects weigh groups as a stacked regression does.
 * Beside the estimates: {@code scores_}, {@code overlap_}, {@code balance_} (a Love plot's rows),
 * {@code calipers_}, {@code agreement_} (both designs, with and without what other treatments add)
 * and {@code refuters_} (whether they agree), each followed by the stage's id.
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
      @Doc("Greatest score of the doubly robust effect; units above it have no counterparts")
          @Default("0.9")
          double trim,
      @Doc("Units of the smaller arm for each covariate of a score, the first ones listed")
          @Default("10")
          int unitsPerCovariate,
      @Doc("Least share of scores in [.1, .9] below which overlap counts as poor") @Default("0.1")
          double minShare,
      @Doc("Greatest AUC of the score above which overlap counts as poor") @Default("0.9")
          double maxAuc,
      @Doc("Units each arm needs") @Default("50") int minClusters,
      @Doc("Who is on which list; other lists' effects are taken off") Optional<Lists> lists,
      @Doc("Table of what other lists do in a group's periods, as modeling.increment reads it")
          Optional<String> exposures) {
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

  @Override
  public void run(Parameters p, StageContext context) {
    Design design = Design.read(context, p.treatment(), Profile.DEFENDED);
    AdjustedData data = AdjustedData.read(context, p);
    Workers workers = Design.workers(context);
    List<Adjusted> groups = Adjusted.all(data.groups(), data.units(), g -> options(p, g), workers);
    var tables = new AdjustedTables(context, p, design, data, workers);
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Adjusted a : groups) {
      Grade grade = tables.grade(a);
      rows.add(
          tables
              .row(a, "match-did", "CR1 cluster(unit,pair)", design.grade())
              .with(a.matchedEstimate(p.caliper())));
      rows.add(tables.row(a, "aipw", "influence cluster(unit)", grade).with(a.weightedEstimate()));
      a.overlap()
          .filter(_ -> a.group().poorOverlap())
          .ifPresent(
              o ->
                  rows.add(
                      tables.row(a, "aipw", "influence cluster(unit)", grade).with(o.effect())));
    }
    new AdjustedPool(p, design, data, groups).rows(context).forEach(rows::add);
    EstimateTable.write(context, data.groupType(), rows);
    tables.write(groups);
    var agreement = Agreement.of(p, data, groups);
    RefuterTable.write(context, data.groupType(), agreement.rows());
    agreement.write(context);
    said(context, groups);
  }

  private static GroupAdjustment.Options options(Parameters p, GroupSample g) {
    boolean earlier =
        p.path().stream().skip(p.matchedFrom() - 1L).anyMatch(g.columns()::containsKey);
    var calipers = new java.util.TreeSet<>(p.calipers());
    calipers.add(p.caliper());
    return new GroupAdjustment.Options(
        earlier ? p.match() : List.of(),
        p.history(),
        List.copyOf(calipers),
        p.folds(),
        p.foldSeed(),
        p.trim(),
        p.minClusters(),
        p.unitsPerCovariate(),
        p.minShare(),
        p.maxAuc(),
        Workers.of(1));
  }

  /** Treatments whose effects stay in some number, and who was left out. */
  private static void said(StageContext context, List<Adjusted> groups) {
    for (Adjusted a : groups) {
      a.history()
          .net()
          .filter(n -> !n.left().isEmpty())
          .ifPresent(
              n ->
                  context.note(
                      "The effect given history of %s holds what %s added, which no contrast estimates."
                          .formatted(a.sample().label(), n.left())));
    }
  }
}
