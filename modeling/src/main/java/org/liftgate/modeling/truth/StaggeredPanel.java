package org.liftgate.modeling.truth;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.liftgate.modeling.panel.EffectsPanel;

/**
 * Staggered adoption with effects that differ by cohort and grow with exposure: cohort k of K has
 * the effect (effect + growth * e) * (1 + spread * (k - (K-1)/2)) after e periods. Units fall into
 * cohorts by chance with equal shares, or in equal numbers; a share is never treated. Levels rise
 * with an earlier start, and noise is AR(1).
 *
 * @param units U, each its own cluster
 * @param periods T
 * @param starts first treated periods of the cohorts, ascending, each at least 1 and below T
 * @param never share of units never treated, above 0
 * @param fixed whether every draw has the same number of units in each cohort, so that the truth is
 *     the one weighted by the sample's own shares
 */
public record StaggeredPanel(
    int units,
    int periods,
    int[] starts,
    double never,
    boolean fixed,
    double rho,
    double effect,
    double growth,
    double spread)
    implements Design<PanelDraw> {
  private static final Pattern CELL = Pattern.compile("att\\((\\d+),(\\d+)\\)");
  private static final Pattern EVENT = Pattern.compile("event\\((-?\\d+)\\)");
  private static final String KNOWN = "att(g,t), event(e), simple, group, dynamic or att";

  public StaggeredPanel {
    starts = starts.clone();
    if (starts.length == 0 || starts[0] < 1 || starts[starts.length - 1] >= periods) {
      throw new IllegalArgumentException(
          "starts (%s) must lie in 1..%d".formatted(Arrays.toString(starts), periods - 1));
    }
  }

  /** Four cohorts of 17.5% each over 12 periods, AR(1) 0.6. */
  public static StaggeredPanel of(int units, double effect) {
    return new StaggeredPanel(
        units, 12, new int[] {4, 6, 8, 10}, 0.3, false, 0.6, effect, effect / 4, 0.3);
  }

  public StaggeredPanel withFixedShares() {
    return new StaggeredPanel(units, periods, starts, never, true, rho, effect, growth, spread);
  }

  @Override
  public String name() {
    return "staggered %d units, %d cohorts%s, AR(1) %s, effect %s"
        .formatted(units, starts.length, fixed ? " of fixed size" : "", rho, effect);
  }

  private double effect(int cohort, int e) {
    double scale = 1 + spread * (cohort - (starts.length - 1) / 2.0);
    return e < 0 ? 0 : (effect + growth * e) * scale;
  }

  /**
   * {@code att(g,t)}; {@code event(e)}, the mean over cohorts seen then; {@code simple} and {@code
   * att}, the mean over treated cells; {@code group}, the mean of cohorts' own means; {@code
   * dynamic}, the mean over e from 0 on; {@code identity}, 0, the distance of what must be equal.
   */
  @Override
  public double truth(String estimand) {
    var cell = CELL.matcher(estimand);
    var event = EVENT.matcher(estimand);
    if (cell.matches()) {
      int g = Integer.parseInt(cell.group(1));
      int k = Arrays.binarySearch(starts, g);
      if (k >= 0) {
        return effect(k, Integer.parseInt(cell.group(2)) - g);
      }
    } else if (event.matches()) {
      return event(Integer.parseInt(event.group(1)));
    }
    return switch (estimand) {
      case "identity" -> 0;
      case "simple", "att" -> mean(false);
      case "group" -> mean(true);
      case "dynamic" -> {
        int last = periods - 1 - starts[0];
        double sum = 0;
        for (int e = 0; e <= last; e++) {
          sum += event(e);
        }
        yield sum / (last + 1);
      }
      default -> throw Design.unknown(estimand, KNOWN);
    };
  }

  private double event(int e) {
    double sum = 0;
    int cohorts = 0;
    for (int k = 0; k < starts.length; k++) {
      if (starts[k] + e < periods && starts[k] + e >= 0) {
        sum += effect(k, e);
        cohorts++;
      }
    }
    return sum / Math.max(1, cohorts);
  }

  private double mean(boolean byCohort) {
    double sum = 0;
    double cells = 0;
    for (int k = 0; k < starts.length; k++) {
      int seen = periods - starts[k];
      double own = 0;
      for (int e = 0; e < seen; e++) {
        own += effect(k, e);
      }
      sum += byCohort ? own / seen : own;
      cells += byCohort ? 1 : seen;
    }
    return sum / cells;
  }

  @Override
  public PanelDraw draw(long seed) {
    SplittableRandom random = Design.stream(seed);
    var noise = new ArNoise(rho, periods, random);
    int n = units * periods;
    var p = new PanelDraw(new int[n], new int[n], new int[n], new int[n], new double[n], periods);
    for (int u = 0; u < units; u++) {
      double v = fixed ? (u + 0.5) / units : random.nextDouble();
      int k = v < never ? -1 : (int) ((v - never) / (1 - never) * starts.length);
      double level = random.nextGaussian() - 0.2 * k;
      double[] e = noise.path(1);
      for (int t = 0; t < periods; t++) {
        int i = u * periods + t;
        p.unit()[i] = u;
        p.period()[i] = t;
        p.cluster()[i] = u;
        p.cohort()[i] = k < 0 ? EffectsPanel.NEVER : starts[k];
        p.outcome()[i] = level + Math.sin(t / 3.0) + e[t] + (k < 0 ? 0 : effect(k, t - starts[k]));
      }
    }
    return p;
  }
}
