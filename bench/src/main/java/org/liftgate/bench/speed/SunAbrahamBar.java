package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.staggered.StaggeredPanel;
import org.liftgate.modeling.staggered.SunAbraham;

/** The whole estimator of Sun and Abraham (2021): checks, dummies, regression and averages. */
public final class SunAbrahamBar implements Bar {
  private static final int SHOWN = 3;

  @Override
  public String name() {
    return "sun-abraham-1m";
  }

  @Override
  public String what() {
    return "SunAbraham.fit on columns: 396 dummies, averages by event and cohort, all errors";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.3, "fixest none in 240");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    PanelData data = PanelData.of(peers, "event1m", 12_500, 100, true, 103);
    var cohort = new int[data.rows()];
    for (int i = 0; i < cohort.length; i++) {
      cohort[i] = data.first()[i] > 0 ? data.first()[i] : StaggeredPanel.NEVER;
    }
    var panel = StaggeredPanel.of(data.unit(), data.week(), cohort, data.y());
    var estimator = new SunAbraham();
    return new Work(
        data.rows(),
        data.rows() * (3L * Integer.BYTES + Double.BYTES),
        () -> figures(estimator.fit(panel).estimates()),
        Map.of());
  }

  private static Map<String, Double> figures(List<Estimate> estimates) {
    var out = new LinkedHashMap<String, Double>();
    out.put("terms", (double) estimates.size());
    for (Estimate estimate : estimates.subList(0, SHOWN)) {
      var value = (Estimate.Value) estimate;
      out.put(value.term(), value.value());
      out.put(value.term() + " se", value.stdError());
    }
    return out;
  }
}
