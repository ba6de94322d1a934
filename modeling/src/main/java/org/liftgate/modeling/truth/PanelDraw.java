package org.liftgate.modeling.truth;

import org.liftgate.kernel.Panel;
import org.liftgate.kernel.Sample;
import org.liftgate.modeling.panel.EffectsPanel;

/**
 * A balanced panel of units by periods, n rows sorted by unit and period.
 *
 * @param unit n codes 0..U-1
 * @param period n periods 0..T-1
 * @param cohort n first treated periods of the row's unit, {@link EffectsPanel#NEVER} for none
 * @param cluster n codes of the unit at which treatment was assigned
 * @param outcome n values
 * @param periods T
 */
public record PanelDraw(
    int[] unit, int[] period, int[] cohort, int[] cluster, double[] outcome, int periods)
    implements Sample {

  @Override
  public int rows() {
    return outcome.length;
  }

  public int units() {
    return rows() / periods;
  }

  public boolean treatedUnit(int u) {
    return cohort[u * periods] != EffectsPanel.NEVER;
  }

  /** 1 from a unit's start on. */
  public byte[] treated() {
    var d = new byte[rows()];
    for (int i = 0; i < d.length; i++) {
      d[i] = (byte) (cohort[i] != EffectsPanel.NEVER && period[i] >= cohort[i] ? 1 : 0);
    }
    return d;
  }

  /** One group with periods relative to the common start. */
  public Panel stack() {
    int start = start();
    var relative = new int[rows()];
    var arm = new byte[rows()];
    for (int i = 0; i < relative.length; i++) {
      relative[i] = period[i] - start;
      arm[i] = (byte) (cohort[i] == EffectsPanel.NEVER ? 0 : 1);
    }
    return new Panel(new int[rows()], unit, relative, arm, outcome);
  }

  /** Unit and period effects, the regressor {@code att}, and the clustering {@code cluster}. */
  public EffectsPanel effects() {
    byte[] treated = treated();
    var d = new double[rows()];
    for (int i = 0; i < d.length; i++) {
      d[i] = treated[i];
    }
    return plain().withRegressor("att", d);
  }

  /** Unit and period effects, and periods since the unit's own start. */
  public EffectsPanel events() {
    var times = new int[rows()];
    for (int i = 0; i < times.length; i++) {
      boolean never = cohort[i] == EffectsPanel.NEVER;
      times[i] = never ? EffectsPanel.NEVER : period[i] - cohort[i];
    }
    return plain().withEventTimes(times);
  }

  private EffectsPanel plain() {
    var arm = new byte[rows()];
    for (int i = 0; i < arm.length; i++) {
      arm[i] = (byte) (cohort[i] == EffectsPanel.NEVER ? 0 : 1);
    }
    return EffectsPanel.of(unit, period, outcome).withArms(arm).withCluster("cluster", cluster);
  }

  /**
   * Each unit once: its mean outcome after the common start, and as covariates its outcomes in the
   * last periods before.
   */
  public CrossSection onHistory(int weeks) {
    int start = start();
    int units = units();
    var history = new double[weeks][units];
    var after = new double[units];
    var arm = new byte[units];
    var clusters = new int[units];
    for (int u = 0; u < units; u++) {
      int row = u * periods;
      for (int k = 0; k < weeks; k++) {
        history[k][u] = outcome[row + start - 1 - k];
      }
      for (int t = start; t < periods; t++) {
        after[u] += outcome[row + t] / (periods - start);
      }
      arm[u] = (byte) (treatedUnit(u) ? 1 : 0);
      clusters[u] = cluster[row];
    }
    return new CrossSection(history, arm, after, clusters);
  }

  /** The first start; the common one where all treated units share it. */
  private int start() {
    int start = Integer.MAX_VALUE;
    for (int g : cohort) {
      start = g == EffectsPanel.NEVER ? start : Math.min(start, g);
    }
    return start;
  }
}
