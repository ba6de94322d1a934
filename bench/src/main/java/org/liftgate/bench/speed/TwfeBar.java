package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.CompactPanel;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.TwoWayFixedEffects;

/** Two-way fixed effects on ten million rows in the compact layout. */
public final class TwfeBar implements Bar {

  @Override
  public String name() {
    return "twfe-10m";
  }

  @Override
  public String what() {
    return "TwoWayFixedEffects.fit on a CompactPanel built before; masks are made in the call";
  }

  @Override
  public Limit limit() {
    return new Limit(0.06, 0.3, "fixest 1.45");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    PanelData data = PanelData.of(peers, "panel10m", 125_000, 100, false, 102);
    CompactPanel panel =
        CompactPanel.of(data.unit(), data.week(), data.treated(), Workers.all()).orElseThrow();
    var estimator = new TwoWayFixedEffects(Covariance.cluster("unit"));
    return new Work(
        data.rows(),
        data.rows() * (1L + Double.BYTES) + panel.units() * (long) Integer.BYTES,
        () -> TwfeColumnsBar.figures((PanelFit.Solved) estimator.fit(panel, data.y())),
        peers.isPresent() ? TwfeColumnsBar.PEER : Map.of());
  }
}
