package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
import org.liftgate.kernel.Table;
import org.liftgate.modeling.forest.causal.CausalEffects;
import org.liftgate.modeling.forest.causal.CausalForest;
import org.liftgate.modeling.forest.causal.CausalSample;
import org.liftgate.modeling.forest.causal.DoublyRobust;
import org.liftgate.modeling.forest.causal.RankTest;
import org.liftgate.modeling.panel.Arms;

/**
 * {@code modeling.causal-forest}: how much an outcome responds to a treatment, and whose responds
 * more, by an honest causal forest ({@link CausalForest} has the estimand). Writes {@code
 * estimates_<stage>}: {@code ate}, {@code att} of a treatment of 0 and 1, {@code overlap}, {@code
 * blp(...)}, the best linear projection on the features, the two terms of the calibration test, and
 * {@code rate} and {@code qini} over sequential folds; {@code effects_<stage>}, each row's effect
 * with its interval and doubly robust score; and {@code importance_<stage>}. Where there is no
 * forest, the estimates say why and the other tables are empty.
 */
public final class CausalForestStage implements StageKind<CausalForestStage.Parameters> {
  /** The mean effect, which is judged. */
  static final String ATE = "ate";

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, one row a unit") String table,
      @Doc("Outcome column") String outcome,
      @Doc("Treatment column: 0 and 1, or a dose") String treatment,
      @Doc("Columns that the effect may differ by and that are held fixed") List<String> features,
      @Doc("Column of integers that names a row") String unit,
      @Doc("Column of what was drawn or treated as one; each row without one")
          Optional<String> cluster,
      @Doc("Trees of effects") @Default("500") int trees,
      @Doc("Rows of either side of the treatment that a growing leaf keeps") @Default("5")
          int minLeaf,
      @Doc("Sequential folds of the rank test; 0 for none") @Default("5") int rankFolds,
      @Doc("Decides what is drawn") @Default("1") int drawSeed,
      @Doc("How strong the design is: experimental to associational") @Default("associational")
          Grade declared,
      @Doc("Whose recipe this is: published or defended") @Default("defended") Profile profile) {
    public Parameters {
      features = List.copyOf(features);
      if (trees < 8 || minLeaf < 1 || rankFolds == 1 || rankFolds < 0) {
        throw LiftgateException.input(
            Problem.of(
                "modeling.causal-forest",
                "trees %d, min_leaf %d, rank_folds %d".formatted(trees, minLeaf, rankFolds),
                "must have trees of at least 8, min_leaf of at least 1, rank_folds of 0 or at least 2",
                "Maybe leave them out to get the defaults."));
      }
    }
  }

  @Override
  public String name() {
    return "modeling.causal-forest";
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
    var wanted = new ArrayList<>(List.of(p.outcome(), p.treatment(), p.unit()));
    wanted.addAll(p.features());
    p.cluster().ifPresent(wanted::add);
    EffectRows.check(
        p.table(),
        context.engine().schema(p.table()),
        wanted,
        List.of(),
        p.features(),
        p.treatment());
    Table table =
        context.engine().read(p.table(), wanted.stream().distinct().toArray(String[]::new));
    CausalSample sample = sample(p, table);
    var forest = new CausalForest(p.trees(), p.minLeaf(), p.drawSeed(), Design.workers(context));
    switch (forest.fit(sample)) {
      case CausalForest.Refused r -> {
        context.note("There is no causal forest. " + r.detail());
        estimates(p, context, sample, List.of(new Estimate.Missing(ATE, r.reason(), r.detail())));
        tables(p, context, List.of(), List.of());
      }
      case CausalEffects grown -> grown(p, context, table, grown);
    }
  }

  private static CausalSample sample(Parameters p, Table table) {
    CausalSample sample =
        CausalSample.of(
            p.features(),
            p.features().stream().map(table::doubles).toArray(double[][]::new),
            table.doubles(p.treatment()),
            table.doubles(p.outcome()));
    return p.cluster().map(c -> sample.withUnits(table.codes(c).codes())).orElse(sample);
  }

  private static void grown(Parameters p, StageContext context, Table table, CausalEffects grown) {
    context.checkCancelled();
    DoublyRobust robust = DoublyRobust.of(grown);
    CausalSample sample = grown.sample();
    var all = new ArrayList<Estimate>();
    all.add(robust.ate());
    if (sample.binary()) {
      all.add(robust.att());
    }
    all.add(robust.overlap());
    for (Estimate e : robust.projection(sample.names(), sample.features())) {
      all.add(EstimateTable.renamed(e, "blp(" + e.term().replace("(Intercept)", "1") + ")"));
    }
    all.addAll(robust.calibration());
    if (p.rankFolds() > 0) {
      all.addAll(new RankTest(p.rankFolds()).of(robust));
    }
    estimates(p, context, sample, all);
    long[] units = table.longs(p.unit());
    CausalEffects.Pointwise effects = grown.effects();
    double[] low = effects.low();
    double[] high = effects.high();
    double[] share = grown.importance();
    tables(
        p,
        context,
        IntStream.range(0, units.length)
            .mapToObj(
                i ->
                    Arrays.<@Nullable Object>asList(
                        units[i],
                        finite(effects.values()[i]),
                        finite(effects.stdErrors()[i]),
                        finite(low[i]),
                        finite(high[i]),
                        finite(robust.scores()[i])))
            .toList(),
        IntStream.range(0, share.length)
            .mapToObj(j -> Arrays.<@Nullable Object>asList(sample.names().get(j), finite(share[j])))
            .toList());
  }

  private static @Nullable Double finite(double v) {
    return Double.isFinite(v) ? v : null;
  }

  private static void estimates(
      Parameters p, StageContext context, CausalSample sample, List<Estimate> estimates) {
    int n = sample.rows();
    int any = (int) Arrays.stream(sample.treatment()).filter(t -> t != 0).count();
    var arms = new Arms(any, n - any, n, n);
    var row =
        new EstimateTable.Row(
            context.stage().id(),
            "causal-forest",
            p.profile().word(),
            p.treatment(),
            p.outcome(),
            null,
            p.cluster().map(c -> "scores by " + c).orElse("scores"),
            sample.rows(),
            arms,
            arms,
            arms,
            p.declared().word(),
            1);
    EstimateTable.write(context, Type.INTEGER, estimates.stream().map(row::with).toList());
  }

  private static void tables(
      Parameters p,
      StageContext context,
      List<List<@Nullable Object>> effects,
      List<List<@Nullable Object>> importance) {
    StageTable.write(
        context,
        "effects",
        Schema.of(
            new Column("unit_id", Type.INTEGER),
            new Column("effect", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("score", Type.DOUBLE)),
        effects,
        "unit_id");
    StageTable.write(
        context,
        "importance",
        Schema.of(new Column("feature", Type.TEXT), new Column("share", Type.DOUBLE)),
        importance,
        "feature");
  }
}
