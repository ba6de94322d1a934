package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.forest.ForestOptions;
import org.liftgate.modeling.forest.RegressionForest;
import org.liftgate.modeling.forest.TLearner;

/** Effects as differences of two forests of 100 trees, for all rows. */
abstract class TLearnerBar implements Bar {
  private static final int FEATURES = 20;

  private final String size;
  private final int rows;
  private final Limit limit;
  private final Map<String, Double> peer;

  TLearnerBar(String size, int rows, Limit limit, Map<String, Double> peer) {
    this.size = size;
    this.rows = rows;
    this.limit = limit;
    this.peer = peer;
  }

  @Override
  public String name() {
    return "t-learner-" + size;
  }

  @Override
  public String what() {
    return "TLearner.fit, two forests of 100 trees on 20 features, effects of all rows";
  }

  @Override
  public Limit limit() {
    return limit;
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    CateData data =
        CateData.of(peer.isEmpty() ? Optional.empty() : peers, "cate" + size, rows, FEATURES, true);
    var options = ForestOptions.standard(1, data.rows() / 2);
    var learner = new TLearner(new RegressionForest(options, Workers.all()));
    return new Work(
        data.rows(),
        data.bytes(),
        () -> {
          var effects = (TLearner.Conditional) learner.fit(data.x(), data.t(), data.y());
          return Map.of("rmse", data.error(effects.values()));
        },
        peers.isPresent() ? peer : Map.of());
  }
}
