package org.liftgate.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.modeling.staggered.CallawaySantAnna;
import org.liftgate.modeling.staggered.StaggeredPanel;

/**
 * Callaway-Sant'Anna on a million rows in memory: 10,000 units, 100 periods, 20 cohorts and half of
 * the units never treated, so 1,980 cells with every standard error and average; then the same with
 * 1,000 bootstrap draws. Prints the first call and the median of five after a warm-up.
 */
public final class GroupTimeTimings {
  private static final int UNITS = 10_000;
  private static final int PERIODS = 100;
  private static final int COHORTS = 20;
  private static final int CALLS = 12;

  private GroupTimeTimings() {}

  /**
   * @param args threads; all of the machine's if not given
   */
  public static void main(String[] args) {
    Workers workers = args.length > 0 ? Workers.of(Integer.parseInt(args[0])) : Workers.all();
    StaggeredPanel panel = draw(7);
    for (int draws : new int[] {0, 1000}) {
      var estimator = new CallawaySantAnna().with(workers).withDraws(draws, 1);
      var seconds = new double[CALLS];
      int terms = 0;
      for (int call = 0; call < CALLS; call++) {
        long start = System.nanoTime();
        terms = estimator.fit(panel).estimates().size();
        seconds[call] = (System.nanoTime() - start) / 1e9;
      }
      double[] last = Arrays.copyOfRange(seconds, CALLS - 5, CALLS);
      Arrays.sort(last);
      System.out.printf(
          "att-gt, %,d rows, %,d terms, %,d draws: first %.3f s, median %.3f s%n",
          panel.rows(), terms, draws, seconds[0], last[2]);
    }
  }

  private static StaggeredPanel draw(long seed) {
    var random = new SplittableRandom(Digest.mix(seed));
    int n = UNITS * PERIODS;
    int[] unit = new int[n];
    int[] period = new int[n];
    int[] cohort = new int[n];
    double[] y = new double[n];
    for (int u = 0, i = 0; u < UNITS; u++) {
      boolean never = random.nextInt(2) == 0;
      int first = never ? StaggeredPanel.NEVER : 3 + 4 * random.nextInt(COHORTS);
      double level = random.nextGaussian();
      double e = 0;
      for (int t = 1; t <= PERIODS; t++, i++) {
        e = 0.5 * e + random.nextGaussian();
        unit[i] = u;
        period[i] = t;
        cohort[i] = first;
        y[i] = level + Math.sin(t / 9.0) + e + (t >= first ? 0.5 : 0);
      }
    }
    return StaggeredPanel.of(unit, period, cohort, y);
  }
}
