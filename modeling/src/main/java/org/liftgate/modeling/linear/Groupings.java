package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Covariance;

/**
 * Effects and clusters of the rows in use, as codes without gaps.
 *
 * @param clusters one or two by which scores are summed
 */
record Groupings(List<Grouping> effects, List<Grouping> clusters) {

  static Groupings of(LinearSample sample, Covariance covariance) {
    return new Groupings(
        sample.effects().stream().map(e -> Grouping.of(e.name(), e.codes())).toList(),
        names(covariance).stream()
            .map(name -> grouping(name, sample.clusters().get(name), covariance))
            .toList());
  }

  /** Periods keep their order. */
  private static Grouping grouping(String name, int[] codes, Covariance covariance) {
    return covariance instanceof Covariance.DriscollKraay
        ? Grouping.ranked(name, codes)
        : Grouping.of(name, codes);
  }

  static List<String> names(Covariance covariance) {
    return switch (covariance) {
      case Covariance.Clustered(List<String> by) -> by;
      case Covariance.LeverageCorrected(int _, String by) -> List.of(by);
      case Covariance.WildCluster wild -> List.of(wild.by());
      case Covariance.PairsCluster pairs -> List.of(pairs.by());
      case Covariance.DriscollKraay(String time, int _) -> List.of(time);
      case Covariance.Iid _, Covariance.Robust _, Covariance.NeweyWest _ -> List.of();
    };
  }

  /** The name of a clustering that has one cluster only. */
  Optional<String> single() {
    return clusters.stream().filter(c -> c.count() < 2).map(Grouping::name).findFirst();
  }

  List<Integer> levels() {
    return effects.stream().map(Grouping::count).toList();
  }

  /** Whether each effect is nested in a cluster. */
  List<Boolean> nested() {
    var nested = new ArrayList<Boolean>();
    for (Grouping effect : effects) {
      nested.add(clusters.stream().anyMatch(effect::nestedIn));
    }
    return nested;
  }
}
