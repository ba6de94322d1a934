package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.segments.ClusterRandomisation;
import org.liftgate.modeling.segments.ClusteredDifference;
import org.liftgate.modeling.segments.HonestSearch;
import org.liftgate.modeling.segments.SegmentEffects;

/**
 * {@code modeling.clustered-did}: one difference in differences over all rows, clustered at the
 * unit of assignment ({@code att}); the smaller arm decides between CR1, CR2 with Satterthwaite
 * degrees of freedom and a refusal. Beside it randomisation inference, the effect by level of each
 * modifier ({@code segment(...)}), how a level differs from the others ({@code interaction(...)}),
 * one joint test a modifier that its levels have one effect ({@code joint(...)}) and an honest
 * search for segments. Writes {@code segments_<stage>} (intervals that hold together, q-values),
 * {@code families_<stage>} (the joint tests), {@code search_<stage>} and {@code
 * randomised_<stage>}.
 */
public final class ClusteredDidStage implements StageKind<ClusteredDidStage.Parameters> {
  private static final Schema SEGMENTS =
      Schema.of(
          new Column("modifier", Type.TEXT),
          new Column("level", Type.TEXT),
          new Column("rows", Type.INTEGER),
          new Column("treated_units", Type.INTEGER),
          new Column("comparison_units", Type.INTEGER),
          new Column("estimate", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("band_low", Type.DOUBLE),
          new Column("band_high", Type.DOUBLE),
          new Column("difference", Type.DOUBLE),
          new Column("difference_se", Type.DOUBLE),
          new Column("p_value", Type.DOUBLE),
          new Column("q_value", Type.DOUBLE),
          new Column("vcov", Type.TEXT),
          new Column("detail", Type.TEXT));

  private static final Schema FAMILIES =
      Schema.of(
          new Column("modifier", Type.TEXT),
          new Column("levels", Type.INTEGER),
          new Column("levels_tested", Type.INTEGER),
          new Column("f", Type.DOUBLE),
          new Column("df1", Type.INTEGER),
          new Column("df2", Type.DOUBLE),
          new Column("p_value", Type.DOUBLE),
          new Column("q_value", Type.DOUBLE),
          new Column("detail", Type.TEXT));

  private static final Schema SEARCH =
      Schema.of(
          new Column("leaf", Type.INTEGER),
          new Column("stands", Type.BOOLEAN),
          new Column("words", Type.TEXT),
          new Column("estimate", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("f", Type.DOUBLE),
          new Column("p_value", Type.DOUBLE),
          new Column("detail", Type.TEXT));

  private static final Schema DEALT =
      Schema.of(
          new Column("estimate", Type.DOUBLE),
          new Column("p_value", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("draws", Type.INTEGER),
          new Column("detail", Type.TEXT));

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, with columns treated, post and period") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column") String outcome,
      @Doc("Column of the unit that is treated as a whole, to cluster by") @Default("unit_id")
          String unit,
      @Doc("Columns whose levels the effect may differ by") @Default("[]") List<String> modifiers,
      @Doc("Columns of numbers that the search may cut at their quintiles") @Default("[]")
          List<String> numbers,
      @Doc("Clusters each arm needs for CR1; below them CR2 with Satterthwaite degrees of freedom")
          @Default("50")
          int large,
      @Doc("Clusters below which an arm is refused") @Default("5") int fewest,
      @Doc("Splits from the root of the search to a leaf; 0 searches nothing") @Default("2")
          int depth,
      @Doc("Other assignments of the randomisation test; 0 makes none") @Default("999") int draws,
      @Doc("Seed of the assignments and of the search's halves") @Default("1") long seed,
      @Doc("Whose recipe this is: published or defended") @Default("defended") Profile profile) {
    public Parameters {
      modifiers = List.copyOf(modifiers);
      numbers = List.copyOf(numbers);
    }
  }

  @Override
  public String name() {
    return "modeling.clustered-did";
  }

  @Override
  public int version() {
    return 2;
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
    Design design = Design.read(context, p.treatment(), p.profile());
    var more = new ArrayList<>(p.modifiers());
    more.addAll(p.numbers());
    var data = ArmData.read(context, p.panel(), p.unit(), p.outcome(), more);
    var did = new ClusteredDifference(p.large(), p.fewest(), 4);
    var rows = new ArrayList<List<@Nullable Object>>();
    var whole = did.effect(ClusteredDifference.ATT, data.rows(), _ -> true);
    rows.add(row(p, design, data, whole));
    boolean comparable = data.rows().clusters(false) > 0 && data.rows().clusters(true) > 0;
    if (p.draws() > 0) {
      randomised(p, context, data, comparable);
    }
    if (!p.modifiers().isEmpty()) {
      context.checkCancelled();
      var found = new SegmentEffects(did).of(data.rows(), data.modifiers(p.modifiers()));
      for (SegmentEffects.Level l : found.levels()) {
        rows.add(row(p, design, data, l.effect()));
        rows.add(row(p, design, data, l.interaction()));
      }
      segments(context, found);
      for (SegmentEffects.Family family : found.families()) {
        family.test().ifPresent(t -> rows.add(row(p, design, data, whole, family, t)));
      }
      families(context, found);
    }
    if (p.depth() > 0 && !more.isEmpty()) {
      context.checkCancelled();
      search(
          context,
          new HonestSearch(did, p.depth(), p.seed())
              .of(data.rows(), data.candidates(p.modifiers(), p.numbers())));
    }
    EstimateTable.write(context, Type.INTEGER, rows);
  }

  private static List<@Nullable Object> row(
      Parameters p, Design design, ArmData data, ClusteredDifference.Result result) {
    return facts(p, design, data, result).with(result.estimate());
  }

  private static List<@Nullable Object> row(
      Parameters p,
      Design design,
      ArmData data,
      ClusteredDifference.Result whole,
      SegmentEffects.Family family,
      JointTest test) {
    return facts(p, design, data, whole)
        .with(
            test,
            "joint(" + family.modifier() + ")",
            "Joint test that %d levels of %s have one effect"
                .formatted(family.tested(), family.modifier()));
  }

  private static EstimateTable.Row facts(
      Parameters p, Design design, ArmData data, ClusteredDifference.Result result) {
    Arms compared = Arms.of(result.treated(), result.comparison());
    return new EstimateTable.Row(
        design.stage(),
        "did",
        p.profile().word(),
        p.treatment(),
        p.outcome(),
        null,
        result.vcov(),
        result.rows(),
        compared,
        compared,
        compared,
        design.grade().word(),
        data.periods());
  }

  private static void families(StageContext context, SegmentEffects.Results found) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (SegmentEffects.Family f : found.families()) {
      String left =
          f.tested() == f.levels()
              ? null
              : "%d of %d levels have an effect that could be estimated."
                  .formatted(f.tested(), f.levels());
      String few = f.tested() < 2 ? left : "Too few units for a joint test of so many levels.";
      rows.add(
          Arrays.<@Nullable Object>asList(
              f.modifier(),
              (long) f.levels(),
              (long) f.tested(),
              f.test().map(JointTest::f).orElse(null),
              f.test().map(t -> (long) t.df1()).orElse(null),
              f.test().map(JointTest::df2).orElse(null),
              f.test().map(JointTest::pValue).orElse(null),
              f.qValue().orElse(null),
              f.test().isPresent() ? left : few));
    }
    StageTable.write(context, "families", FAMILIES, rows, "modifier");
  }

  private static void randomised(
      Parameters p, StageContext context, ArmData data, boolean comparable) {
    List<@Nullable Object> row;
    boolean complete = comparable && complete(data);
    if (complete) {
      var r = new ClusterRandomisation(p.draws(), p.seed()).of(data.rows());
      row =
          Arrays.<@Nullable Object>asList(
              r.effect(),
              r.pValue(),
              r.confLow(),
              r.confHigh(),
              (long) p.draws(),
              "Exact only if treatment was dealt out by lot among these units.");
    } else {
      String why =
          comparable
              ? "Some units have no rows on one side of the start."
              : "There is no comparison arm to deal treatment out to.";
      row = Arrays.<@Nullable Object>asList(null, null, null, null, 0L, why);
    }
    StageTable.write(context, "randomised", DEALT, List.of(row));
  }

  /** Whether every cluster has rows before and after. */
  private static boolean complete(ArmData data) {
    var seen = new boolean[data.rows().clusters()][2];
    for (int i = 0; i < data.rows().rows(); i++) {
      seen[data.rows().cluster()[i]][data.rows().post()[i] ? 1 : 0] = true;
    }
    return Arrays.stream(seen).allMatch(s -> s[0] && s[1])
        && Double.isFinite(Arrays.stream(data.rows().outcome()).sum());
  }

  private static void segments(StageContext context, SegmentEffects.Results found) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (SegmentEffects.Level l : found.levels()) {
      Optional<Estimate.Value> v = value(l.effect().estimate());
      Optional<Estimate.Value> d = value(l.interaction().estimate());
      rows.add(
          Arrays.<@Nullable Object>asList(
              l.modifier(),
              l.level(),
              l.effect().rows(),
              (long) l.effect().treated(),
              (long) l.effect().comparison(),
              v.map(Estimate.Value::value).orElse(null),
              v.map(Estimate.Value::stdError).orElse(null),
              v.map(Estimate.Value::confLow).orElse(null),
              v.map(Estimate.Value::confHigh).orElse(null),
              l.simultaneous().map(b -> b[0]).orElse(null),
              l.simultaneous().map(b -> b[1]).orElse(null),
              d.map(Estimate.Value::value).orElse(null),
              d.map(Estimate.Value::stdError).orElse(null),
              d.map(Estimate.Value::pValue).orElse(null),
              l.qValue().orElse(null),
              l.effect().vcov(),
              l.effect().estimate() instanceof Estimate.Missing m ? m.detail() : null));
    }
    StageTable.write(context, "segments", SEGMENTS, rows, "modifier", "level");
    context.metric("critical", found.critical());
  }

  private static void search(StageContext context, HonestSearch.Found found) {
    var rows = new ArrayList<List<@Nullable Object>>();
    boolean stands = found.refusal().isEmpty();
    String detail = found.refusal().map(Estimate.Missing::detail).orElse(null);
    var test = found.test();
    long number = 0;
    for (HonestSearch.Leaf leaf : found.leaves()) {
      Optional<Estimate.Value> v = value(leaf.effect().estimate());
      rows.add(
          Arrays.<@Nullable Object>asList(
              ++number,
              stands,
              leaf.words(),
              v.map(Estimate.Value::value).orElse(null),
              v.map(Estimate.Value::stdError).orElse(null),
              v.map(Estimate.Value::confLow).orElse(null),
              v.map(Estimate.Value::confHigh).orElse(null),
              test.map(t -> t.f()).orElse(null),
              test.map(t -> t.pValue()).orElse(null),
              detail));
    }
    if (rows.isEmpty()) {
      rows.add(
          Arrays.<@Nullable Object>asList(
              0L, false, "everyone", null, null, null, null, null, null, detail));
    }
    StageTable.write(context, "search", SEARCH, rows, "leaf");
  }

  private static Optional<Estimate.Value> value(Estimate estimate) {
    return estimate instanceof Estimate.Value v ? Optional.of(v) : Optional.empty();
  }
}
