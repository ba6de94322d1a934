package org.liftgate.modeling.refute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.liftgate.modeling.adjusted.UnitInfluence;

/**
 * Pooled differences in differences around any date, from each unit's running sum of the outcome by
 * day: a window costs two subtractions a unit, so that hundreds of dates and horizons need no
 * panel. Groups are weighted as a stacked regression weighs them.
 *
 * @param first first day observed; {@code sums[u][d]} is the sum of unit u before day first + d
 * @param group n codes of (group, unit) pairs, sorted
 * @param start n days
 * @param exposed for each unit, pairs of first and last day under a treatment; empty when unknown
 */
public record Windows(
    int first,
    double[][] sums,
    int[] group,
    int[] unit,
    byte[] treated,
    int[] start,
    int[][] exposed) {
  private static final int LEAST = 20;

  /**
   * The effect at a shift of every start.
   *
   * @param shift days added to each group's start; negative is before
   * @param pre weeks before, wholly observed
   * @param post weeks from there on, wholly observed
   * @param free only units under no treatment in the window
   * @return empty when no group has both arms, 20 units each, with these weeks observed
   */
  public Optional<UnitInfluence> effect(int shift, int pre, int post, boolean free) {
    var effects = new ArrayList<UnitInfluence>();
    var weights = new ArrayList<Double>();
    for (int from = 0; from < group.length; ) {
      int to = from;
      while (to < group.length && group[to] == group[from]) {
        to++;
      }
      one(from, to, shift, pre, post, free, effects, weights);
      from = to;
    }
    return effects.isEmpty()
        ? Optional.empty()
        : Optional.of(UnitInfluence.mean(effects, weights.stream().mapToDouble(w -> w).toArray()));
  }

  private void one(
      int from,
      int to,
      int shift,
      int pre,
      int post,
      boolean free,
      List<UnitInfluence> effects,
      List<Double> weights) {
    int at = start[from] + shift;
    int low = at - 7 * pre;
    int high = at + 7 * post;
    if (low < first || high - first > sums[0].length - 1) {
      return;
    }
    int n = 0;
    int[] units = new int[to - from];
    byte[] arms = new byte[to - from];
    double[] d = new double[to - from];
    int[] count = new int[2];
    for (int i = from; i < to; i++) {
      if (!free || untouched(unit[i], low, high - 1)) {
        double[] s = sums[unit[i]];
        units[n] = unit[i];
        arms[n] = treated[i];
        d[n++] = (s[high - first] - s[at - first]) / post - (s[at - first] - s[low - first]) / pre;
        count[treated[i]]++;
      }
    }
    if (Math.min(count[0], count[1]) >= LEAST) {
      effects.add(
          UnitInfluence.ofMeans(Arrays.copyOf(units, n), arms, Arrays.copyOf(d, n), sums.length));
      double p = (double) pre * post / (pre + post);
      weights.add((double) count[0] * count[1] / n * p);
    }
  }

  /**
   * Effects of single weeks against a reference week, pooled over groups in which both are wholly
   * observed: an event study from the running sums alone, weights as of a stacked regression.
   *
   * @param weeks relative to the start, the reference not among them
   * @return one for each week, in order; empty where no group has it
   */
  public List<Optional<UnitInfluence>> events(int[] weeks, int reference) {
    var out = new ArrayList<Optional<UnitInfluence>>();
    for (int week : weeks) {
      int e = week;
      out.add(
          pooled(
              (u, at) -> between(u, at + 7 * e, 7) - between(u, at + 7 * reference, 7),
              at -> inside(at + 7 * Math.min(e, reference), at + 7 * Math.max(e, reference) + 7)));
    }
    return out;
  }

  /** The outcome of a unit over some days. */
  private double between(int u, int from, int days) {
    return sums[u][from + days - first] - sums[u][from - first];
  }

  private boolean inside(int from, int to) {
    return from >= first && to - first <= sums[0].length - 1;
  }

  /** A figure of a unit around a group's start. */
  private interface Figure {
    double of(int unit, int start);
  }

  private Optional<UnitInfluence> pooled(Figure figure, IntPredicate usable) {
    var effects = new ArrayList<UnitInfluence>();
    var weights = new ArrayList<Double>();
    for (int from = 0, to; from < group.length; from = to) {
      to = end(from);
      if (usable.test(start[from])) {
        add(from, to, figure, effects, weights);
      }
    }
    return effects.isEmpty()
        ? Optional.empty()
        : Optional.of(UnitInfluence.mean(effects, weights.stream().mapToDouble(w -> w).toArray()));
  }

  private int end(int from) {
    int to = from;
    while (to < group.length && group[to] == group[from]) {
      to++;
    }
    return to;
  }

  private void add(
      int from, int to, Figure figure, List<UnitInfluence> effects, List<Double> weights) {
    double[] d = new double[to - from];
    int[] count = new int[2];
    for (int i = from; i < to; i++) {
      d[i - from] = figure.of(unit[i], start[i]);
      count[treated[i]]++;
    }
    if (Math.min(count[0], count[1]) >= LEAST) {
      effects.add(
          UnitInfluence.ofMeans(
              Arrays.copyOfRange(unit, from, to),
              Arrays.copyOfRange(treated, from, to),
              d,
              sums.length));
      weights.add((double) count[0] * count[1] / (to - from));
    }
  }

  /**
   * What is left when weeks with too many units under treatment are dropped: where most are
   * treated, what spills over to others reaches nearly all of them.
   *
   * @param all with every week, the groups being those that keep weeks on both sides
   * @param kept with the weeks that are not dense
   * @param dense weeks dropped, counted over the groups
   * @param weeks of all groups
   * @param greatest share of units under treatment in a week
   */
  public record Sparse(
      Optional<UnitInfluence> all,
      Optional<UnitInfluence> kept,
      int dense,
      int weeks,
      double greatest) {}

  /**
   * @param density greatest share of units under any treatment in a week that is kept
   */
  public Sparse sparse(int pre, int post, double density) {
    double[] share = density();
    var all = new ArrayList<UnitInfluence>();
    var kept = new ArrayList<UnitInfluence>();
    var weights = new ArrayList<Double>();
    var unused = new ArrayList<Double>();
    int dense = 0;
    int weeks = 0;
    double greatest = 0;
    for (int from = 0, to; from < group.length; from = to) {
      to = end(from);
      int at = start[from];
      var before = new ArrayList<Integer>();
      var after = new ArrayList<Integer>();
      for (int w = -pre; w < post; w++) {
        if (inside(at + 7 * w, at + 7 * w + 7)) {
          double s = week(share, at + 7 * w);
          greatest = Math.max(greatest, s);
          weeks++;
          if (s > density) {
            dense++;
          } else {
            (w < 0 ? before : after).add(w);
          }
        }
      }
      boolean whole = inside(at - 7 * pre, at + 7 * post);
      if (whole && !before.isEmpty() && !after.isEmpty()) {
        int was = kept.size();
        add(from, to, (u, s) -> mean(u, s, after) - mean(u, s, before), kept, weights);
        if (kept.size() > was) {
          add(
              from,
              to,
              (u, s) -> between(u, s, 7 * post) / post - between(u, s - 7 * pre, 7 * pre) / pre,
              all,
              unused);
        }
      }
    }
    double[] w = weights.stream().mapToDouble(v -> v).toArray();
    return new Sparse(
        all.isEmpty() ? Optional.empty() : Optional.of(UnitInfluence.mean(all, w)),
        kept.isEmpty() ? Optional.empty() : Optional.of(UnitInfluence.mean(kept, w)),
        dense,
        weeks,
        greatest);
  }

  private double mean(int u, int at, List<Integer> weeks) {
    double sum = 0;
    for (int w : weeks) {
      sum += between(u, at + 7 * w, 7);
    }
    return sum / weeks.size();
  }

  private double week(double[] share, int from) {
    double sum = 0;
    for (int d = from - first; d < from - first + 7; d++) {
      sum += share[d] / 7;
    }
    return sum;
  }

  /** Share of units under any treatment, by day. */
  private double[] density() {
    int days = sums[0].length - 1;
    int[] step = new int[days + 1];
    for (int[] spans : exposed) {
      boolean[] on = new boolean[spans.length == 0 ? 0 : days];
      for (int k = 0; k < spans.length; k += 2) {
        int from = Math.max(0, spans[k] - first);
        int to = Math.min(days, spans[k + 1] - first + 1);
        for (int d = from; d < to; d++) {
          if (!on[d]) {
            on[d] = true;
            step[d]++;
          }
        }
      }
    }
    double[] share = new double[days];
    Arrays.setAll(share, d -> (double) step[d] / exposed.length);
    return share;
  }

  private boolean untouched(int u, int low, int high) {
    for (int k = 0; k < exposed[u].length; k += 2) {
      if (exposed[u][k] <= high && exposed[u][k + 1] >= low) {
        return false;
      }
    }
    return true;
  }
}
