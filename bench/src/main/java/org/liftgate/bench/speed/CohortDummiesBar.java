package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.TwoWayFixedEffects;

/** The regression of Sun and Abraham (2021): a dummy for each cohort and relative period but -1. */
public final class CohortDummiesBar implements Bar {
  private static final List<Integer> COHORTS = List.of(30, 45, 60, 75);
  private static final int WEEKS = 100;

  @Override
  public String name() {
    return "cohort-dummies-1m";
  }

  @Override
  public String what() {
    return "TwoWayFixedEffects.fit on columns, 396 cohort x relative week dummies, full covariance";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.3, "fixest none in 240");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    PanelData data = PanelData.of(peers, "event1m", 12_500, WEEKS, true, 103);
    var codes = new int[data.rows()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = code(data.week()[i], data.first()[i]);
    }
    var terms = new ArrayList<String>();
    COHORTS.forEach(
        cohort -> {
          for (int week = 1; week <= WEEKS; week++) {
            if (week != cohort - 1) {
              terms.add(cohort + ":" + (week - cohort));
            }
          }
        });
    EffectsPanel panel = EffectsPanel.of(data.unit(), data.week(), data.y());
    var estimator = new TwoWayFixedEffects(Covariance.cluster("unit"));
    return new Work(
        data.rows(),
        data.rows() * (4L * Integer.BYTES + Double.BYTES),
        () -> figures((PanelFit.Solved) estimator.fit(panel, codes, terms)),
        Map.of());
  }

  private static int code(int week, int cohort) {
    if (cohort == 0 || week == cohort - 1) {
      return -1;
    }
    return COHORTS.indexOf(cohort) * (WEEKS - 1) + week - (week >= cohort ? 2 : 1);
  }

  private static Map<String, Double> figures(PanelFit.Solved fit) {
    int at = fit.terms().indexOf("45:0");
    var out = new LinkedHashMap<String, Double>();
    out.put("45:0", fit.coefficients()[at]);
    out.put("se", Math.sqrt(fit.covariance()[at][at]));
    return out;
  }
}
