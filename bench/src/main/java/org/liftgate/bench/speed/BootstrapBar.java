package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.BinaryWithin;
import org.liftgate.accumulate.ClusterBootstrap;
import org.liftgate.accumulate.CompactPanel;
import org.liftgate.accumulate.Workers;

/**
 * The exact pairs cluster bootstrap of two-way fixed effects, 1,000 replicates, one million rows.
 */
public class BootstrapBar implements Bar {
  private static final int DRAWS = 1000;

  @Override
  public String name() {
    return "bootstrap-1m";
  }

  @Override
  public String what() {
    return "fit and 1,000 replicates with period effects estimated anew, on a CompactPanel";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.9, "fixest 131, from 50 replicates");
  }

  /** The data of this bar. */
  PanelData data(Optional<Path> peers) {
    return PanelData.of(peers, "panel1m", 12_500, 100, false, 101);
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    PanelData data = data(peers);
    CompactPanel panel =
        CompactPanel.of(data.unit(), data.week(), data.treated(), Workers.all()).orElseThrow();
    return new Work(
        data.rows(),
        data.rows() * (1L + Double.BYTES) + panel.units() * (long) Integer.BYTES,
        () -> figures(panel, data.y()),
        Map.of());
  }

  private static Map<String, Double> figures(CompactPanel panel, double[] y) {
    var fit = (BinaryWithin.Fit) BinaryWithin.fit(panel, y, Workers.all());
    var draws = ClusterBootstrap.run(panel, y, fit, DRAWS, 1, Workers.all());
    var out = new LinkedHashMap<String, Double>();
    out.put("est", fit.slope());
    out.put("se boot", draws.standardError());
    out.put("se CR0", Math.sqrt(fit.meat()) / fit.information());
    return out;
  }
}
