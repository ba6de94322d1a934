package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.liftgate.modeling.forest.causal.CausalEffects;

/** Effects of a million other rows from 500 trees grown on 100,000. */
public final class ForestPredictBar implements Bar {
  private static final int ROWS = 1_000_000;
  private static final int GROWN = 100_000;

  @Override
  public String name() {
    return "forest-predict-1m";
  }

  @Override
  public String what() {
    return "CausalEffects.predictValues, 500 trees, from columns";
  }

  @Override
  public Limit limit() {
    return Limit.of(8, "none");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    CateData data = CateData.of(Optional.empty(), "", ROWS, CausalForestBar.FEATURES, false);
    CausalEffects grown =
        CausalForestBar.fit(CateData.of(peers, "dml100k", GROWN, data.x().length, false), 500);
    return new Work(
        ROWS,
        8L * ROWS * data.x().length,
        () -> Map.of("rmse", data.error(grown.predictValues(data.x()))),
        Map.of());
  }
}
