package org.liftgate.modeling.forest.causal;

import java.util.Arrays;
import org.liftgate.modeling.forest.BinnedFeatures;
import org.liftgate.modeling.forest.Forest;

/**
 * A grown causal forest and its effects for the rows it has grown on.
 *
 * @param outOfBag n effects with variances, each from trees that have not seen the row's unit
 */
public record CausalEffects(
    CausalForest settings,
    CausalSample sample,
    Nuisances nuisances,
    Forest forest,
    Forest.Uncertain outOfBag)
    implements CausalForest.Fit {
  private static final double Z = 1.959963984540054;

  /**
   * Effects of m rows, per unit of treatment.
   *
   * @param values NaN where no tree could speak
   * @param stdErrors pointwise; NaN where fewer than two bags could speak
   */
  public record Pointwise(double[] values, double[] stdErrors) {

    /** Lower ends of 95% intervals by the normal law, which do not correct for bias. */
    public double[] low() {
      return end(-Z);
    }

    public double[] high() {
      return end(Z);
    }

    private double[] end(double z) {
      var out = new double[values.length];
      Arrays.setAll(out, i -> values[i] + z * stdErrors[i]);
      return out;
    }
  }

  /** n effects of the sample's rows. */
  public Pointwise effects() {
    return pointwise(outOfBag);
  }

  /**
   * Effects of other rows with standard errors.
   *
   * @param features p arrays of m values, in the order of the sample's
   */
  public Pointwise predict(double[][] features) {
    BinnedFeatures rows = forest.features().encode(features, settings.workers());
    return pointwise(forest.uncertain(rows, settings.bag(), settings.workers()));
  }

  /** Effects alone, which costs less than half. */
  public double[] predictValues(double[][] features) {
    return forest.predict(features, settings.workers()).values();
  }

  /** p shares of splits near the root, by feature, weighted by depth^-2; they sum to 1. */
  public double[] importance() {
    return forest.importance();
  }

  private static Pointwise pointwise(Forest.Uncertain u) {
    return new Pointwise(u.values(), Arrays.stream(u.variances()).map(Math::sqrt).toArray());
  }
}
