package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.forest.causal.CausalEffects;
import org.liftgate.modeling.forest.causal.CausalForest;
import org.liftgate.modeling.forest.causal.CausalSample;

/** A causal forest of 500 trees with its own nuisances, effects and variances out of bag. */
abstract class CausalForestBar implements Bar {
  static final int FEATURES = 10;

  private final String size;
  private final int rows;
  private final double limit;
  private final String peer;
  private final double error;

  /**
   * @param error root mean squared error of the peer on its data
   */
  CausalForestBar(String size, int rows, double limit, String peer, double error) {
    this.size = size;
    this.rows = rows;
    this.limit = limit;
    this.peer = peer;
    this.error = error;
  }

  @Override
  public String name() {
    return "causal-forest-" + size;
  }

  @Override
  public String what() {
    return "CausalForest.fit, 500 trees, two nuisance forests, effects and variances of all rows";
  }

  @Override
  public Limit limit() {
    return Limit.of(limit, "grf " + peer);
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    CateData data = CateData.of(peers, "dml" + size, rows, FEATURES, false);
    return new Work(
        data.rows(),
        data.bytes(),
        () -> Map.of("rmse", data.error(fit(data, 500).effects().values())),
        peers.isPresent() ? Map.of("rmse", error) : Map.of());
  }

  static CausalEffects fit(CateData data, int trees) {
    var names = IntStream.range(0, data.x().length).mapToObj(k -> "x" + k).toList();
    var sample = CausalSample.of(names, data.x(), data.treatment(), data.y());
    return (CausalEffects) new CausalForest(trees, 5, 1, Workers.all()).fit(sample);
  }
}
