package org.liftgate.modeling.truth;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.liftgate.modeling.panel.EffectsPanel;

/**
 * Two arms, one start, a constant effect. An outcome is a level of the unit, an effect of the
 * period, and stationary AR(1) noise of variance 1, of which a share belongs to the whole cluster.
 *
 * @param treated clusters treated
 * @param comparison clusters never treated
 * @param perCluster units in a cluster
 * @param before periods before the start, at least 8
 * @param after periods from the start on
 * @param rho autocorrelation of the noise
 * @param shared share of the noise's variance that a cluster's units share, 0 to 1
 * @param effect on a treated unit in each period from the start on
 * @param selection what decides who is treated
 */
public record TwoArmPanel(
    int treated,
    int comparison,
    int perCluster,
    int before,
    int after,
    double rho,
    double shared,
    double effect,
    Selection selection)
    implements Design<PanelDraw> {
  /** Periods of history that decide under {@link Selection#RECENT}. */
  public static final int HISTORY = 8;

  /** What decides which clusters are treated, beside chance. */
  public enum Selection {
    /** Nothing else. */
    RANDOM,
    /** The level of the cluster's units: parallel trends hold. */
    LEVEL,
    /** Mean outcome of the last 8 periods before the start: parallel trends do not hold. */
    RECENT
  }

  public TwoArmPanel {
    if (before < HISTORY || after < 1 || treated < 1 || comparison < 1 || perCluster < 1) {
      throw new IllegalArgumentException(
          "before (%d) must be at least %d, the other counts at least 1"
              .formatted(before, HISTORY));
    }
  }

  /** One unit a cluster, 8 periods before and 9 after, AR(1) 0.6, assigned at random. */
  public static TwoArmPanel of(int treated, int comparison, double effect) {
    return new TwoArmPanel(treated, comparison, 1, 8, 9, 0.6, 0, effect, Selection.RANDOM);
  }

  public TwoArmPanel with(Selection by) {
    return new TwoArmPanel(treated, comparison, perCluster, before, after, rho, shared, effect, by);
  }

  public TwoArmPanel withPeriods(int ahead, int behind) {
    return new TwoArmPanel(
        treated, comparison, perCluster, ahead, behind, rho, shared, effect, selection);
  }

  public TwoArmPanel withClusters(int units, double share) {
    return new TwoArmPanel(
        treated, comparison, units, before, after, rho, share, effect, selection);
  }

  @Override
  public String name() {
    String clusters = perCluster == 1 ? "" : " clusters of " + perCluster;
    String by = selection == Selection.RANDOM ? "" : ", selected on " + word();
    return "panel %d v %d%s, AR(1) %s%s, effect %s"
        .formatted(treated, comparison, clusters, rho, by, effect);
  }

  private String word() {
    return selection == Selection.LEVEL ? "level" : "recent history";
  }

  /** {@code att}, and {@code event(e)} for e from {@code -before} to {@code after - 1}. */
  @Override
  public double truth(String estimand) {
    if (estimand.equals("att")) {
      return effect;
    }
    if (estimand.matches("event\\(-\\d+\\)")) {
      return 0;
    }
    if (estimand.matches("event\\(\\d+\\)")) {
      return effect;
    }
    throw Design.unknown(estimand, "att or event(e)");
  }

  @Override
  public PanelDraw draw(long seed) {
    SplittableRandom random = Design.stream(seed);
    int clusters = treated + comparison;
    int periods = before + after;
    var noise = new ArNoise(rho, periods, random);
    double[] common = IntStream.range(0, periods).mapToDouble(t -> Math.sin(t / 4.0)).toArray();
    var sales = new double[clusters * perCluster][];
    var level = new double[clusters];
    for (int c = 0; c < clusters; c++) {
      double[] together = noise.path(Math.sqrt(shared));
      level[c] = random.nextGaussian();
      for (int k = 0; k < perCluster; k++) {
        double[] y = noise.path(Math.sqrt(1 - shared));
        for (int t = 0; t < periods; t++) {
          y[t] += together[t] + level[c] + common[t];
        }
        sales[c * perCluster + k] = y;
      }
    }
    return assembled(sales, chosen(sales, level, random));
  }

  private boolean[] chosen(double[][] sales, double[] level, SplittableRandom random) {
    ToDoubleFunction<Integer> reason =
        switch (selection) {
          case RANDOM -> _ -> 0;
          case LEVEL -> c -> level[c];
          case RECENT -> c -> recent(sales, c);
        };
    var score = new double[level.length];
    for (int c = 0; c < score.length; c++) {
      double u = random.nextDouble(1e-12, 1);
      score[c] = reason.applyAsDouble(c) + Math.log(u / (1 - u + 1e-12));
    }
    double[] sorted = score.clone();
    Arrays.sort(sorted);
    var mailed = new boolean[score.length];
    for (int c = 0; c < score.length; c++) {
      mailed[c] = score[c] >= sorted[comparison];
    }
    return mailed;
  }

  private double recent(double[][] sales, int cluster) {
    double sum = 0;
    for (int k = 0; k < perCluster; k++) {
      for (int t = before - HISTORY; t < before; t++) {
        sum += sales[cluster * perCluster + k][t];
      }
    }
    return sum / (perCluster * HISTORY);
  }

  private PanelDraw assembled(double[][] sales, boolean[] mailed) {
    int periods = before + after;
    int n = sales.length * periods;
    var p = new PanelDraw(new int[n], new int[n], new int[n], new int[n], new double[n], periods);
    for (int i = 0; i < n; i++) {
      int u = i / periods;
      int t = i % periods;
      int c = u / perCluster;
      p.unit()[i] = u;
      p.period()[i] = t;
      p.cluster()[i] = c;
      p.cohort()[i] = mailed[c] ? before : EffectsPanel.NEVER;
      p.outcome()[i] = sales[u][t] + (mailed[c] && t >= before ? effect : 0);
    }
    return p;
  }
}
