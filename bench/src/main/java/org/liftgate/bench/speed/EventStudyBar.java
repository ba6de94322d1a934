package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.EventStudy;
import org.liftgate.modeling.panel.PanelFit;

/** Leads and lags from -10 to 10 without -1, unit and week effects, clustered by unit. */
public final class EventStudyBar implements Bar {
  private static final int WINDOW = 10;
  private static final Map<String, Double> PEER =
      Map.of("e0", 0.50188328522, "se0", 0.018982228207);

  @Override
  public String name() {
    return "event-1m";
  }

  @Override
  public String what() {
    return "EventStudy.fit on columns, 20 coefficients, from int and double columns by unit, week";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.04, "fixest 1.09");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    PanelData data = PanelData.of(peers, "event1m", 12_500, 100, true, 103);
    var times = new int[data.rows()];
    for (int i = 0; i < times.length; i++) {
      times[i] = data.first()[i] > 0 ? data.week()[i] - data.first()[i] : EffectsPanel.NEVER;
    }
    EffectsPanel panel = EffectsPanel.of(data.unit(), data.week(), data.y()).withEventTimes(times);
    var study = new EventStudy(Covariance.cluster("unit"), -1).window(-WINDOW, WINDOW);
    return new Work(
        data.rows(),
        data.rows() * (4L * Integer.BYTES + Double.BYTES),
        () -> figures(study.fit(panel)),
        peers.isPresent() ? PEER : Map.of());
  }

  private static Map<String, Double> figures(PanelFit fit) {
    var solved = (PanelFit.Solved) fit;
    int zero = solved.terms().indexOf(EventStudy.term(0));
    var out = new LinkedHashMap<String, Double>();
    out.put("e0", solved.coefficients()[zero]);
    out.put("se0", Math.sqrt(solved.covariance()[zero][zero]));
    return out;
  }
}
