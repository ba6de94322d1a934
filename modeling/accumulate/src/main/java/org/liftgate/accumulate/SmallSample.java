package org.liftgate.accumulate;

/**
 * The small-sample factors of fixest ({@code ssc}), because peers silently differ in them. A
 * clustered variance is multiplied by G/(G-1) (one factor for all parts of a two-way variance under
 * {@link ClusterFactor#MIN}) and by (n-1)/(n-K); an unclustered one by n/(n-K).
 *
 * @param adjust whether (n-1)/(n-K) is applied at all
 * @param effects which fixed effects count in K
 * @param exactEffects counts references as {@code fixef.force_exact} does in fixest 0.12
 * @param clusterAdjust whether G/(G-1) is applied
 * @param clusterFactor which G a two-way variance uses
 * @param testDf degrees of freedom of t: least G minus 1, or n-K
 */
public record SmallSample(
    boolean adjust,
    Effects effects,
    boolean exactEffects,
    boolean clusterAdjust,
    ClusterFactor clusterFactor,
    TestDf testDf) {

  /** Fixed effects that count in K. */
  public enum Effects {
    /** All but those nested in a cluster: households do not count under household clusters. */
    NESTED,
    FULL,
    NONE
  }

  /** Which G the factor G/(G-1) of a two-way variance uses. */
  public enum ClusterFactor {
    /** The smaller of the two, for all three parts. */
    MIN,
    /** Each part its own. */
    OWN
  }

  /** Degrees of freedom of the t distribution under clustering. */
  public enum TestDf {
    CLUSTERS,
    RESIDUAL
  }

  /**
   * What a fit estimated.
   *
   * @param rows n
   * @param slopes coefficients that are reported, an intercept included
   * @param units unit effects, 0 when there are none
   * @param periods period effects, 0 when there are none
   */
  public record Counts(int rows, int slopes, int units, int periods) {

    /** All parameters: slopes and effects, one reference for each effect beyond the first. */
    public int parameters() {
      return slopes + units + periods - (units > 0 && periods > 0 ? 1 : 0);
    }
  }

  /** fixest's defaults. */
  public static SmallSample fixest() {
    return new SmallSample(true, Effects.NESTED, false, true, ClusterFactor.MIN, TestDf.CLUSTERS);
  }

  public SmallSample withAdjust(boolean value) {
    return new SmallSample(value, effects, exactEffects, clusterAdjust, clusterFactor, testDf);
  }

  public SmallSample withEffects(Effects value) {
    return new SmallSample(adjust, value, exactEffects, clusterAdjust, clusterFactor, testDf);
  }

  public SmallSample withExactEffects(boolean value) {
    return new SmallSample(adjust, effects, value, clusterAdjust, clusterFactor, testDf);
  }

  public SmallSample withClusterAdjust(boolean value) {
    return new SmallSample(adjust, effects, exactEffects, value, clusterFactor, testDf);
  }

  public SmallSample withClusterFactor(ClusterFactor value) {
    return new SmallSample(adjust, effects, exactEffects, clusterAdjust, value, testDf);
  }

  public SmallSample withTestDf(TestDf value) {
    return new SmallSample(adjust, effects, exactEffects, clusterAdjust, clusterFactor, value);
  }

  /**
   * K of n-K.
   *
   * @param unitsNested whether unit effects are nested in a cluster; false without clusters
   * @param periodsNested whether period effects are
   */
  public int parameters(Counts c, boolean unitsNested, boolean periodsNested) {
    boolean both = c.units() > 0 && c.periods() > 0;
    int full = c.parameters();
    switch (effects) {
      case NONE:
        return c.slopes();
      case FULL:
        return full;
      default:
        int nested = (unitsNested ? 1 : 0) + (periodsNested ? 1 : 0);
        if (exactEffects && both && nested == 1) {
          return full - 1;
        }
        int units = unitsNested ? Math.max(0, c.units() - 1) : 0;
        int periods = periodsNested ? Math.max(0, c.periods() - 1) : 0;
        return full - units - periods;
    }
  }

  /** (n-1)/(n-K), or 1. */
  public double rowsFactor(int rows, int parameters) {
    return adjust ? (rows - 1.0) / (rows - parameters) : 1;
  }

  /** G/(G-1), or 1. */
  public double clusterFactor(int clusters) {
    return clusterAdjust ? clusters / (clusters - 1.0) : 1;
  }
}
