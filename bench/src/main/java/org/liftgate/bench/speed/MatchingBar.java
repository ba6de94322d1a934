package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.matching.Matches;
import org.liftgate.modeling.matching.NearestNeighbour;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;

/** Score, sets and mean difference of one-to-one matching within .25 deviations of the score. */
abstract class MatchingBar implements Bar {
  private final boolean replace;
  private final double peer;
  private final Map<String, Double> expected;

  MatchingBar(boolean replace, double peer, double pairs, double att) {
    this.replace = replace;
    this.peer = peer;
    this.expected = Map.of("pairs", pairs, "att", att);
  }

  @Override
  public String name() {
    return replace ? "match-replace-1m" : "match-1m";
  }

  @Override
  public String what() {
    return "PropensityScore.of + NearestNeighbour.match + mean difference, from columns";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.25, "MatchIt " + peer);
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    Observed units = UnitsData.of(peers);
    var method = NearestNeighbour.DEFAULT.withReplacement(replace);
    return new Work(
        units.rows(),
        UnitsData.BYTES,
        () -> figures(units, method),
        peers.isPresent() ? expected : Map.of());
  }

  private static Map<String, Double> figures(Observed units, NearestNeighbour method) {
    var score = (PropensityScore.Fitted) PropensityScore.of(units, Workers.all());
    Matches matches = method.match(score.score(), units.treated(), new int[0]);
    double[] differences = matches.differences(units.outcome());
    double sum = 0;
    for (double d : differences) {
      sum += d;
    }
    var out = new LinkedHashMap<String, Double>();
    out.put("pairs", (double) differences.length);
    out.put("att", sum / differences.length);
    return out;
  }
}
