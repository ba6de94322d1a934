package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.dml.Basis;
import org.liftgate.modeling.dml.CateFit;
import org.liftgate.modeling.dml.LinearDml;
import org.liftgate.modeling.dml.Nuisances;
import org.liftgate.modeling.learn.NamedLearner;
import org.liftgate.modeling.learn.Refusal;
import org.liftgate.modeling.tree.Cart;
import org.liftgate.modeling.tree.CateTree;
import org.liftgate.modeling.tree.DecisionTree;
import org.liftgate.modeling.tree.EffectScores;

/**
 * {@code modeling.cate-tree}: effects of a dose told by one small tree. Effects are predicted by
 * double machine learning in a basis of the modifiers; the tree is grown on the predictions, and
 * what a leaf is worth is told by residuals on residuals of its rows ({@link CateTree}), so it is
 * the effect weighted by how much the dose varies there. Writes {@code tree_<stage>}, one row a
 * node, and {@code segments_<stage>}, one row a leaf with an interval that holds for all leaves at
 * once, and advice against break-even. Where there is no tree both are empty and a note says why.
 */
public final class CateTreeStage implements StageKind<CateTreeStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, one row a unit") String table,
      @Doc("Outcome column") String outcome,
      @Doc("Treatment column, a dose") String treatment,
      @Doc("Columns that the tree may cut") List<String> modifiers,
      @Doc("Columns held fixed") @Default("[]") List<String> controls,
      @Doc("Functions of the modifiers in which effects are predicted: poly:2, ns:8 or bs:8")
          @Default("ns:8")
          String basis,
      @Doc("How the means of outcome and treatment are learned") @Default("boosting")
          NamedLearner nuisance,
      @Doc("Folds of cross-fitting") @Default("5") int folds,
      @Doc("Decides folds, learners and halves") @Default("1") int drawSeed,
      @Doc("Column of units that stay together; each row for itself without one")
          Optional<String> cluster,
      @Doc("Cuts between the root and a leaf at most") @Default("2") int depth,
      @Doc("Rows of the smallest leaf") @Default("100") int minLeaf,
      @Doc("Whether one half of the units draws the tree and the other judges its leaves")
          @Default("true")
          boolean honest,
      @Doc("Effect at which it pays") @Default("0") double breakEven) {
    public Parameters {
      modifiers = List.copyOf(modifiers);
      controls = List.copyOf(controls);
      new ParameterChecks()
          .basis("basis", basis, false)
          .least("folds", folds, 2)
          .least("depth", depth, 1)
          .least("min_leaf", minLeaf, 1)
          .must(
              !modifiers.isEmpty(),
              "modifiers",
              "[]",
              "must name a column",
              "Maybe what effects differ by.")
          .of("cate-tree");
    }
  }

  @Override
  public String name() {
    return "modeling.cate-tree";
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
    EffectRows data =
        EffectRows.read(
            context,
            p.table(),
            p.outcome(),
            p.treatment(),
            false,
            p.modifiers(),
            p.controls(),
            p.cluster(),
            Optional.empty(),
            Optional.empty());
    var dml =
        new LinearDml(Basis.parse(p.basis()).orElseThrow(), Nuisances.of(p.nuisance().learner()))
            .with(Design.workers(context))
            .withFolds(p.folds())
            .withSeed(p.drawSeed());
    var nodes = new ArrayList<List<@Nullable Object>>();
    var leaves = new ArrayList<List<@Nullable Object>>();
    switch (tree(p, data, dml)) {
      case CateTree.Refused r ->
          context.note("There is no tree of %s: %s".formatted(p.treatment(), r.detail()));
      case CateTree.Interpreted found -> {
        nodes(found, nodes);
        segments(found, leaves);
        context.metric("segments", found.segments().size());
      }
    }
    StageTable.write(context, "tree", NODES, nodes, "node");
    StageTable.write(context, "segments", LEAVES, leaves, "segment");
  }

  private static CateTree.Result tree(Parameters p, EffectRows data, LinearDml dml) {
    return switch (dml.fit(data.sample())) {
      case CateFit.Refused r -> new CateTree.Refused(r.reason(), r.detail());
      case CateFit.Solved s -> {
        double[][] x = data.sample().modifiers().values();
        double[] effects = s.model().predict(0, x, data.sample().rows());
        try {
          var residuals = dml.residuals(data.sample());
          int[] unit = p.cluster().map(data.sample().clusters()::get).orElse(each(effects.length));
          yield new CateTree(
                  new Cart(p.depth(), p.minLeaf()), p.honest(), true, p.breakEven(), p.drawSeed())
              .interpret(
                  p.modifiers(),
                  x,
                  effects,
                  EffectScores.residuals(residuals.outcome(), residuals.treatment()[0], unit));
        } catch (Refusal r) {
          yield new CateTree.Refused(r.reason(), r.detail());
        }
      }
    };
  }

  private static int[] each(int n) {
    var codes = new int[n];
    Arrays.setAll(codes, i -> i);
    return codes;
  }

  private static final Schema NODES =
      Schema.of(
          new Column("node", Type.INTEGER),
          new Column("rule", Type.TEXT),
          new Column("feature", Type.TEXT),
          new Column("threshold", Type.DOUBLE),
          new Column("left_node", Type.INTEGER),
          new Column("right_node", Type.INTEGER),
          new Column("rows", Type.INTEGER),
          new Column("predicted", Type.DOUBLE),
          new Column("effect", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE));

  private static void nodes(CateTree.Interpreted found, List<List<@Nullable Object>> rows) {
    for (int k = 0; k < found.nodes().size(); k++) {
      DecisionTree.Node node = found.tree().nodes().get(k);
      CateTree.NodeEffect at = found.nodes().get(k);
      boolean leaf = node.isLeaf();
      Estimate.@Nullable Value v = at.effect() instanceof Estimate.Value value ? value : null;
      rows.add(
          Arrays.<@Nullable Object>asList(
              (long) k,
              at.rule(),
              leaf ? null : found.tree().features().get(node.feature()),
              leaf ? null : (Double) node.threshold(),
              leaf ? null : (Long) (long) node.left(),
              leaf ? null : (Long) (long) node.right(),
              (long) at.rows(),
              at.mean(),
              v == null ? null : (Double) v.value(),
              v == null ? null : (Double) v.stdError(),
              v == null ? null : (Double) v.confLow(),
              v == null ? null : (Double) v.confHigh()));
    }
  }

  private static final Schema LEAVES =
      Schema.of(
          new Column("segment", Type.INTEGER),
          new Column("rule", Type.TEXT),
          new Column("rows", Type.INTEGER),
          new Column("share", Type.DOUBLE),
          new Column("effect", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("band_low", Type.DOUBLE),
          new Column("band_high", Type.DOUBLE),
          new Column("advice", Type.TEXT));

  private static void segments(CateTree.Interpreted found, List<List<@Nullable Object>> rows) {
    long place = 0;
    for (CateTree.Segment s : found.segments()) {
      place++;
      Estimate.@Nullable Value v = s.effect() instanceof Estimate.Value value ? value : null;
      rows.add(
          Arrays.<@Nullable Object>asList(
              place,
              s.rule(),
              (long) s.rows(),
              s.share(),
              v == null ? null : (Double) v.value(),
              v == null ? null : (Double) v.stdError(),
              v == null ? null : (Double) v.confLow(),
              v == null ? null : (Double) v.confHigh(),
              v == null ? null : (Double) s.low(),
              v == null ? null : (Double) s.high(),
              s.advice().name().toLowerCase(Locale.ROOT)));
    }
  }
}
