package org.liftgate.modeling.staggered;

import java.util.Arrays;
import java.util.List;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.modeling.inference.NormalBox;
import org.liftgate.modeling.inference.StudentT;

/**
 * What a test of pre-trends would have seen (Roth, 2022). A test passes when no effect before the
 * start is significant by itself at 5%. Against a linear departure from parallel trends, delta_e =
 * slope (e - reference), its power is one minus the probability of a box of the effects' normal
 * law; the slopes found with a power of 50% and 80% say how blind it is. When it passes all the
 * same, effects after the start are off by delta plus what passing selects for (his Proposition 1).
 *
 * @param reference the period whose effect is zero
 */
public record PreTrendPower(EventPath path, int reference) {
  private static final int FINE = 4_096;
  private static final int ROUGH = 512;
  private static final double Z =
      new StudentT(Double.POSITIVE_INFINITY).quantile((1 + StudentT.LEVEL) / 2);

  public PreTrendPower {
    if (path.before() == 0) {
      throw new IllegalArgumentException("path must have an event before the start");
    }
  }

  /**
   * @param slope per period
   * @param power probability that the test fails
   * @param error of the power
   * @param events after the start
   * @param trend the departure itself at these events: the bias without a test
   * @param passed the bias of the effects given that the test passed
   */
  public record Departure(
      double slope, double power, double error, int[] events, double[] trend, double[] passed) {}

  /** What a slope does; 0 is parallel trends. */
  public Departure departure(double slope) {
    int[] events = path.events();
    int before = path.before();
    double[] delta = Arrays.stream(events).mapToDouble(e -> slope * (e - reference)).toArray();
    NormalBox.Box box = box(delta, FINE);
    var shift = new double[before];
    Arrays.setAll(shift, i -> box.mean()[i] - delta[i]);
    double[] flat = new double[before * before];
    for (int i = 0; i < before; i++) {
      System.arraycopy(path.covariance()[i], 0, flat, i * before, before);
    }
    PositiveDefinite.factor(flat, before).factor().ifPresent(f -> f.solve(shift));
    int after = events.length - before;
    var passed = new double[after];
    for (int p = 0; p < after; p++) {
      passed[p] = delta[before + p];
      for (int i = 0; i < before; i++) {
        passed[p] += path.covariance()[before + p][i] * shift[i];
      }
    }
    return new Departure(
        slope,
        1 - box.probability(),
        box.error(),
        Arrays.copyOfRange(events, before, events.length),
        Arrays.copyOfRange(delta, before, delta.length),
        passed);
  }

  private NormalBox.Box box(double[] delta, int points) {
    int before = path.before();
    var covariance = new double[before][];
    Arrays.setAll(covariance, i -> Arrays.copyOf(path.covariance()[i], before));
    double[] high = new double[before];
    Arrays.setAll(high, i -> Z * Math.sqrt(covariance[i][i]));
    double[] low = Arrays.stream(high).map(v -> -v).toArray();
    return NormalBox.of(Arrays.copyOf(delta, before), covariance, low, high, points);
  }

  /**
   * The positive slope that the test would find with this probability.
   *
   * @param power above the test's size and below 1
   */
  public Departure detectable(double power) {
    return detectable(power, 1e-9);
  }

  /** The same to a relative accuracy, by false position with the Illinois rule. */
  public Departure detectable(double power, double digits) {
    int points = digits < 1e-4 ? FINE : ROUGH;
    double high = 1e-12;
    for (int i = 0; i < path.before(); i++) {
      int away = Math.abs(path.events()[i] - reference);
      if (away > 0) {
        high = Math.max(high, 8 * Math.sqrt(path.covariance()[i][i]) / away);
      }
    }
    double low = 0;
    double below = power(low, points) - power;
    double above = power(high, points) - power;
    if (below >= 0 || above <= 0) {
      return departure(below >= 0 ? low : high);
    }
    int side = 0;
    double middle = high;
    for (int step = 0; step < 100 && high - low > digits * high; step++) {
      double next = (low * above - high * below) / (above - below);
      boolean stuck = Math.abs(next - middle) <= digits * next;
      middle = next;
      double here = power(middle, points) - power;
      if (here == 0 || stuck) {
        return departure(middle);
      }
      if (here < 0) {
        low = middle;
        below = here;
        above = side < 0 ? above / 2 : above;
        side = -1;
      } else {
        high = middle;
        above = here;
        below = side > 0 ? below / 2 : below;
        side = 1;
      }
    }
    return departure(middle);
  }

  private double power(double slope, int points) {
    double[] delta =
        Arrays.stream(path.events()).mapToDouble(e -> slope * (e - reference)).toArray();
    return 1 - box(delta, points).probability();
  }

  /** Slopes found with a power of 50% and 80%. */
  public List<Departure> detectable() {
    return List.of(detectable(0.5), detectable(0.8));
  }
}
