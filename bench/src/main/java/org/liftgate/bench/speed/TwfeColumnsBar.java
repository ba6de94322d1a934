package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.TwoWayFixedEffects;

/** Two-way fixed effects on ten million rows, through the public estimator. */
public final class TwfeColumnsBar implements Bar {
  static final Map<String, Double> PEER =
      Map.of("est", 0.49847023408, "se", 0.0021539555159, "n", 9997555.0);

  @Override
  public String name() {
    return "twfe-10m-columns";
  }

  @Override
  public String what() {
    return "TwoWayFixedEffects.fit on an EffectsPanel: order, codes and values checked in the call";
  }

  @Override
  public Limit limit() {
    return new Limit(0.06, 0.3, "fixest 1.45");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    PanelData data = PanelData.of(peers, "panel10m", 125_000, 100, false, 102);
    EffectsPanel panel =
        EffectsPanel.of(data.unit(), data.week(), data.y()).withRegressor("d", data.treated());
    var estimator = new TwoWayFixedEffects(Covariance.cluster("unit"));
    return new Work(
        data.rows(),
        data.rows() * (3L * Integer.BYTES + 2L * Double.BYTES),
        () -> figures((PanelFit.Solved) estimator.fit(panel)),
        peers.isPresent() ? PEER : Map.of());
  }

  static Map<String, Double> figures(PanelFit.Solved fit) {
    var out = new LinkedHashMap<String, Double>();
    out.put("est", fit.coefficients()[0]);
    out.put("se", Math.sqrt(fit.covariance()[0][0]));
    out.put("n", (double) fit.counts().rows());
    return out;
  }
}
