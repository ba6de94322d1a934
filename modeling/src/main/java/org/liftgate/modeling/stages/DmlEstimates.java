package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.dml.CateFit;

/** Estimates of double machine learning as the stage tells them, in the order they are added. */
final class DmlEstimates {
  private static final String HETEROGENEITY = "heterogeneity";
  private final LinearDmlStage.Parameters p;
  private final StageContext context;
  private final EffectRows data;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  DmlEstimates(LinearDmlStage.Parameters p, StageContext context, EffectRows data) {
    this.p = p;
    this.context = context;
    this.data = data;
  }

  void write() {
    EstimateTable.write(context, Type.INTEGER, rows);
  }

  /** The average of each contrast under a term of ours. */
  void average(CateFit fit, String term) {
    List<Estimate> averages = fit instanceof CateFit.Solved s ? s.averages() : fit.estimates();
    for (int c = 0; c < averages.size(); c++) {
      rows.add(row(fit, c).with(EstimateTable.renamed(averages.get(c), term)));
    }
  }

  /**
   * A projection's term is one of its basis; that of the original's parabola has the plain name.
   */
  static String named(String term, String basis) {
    return basis.equals("poly:2") ? term : term + " in " + basis;
  }

  /** Each coefficient of the projection, and the joint test of its slopes. */
  void projection(CateFit fit, String basis) {
    if (fit instanceof CateFit.Solved s) {
      List<Estimate> estimates = s.model().estimates();
      int width = estimates.size() / s.model().contrasts().size();
      for (int j = 0; j < estimates.size(); j++) {
        String name = j % width == 0 ? "1" : s.model().basis().names().get(j % width - 1);
        rows.add(
            row(fit, j / width)
                .with(
                    EstimateTable.renamed(
                        estimates.get(j), named("projection(" + name + ")", basis))));
      }
      s.model()
          .heterogeneity()
          .ifPresent(
              t ->
                  rows.add(
                      row(fit, 0)
                          .with(t, HETEROGENEITY, "Joint test that the effect is one for all")));
    }
  }

  /**
   * @param fit on flags of all levels but the first; on nothing where there is one
   */
  void segments(String by, CateFit fit) {
    int levels = data.labels().size();
    for (int c = 0; c < data.sample().treatment().contrasts().size(); c++) {
      for (int l = 0; l < levels; l++) {
        String term = "segment(%s=%s)".formatted(by, data.labels().get(l));
        Estimate effect =
            switch (fit) {
              case CateFit.Refused r -> new Estimate.Missing(term, r.reason(), r.detail());
              case CateFit.Solved s when levels < 2 -> s.model().constant(c);
              case CateFit.Solved s -> s.model().effects(c, at(l, levels)).get(0);
            };
        rows.add(row(fit, c).with(EstimateTable.renamed(effect, term)));
      }
    }
  }

  /** Flags of one level, a row. */
  private static double[][] at(int level, int levels) {
    var x = new double[levels - 1][1];
    if (level > 0) {
      x[level - 1][0] = 1;
    }
    return x;
  }

  private EstimateTable.Row row(CateFit fit, int contrast) {
    var arms = data.arms(contrast);
    String name = data.sample().treatment().contrasts().get(contrast);
    return new EstimateTable.Row(
        context.stage().id(),
        "dml",
        p.profile().word(),
        name.isEmpty() ? p.treatment() : p.treatment() + "=" + name,
        p.outcome(),
        null,
        fit instanceof CateFit.Solved s ? convention(s) : "none",
        data.sample().rows(),
        arms,
        arms,
        arms,
        p.declared().word(),
        1);
  }

  private static String convention(CateFit.Solved s) {
    return s.convention().clusters().isEmpty()
        ? s.convention().kind()
        : s.convention().kind() + " by " + String.join(" and ", s.convention().clusters());
  }
}
