package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.stages.RefuterTable.Word;
import org.liftgate.modeling.synthetic.Block;
import org.liftgate.modeling.synthetic.PlaceboInSpace;
import org.liftgate.modeling.synthetic.SyntheticDid;
import org.liftgate.modeling.synthetic.TreatedRows;
import org.liftgate.modeling.verdict.Words;

/**
 * {@code modeling.synthetic-did}: where few units are treated, their average effect ({@code att})
 * against a mix of the others that moves in parallel with them before the start ({@link
 * SyntheticDid}; method {@code sc} mixes by level). The standard error is that of placebos; beside
 * it each unit left out takes the place of the treated ones and the ratios of gaps after and before
 * the start are ranked ({@link PlaceboInSpace}), as a refuter. Where more units are treated it
 * leaves the question to differences in differences and writes no estimate. Writes {@code
 * donors_<stage>} (who is in the mix, and how much) and {@code paths_<stage>} (treated mean and
 * mix, period by period).
 */
public final class SyntheticDidStage implements StageKind<SyntheticDidStage.Parameters> {
  /** Stated before anything is computed. */
  private static final String RULE =
      "pass: among the units left out, put in the place of the treated ones, at most one in twenty shows as large a gap after the start against before; fragile: more, or fewer than 19 units to rank among";

  private static final double RANK = 0.05;
  private static final int LEAST_BEFORE = 5;

  private static final Schema DONORS =
      Schema.of(new Column("unit", Type.TEXT), new Column("weight", Type.DOUBLE));

  private static final Schema PATHS =
      Schema.of(
          new Column("period", Type.INTEGER),
          new Column("treated", Type.DOUBLE),
          new Column("synthetic", Type.DOUBLE));

  /** Which weights are sought. */
  public enum Method {
    SDID,
    SC
  }

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table, one row a unit and period, with columns treated, post and period")
          String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column") String outcome,
      @Doc("Column of the unit") @Default("unit_id") String unit,
      @Doc("sdid, synthetic difference in differences, or sc, synthetic control") @Default("sdid")
          Method method,
      @Doc("Treated units beyond which nothing is estimated here") @Default("10") int few,
      @Doc("Units left out that there must be for each mix") @Default("5") int donors,
      @Doc("Placebo draws of the standard error") @Default("200") int replications) {}

  @Override
  public String name() {
    return "modeling.synthetic-did";
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
  public boolean random() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    Design design = Design.read(context, p.treatment(), Profile.DEFENDED);
    var data = ArmData.read(context, p.panel(), p.unit(), p.outcome(), List.of());
    int treated = data.rows().clusters(true);
    int left = data.rows().clusters(false);
    if (treated > p.few()) {
      context.note(
          "Nothing was mixed: %,d units are treated, more than %d, and differences in differences have their own errors there."
              .formatted(treated, p.few()));
      write(p, context, List.of(), List.of(), List.of());
      EstimateTable.write(context, Type.INTEGER, List.of());
      return;
    }
    var arms = Arms.of(treated, left);
    var row =
        new EstimateTable.Row(
            design.stage(),
            p.method() == Method.SC ? "sc" : "sdid",
            Profile.DEFENDED.word(),
            p.treatment(),
            p.outcome(),
            null,
            "placebo",
            data.rows().rows(),
            arms,
            arms,
            arms,
            design.grade().word(),
            data.periods());
    EstimateTable.write(
        context, Type.INTEGER, List.of(row.with(estimate(p, context, data, treated, left))));
  }

  private static Estimate estimate(
      Parameters p, StageContext context, ArmData data, int treated, int left) {
    if (treated == 0 || left == 0) {
      write(p, context, List.of(), List.of(), List.of());
      return new Estimate.Missing(
          SyntheticDid.ATT,
          left == 0 ? Estimate.Reason.NO_COMPARISON : Estimate.Reason.EMPTY_ARM,
          left == 0 ? "Every unit is treated: there is nothing to mix." : "No unit is treated.");
    }
    if (left < Math.max(p.donors(), treated + 1)) {
      write(p, context, List.of(), List.of(), List.of());
      return new Estimate.Missing(
          SyntheticDid.ATT,
          Estimate.Reason.TOO_FEW_CLUSTERS,
          "%d units were left out; %d are needed to mix and to take the place of the treated."
              .formatted(left, Math.max(p.donors(), treated + 1)));
    }
    var rows = data.block(p.unit());
    context.checkCancelled();
    SyntheticDid estimator =
        (p.method() == Method.SC ? SyntheticDid.sc() : SyntheticDid.sdid())
            .with(Design.workers(context))
            .withReplications(p.replications(), context.random("placebo").nextLong());
    Estimate found = estimator.estimate(rows).getFirst();
    if (found instanceof Estimate.Value value && Block.of(rows) instanceof Block block) {
      if (block.before() < LEAST_BEFORE) {
        write(p, context, List.of(), List.of(), List.of());
        return new Estimate.Missing(
            SyntheticDid.ATT,
            Estimate.Reason.INCOMPLETE_CELLS,
            "%d periods before the start are too few for a mix to follow; %d are needed."
                .formatted(block.before(), LEAST_BEFORE));
      }
      SyntheticDid.Fit fit = estimator.fit(block);
      write(
          p,
          context,
          List.of(ranked(p, PlaceboInSpace.of(block, Design.workers(context)), value)),
          donors(rows, fit),
          paths(rows, fit));
      return value;
    }
    write(p, context, List.of(), List.of(), List.of());
    return found;
  }

  private static RefuterTable.Row ranked(
      Parameters p, PlaceboInSpace placebo, Estimate.Value value) {
    int left = placebo.ratios().length;
    double floor = 1.0 / (left + 1);
    boolean passed = placebo.pValue() <= RANK;
    String sentence =
        floor > RANK
            ? "Only %d units were left out, so no rank among them can be below %s; the treated ones' is %s."
                .formatted(left, Words.p(floor), Words.p(placebo.pValue()))
            : "Each of %d units left out was put in the place of the treated ones: these rank %d of %d by their gap after the start against before (%s)."
                .formatted(
                    left,
                    Math.round(placebo.pValue() * (left + 1)),
                    left + 1,
                    Words.p(placebo.pValue()));
    return new RefuterTable.Row(
        p.treatment(),
        p.outcome(),
        null,
        "placebo-units",
        RULE,
        passed ? Word.PASS : Word.FRAGILE,
        placebo.ratio(),
        null,
        placebo.pValue(),
        left,
        true,
        sentence);
  }

  private static List<List<@Nullable Object>> donors(TreatedRows rows, SyntheticDid.Fit fit) {
    var out = new ArrayList<List<@Nullable Object>>();
    double[] omega = fit.weights().omega();
    for (int i = 0; i < omega.length; i++) {
      if (omega[i] > 0) {
        out.add(
            Arrays.<@Nullable Object>asList(rows.units().get(fit.block().units()[i]), omega[i]));
      }
    }
    return out;
  }

  private static List<List<@Nullable Object>> paths(TreatedRows rows, SyntheticDid.Fit fit) {
    Block block = fit.block();
    double[] omega = fit.weights().omega();
    var out = new ArrayList<List<@Nullable Object>>();
    for (int t = 0; t < block.periods(); t++) {
      double treated = 0;
      double mix = 0;
      for (int i = 0; i < block.outcomes().length; i++) {
        if (i < omega.length) {
          mix += omega[i] * block.outcomes()[i][t];
        } else {
          treated += block.outcomes()[i][t] / block.treated();
        }
      }
      out.add(Arrays.<@Nullable Object>asList(Long.valueOf(rows.periods().get(t)), treated, mix));
    }
    return out;
  }

  private static void write(
      Parameters p,
      StageContext context,
      List<RefuterTable.Row> refuters,
      List<List<@Nullable Object>> donors,
      List<List<@Nullable Object>> paths) {
    RefuterTable.write(context, Type.INTEGER, refuters);
    StageTable.write(context, "donors", DONORS, donors, "unit");
    StageTable.write(context, "paths", PATHS, paths, "period");
  }
}
