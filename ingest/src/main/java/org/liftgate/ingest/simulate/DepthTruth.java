package org.liftgate.ingest.simulate;

import java.util.List;
import java.util.Optional;

/** True effects of offered depth, on a household's weekly purchases of a commodity. */
final class DepthTruth {
  static final String DEPTH = "depth";

  private DepthTruth() {}

  static void addTo(List<Truth.Value> out, DepthSums sums) {
    for (Outcome outcome : Outcome.values()) {
      population(out, sums, outcome, DepthSums.ALL, "", "all households x commodities x weeks");
      population(
          out,
          sums,
          outcome,
          DepthSums.REGULAR,
          "-regular",
          "households x commodities bought in weeks 1 to "
              + DepthSums.REGULAR_WEEKS
              + " x the weeks after");
    }
  }

  private static void population(
      List<Truth.Value> out,
      DepthSums sums,
      Outcome outcome,
      int population,
      String suffix,
      String target) {
    if (sums.cells(population) > 0) {
      value(
          out,
          outcome,
          "per_point" + suffix,
          sums.perPoint(population, outcome),
          target + ": half of one point deeper less one point shallower",
          sums.cells(population));
    }
    for (int bin = 1; bin < DepthSums.bins(); bin++) {
      if (sums.cells(population, bin) > 0) {
        value(
            out,
            outcome,
            DepthSums.bin(bin) + suffix,
            sums.ofBin(population, bin, outcome),
            target + ", offered depth in the bin: as observed less no deals",
            sums.cells(population, bin));
      }
    }
  }

  private static void value(
      List<Truth.Value> out,
      Outcome outcome,
      String term,
      double value,
      String target,
      long cells) {
    out.add(
        new Truth.Value(
            DEPTH, outcome.word(), Optional.empty(), term, value, target, "equal: " + cells));
  }
}
