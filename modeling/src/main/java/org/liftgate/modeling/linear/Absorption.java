package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.EffectProjection;
import org.liftgate.accumulate.WeightedDesign;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate.Reason;

/** Clears effects from a sample, as far as its covariance lets them be cleared. */
sealed interface Absorption permits AbsorbedDesign, Absorption.Unusable {
  /** Dummies laid out at most. */
  int MOST_DUMMIES = 1_000;

  /** Why there is no design. */
  record Unusable(Reason reason, String detail) implements Absorption {}

  static Absorption of(LinearSample sample, Groupings groupings, LinearRegression options) {
    List<Grouping> effects = groupings.effects();
    if (effects.isEmpty()) {
      var design =
          WeightedDesign.of(
              sample.columns(),
              sample.outcome(),
              sample.weights(),
              sample.intercept(),
              options.workers());
      return new AbsorbedDesign(
          design, 0, new double[0], design.totalSquares(), List.of(), List.of());
    }
    List<Grouping> absorb = absorb(groupings, options.covariance());
    List<Grouping> layOut = effects.stream().filter(e -> !absorb.contains(e)).toList();
    int dummies = layOut.stream().mapToInt(e -> e.count() - 1).sum();
    if (dummies > MOST_DUMMIES) {
      return unusable(
          Reason.UNSUITED,
          "This covariance needs the %,d levels of %s as regressors, more than %,d. Maybe cluster by"
                  .formatted(
                      dummies,
                      String.join(", ", layOut.stream().map(Grouping::name).toList()),
                      MOST_DUMMIES)
              + " the unit instead.");
    }
    return cleared(sample, absorb, layOut, dummies, options);
  }

  /** Effects that may be cleared without the covariance noticing. */
  private static List<Grouping> absorb(Groupings groupings, Covariance covariance) {
    List<Grouping> effects = groupings.effects();
    return switch (covariance) {
      case Covariance.Iid _,
          Covariance.Clustered _,
          Covariance.NeweyWest _,
          Covariance.DriscollKraay _ ->
          effects;
      case Covariance.Robust(int type) -> type < 2 ? effects : List.of(largest(effects));
      case Covariance.LeverageCorrected _, Covariance.WildCluster _, Covariance.PairsCluster _ -> {
        List<Boolean> nested = groupings.nested();
        yield IntStream.range(0, effects.size())
            .filter(nested::get)
            .mapToObj(effects::get)
            .toList();
      }
    };
  }

  private static Grouping largest(List<Grouping> effects) {
    return effects.stream().max(java.util.Comparator.comparingInt(Grouping::count)).orElseThrow();
  }

  private static Absorption cleared(
      LinearSample sample,
      List<Grouping> absorb,
      List<Grouping> layOut,
      int dummies,
      LinearRegression options) {
    var columns = new ArrayList<double[]>();
    layOut.forEach(e -> columns.addAll(Arrays.asList(e.dummies())));
    boolean constant = absorb.isEmpty();
    if (constant) {
      var ones = new double[sample.rows()];
      Arrays.fill(ones, 1);
      columns.add(0, ones);
    }
    int laidOut = columns.size();
    columns.addAll(Arrays.asList(sample.columns()));
    double[][] all = columns.toArray(double[][]::new);
    var raw = WeightedDesign.of(all, sample.outcome(), sample.weights(), true, options.workers());
    double[] before = IntStream.range(0, all.length).mapToDouble(raw::squares).toArray();
    if (constant) {
      return design(
          sample, all, sample.outcome(), laidOut, before, raw, absorb, List.of(), options);
    }
    double[][] withOutcome = Arrays.copyOf(all, all.length + 1);
    withOutcome[all.length] = sample.outcome();
    var projection =
        EffectProjection.of(
            absorb.stream().map(Grouping::codes).toArray(int[][]::new),
            absorb.stream().mapToInt(Grouping::count).toArray(),
            sample.weights());
    EffectProjection.Cleared[] cleared = projection.clear(withOutcome, options.workers());
    if (Arrays.stream(cleared).anyMatch(c -> !c.converged())) {
      return unusable(
          Reason.NOT_CONVERGED,
          "The effects did not settle: conjugate gradients stopped short of a relative residual of "
              + EffectProjection.TOLERANCE
              + ".");
    }
    double[][] values =
        Arrays.stream(cleared).map(EffectProjection.Cleared::values).toArray(double[][]::new);
    List<String> notes = projection.exact() ? List.of() : List.of(tolerance(absorb, cleared));
    return design(
        sample,
        Arrays.copyOf(values, all.length),
        values[all.length],
        laidOut,
        before,
        raw,
        absorb,
        notes,
        options);
  }

  private static Absorption design(
      LinearSample sample,
      double[][] columns,
      double[] outcome,
      int laidOut,
      double[] before,
      WeightedDesign raw,
      List<Grouping> absorb,
      List<String> notes,
      LinearRegression options) {
    double error = notes.isEmpty() ? 0 : EffectProjection.TOLERANCE;
    var design =
        WeightedDesign.of(columns, outcome, sample.weights(), false, options.workers())
            .from(raw, error);
    return new AbsorbedDesign(design, laidOut, before, raw.totalSquares(), absorb, notes);
  }

  private static String tolerance(List<Grouping> absorb, EffectProjection.Cleared[] cleared) {
    int most =
        Arrays.stream(cleared).mapToInt(EffectProjection.Cleared::iterations).max().orElse(0);
    return "Effects of %s were cleared by conjugate gradients to a relative residual of %.0e, in at"
            .formatted(
                String.join(", ", absorb.stream().map(Grouping::name).toList()),
                EffectProjection.TOLERANCE)
        + " most %,d iterations.".formatted(most);
  }

  private static Unusable unusable(Reason reason, String detail) {
    return new Unusable(reason, detail);
  }
}
