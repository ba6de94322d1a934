package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.staggered.CallawaySantAnna;
import org.liftgate.modeling.staggered.StaggeredPanel;

/**
 * Callaway-Sant'Anna on a million rows: 10,000 units, 100 periods, 20 cohorts and half of the units
 * never treated, so 1,980 cells with every standard error and average. The laws are our own: the
 * peer's data set is not among those that {@code gen.py} writes.
 */
public class GroupTimeBar implements Bar {
  private static final int UNITS = 10_000;
  private static final int PERIODS = 100;
  private static final int COHORTS = 20;
  private static final long SEED = 7;

  @Override
  public String name() {
    return "att-gt-1m";
  }

  @Override
  public String what() {
    return "CallawaySantAnna.fit, 1,980 cells, all standard errors and averages, from a panel";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.06, "R did 40.1");
  }

  /** Bootstrap draws. */
  int draws() {
    return 0;
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    StaggeredPanel panel = draw();
    var estimator = new CallawaySantAnna().withDraws(draws(), 1);
    return new Work(
        panel.rows(),
        panel.rows() * (3L * Integer.BYTES + Double.BYTES),
        () -> figures(estimator.fit(panel).estimates()),
        Map.of());
  }

  private static Map<String, Double> figures(Iterable<? extends Estimate> estimates) {
    var out = new LinkedHashMap<String, Double>();
    for (Estimate e : estimates) {
      if (e instanceof Estimate.Value v && v.term().equals("simple")) {
        out.put("simple", v.value());
        out.put("se", v.stdError());
      }
    }
    return out;
  }

  private static StaggeredPanel draw() {
    var random = new SplittableRandom(Digest.mix(SEED));
    int n = UNITS * PERIODS;
    var unit = new int[n];
    var period = new int[n];
    var cohort = new int[n];
    var y = new double[n];
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
