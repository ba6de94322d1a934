package org.liftgate.modeling.adjusted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.modeling.refute.Windows;

/**
 * Overlapping lists that one score chooses: households with a level, AR(1) noise of .6 and four
 * campaigns whose five weeks begin four weeks after each other; all lists favour the same
 * households, so that who is on one is on others. Selection by level, by what was bought in the
 * last 8 weeks (effects of earlier campaigns included), or by good weeks to come.
 */
record Worlds(int households, Selection selection, double[] effects) {
  enum Selection {
    LEVEL,
    HISTORY,
    HIDDEN
  }

  static final int PAST = 30;
  static final int PRE = 8;
  static final int POST = 9;
  static final int RUN = 5;
  static final int APART = 4;
  private static final double LUCK = 1.0;

  /** One draw: weekly outcomes and who is on which list. */
  record Draw(double[][] sales, boolean[][] listed) {}

  int start(int campaign) {
    return PAST + APART * campaign;
  }

  double truth(int campaign) {
    return effects[campaign] * RUN / POST;
  }

  Draw draw(long seed) {
    var random = new SplittableRandom(Digest.mix(seed + 101));
    int weeks = PAST + APART * effects.length + POST;
    double[][] sales = new double[households][weeks];
    double[][] noise = new double[households][weeks];
    double[] level = new double[households];
    for (int h = 0; h < households; h++) {
      level[h] = random.nextGaussian();
      double e = random.nextGaussian();
      for (int t = 0; t < weeks; t++) {
        e = t == 0 ? e : 0.6 * e + 0.8 * random.nextGaussian();
        noise[h][t] = e;
        sales[h][t] = level[h] + e + Math.sin(t / 5.0);
      }
    }
    boolean[][] listed = new boolean[effects.length][households];
    for (int k = 0; k < effects.length; k++) {
      int start = start(k);
      double[] score = new double[households];
      for (int h = 0; h < households; h++) {
        double reason =
            switch (selection) {
              case LEVEL -> level[h];
              case HISTORY -> mean(sales[h], start - PRE, start);
              case HIDDEN -> 1.5 * mean(noise[h], start, start + POST);
            };
        score[h] = reason + LUCK * random.nextGaussian();
      }
      double[] sorted = score.clone();
      Arrays.sort(sorted);
      for (int h = 0; h < households; h++) {
        listed[k][h] = score[h] >= sorted[households - households * 2 / 5];
        for (int t = start; listed[k][h] && t < start + RUN; t++) {
          sales[h][t] += effects[k];
        }
      }
    }
    return new Draw(sales, listed);
  }

  static double mean(double[] v, int from, int to) {
    return Arrays.stream(v, from, to).average().orElseThrow();
  }

  List<GroupSample> samples(Draw draw) {
    int[] unit = IntStream.range(0, households).toArray();
    var out = new ArrayList<GroupSample>();
    for (int k = 0; k < effects.length; k++) {
      int start = start(k);
      var columns = new LinkedHashMap<String, double[]>();
      for (int w = 1; w <= PRE; w++) {
        int at = start - w;
        columns.put("week_" + w, Arrays.stream(draw.sales()).mapToDouble(s -> s[at]).toArray());
      }
      columns.put(
          "past", Arrays.stream(draw.sales()).mapToDouble(s -> mean(s, 0, start - PRE)).toArray());
      byte[] treated = new byte[households];
      int arm = 0;
      for (int h = 0; h < households; h++) {
        treated[h] = (byte) (draw.listed()[k][h] ? 1 : 0);
        arm += treated[h];
      }
      var others = new ArrayList<Other>();
      for (int o = 0; o < effects.length; o++) {
        boolean reaches = start(o) < start + POST && start(o) + RUN > start - PRE;
        if (o != k && reaches) {
          boolean after = start(o) + RUN > start;
          others.add(new Other(o, after, draw.listed()[o]));
        }
      }
      double share = (double) arm * (households - arm) / households;
      out.add(
          new GroupSample(
              k,
              unit,
              treated,
              columns,
              Arrays.stream(draw.sales()).mapToDouble(s -> mean(s, start - PRE, start)).toArray(),
              Arrays.stream(draw.sales()).mapToDouble(s -> mean(s, start, start + POST)).toArray(),
              (long) households * (PRE + POST),
              share * PRE * POST / (PRE + POST),
              others));
    }
    return out;
  }

  double truth(List<GroupSample> samples) {
    double sum = 0;
    double total = 0;
    for (int k = 0; k < samples.size(); k++) {
      sum += samples.get(k).weight() * truth(k);
      total += samples.get(k).weight();
    }
    return sum / total;
  }

  private static UnitInfluence pooled(List<GroupSample> samples, List<UnitInfluence> effects) {
    return UnitInfluence.mean(effects, samples.stream().mapToDouble(GroupSample::weight).toArray());
  }

  /** Difference in differences beside the other lists. */
  UnitInfluence difference(List<GroupSample> samples) {
    return pooled(
        samples,
        samples.stream().map(s -> NetDifference.of(s, households).own().orElseThrow()).toList());
  }

  /** Difference in differences with whatever else the arms got. */
  UnitInfluence counted(List<GroupSample> samples) {
    return pooled(
        samples,
        samples.stream()
            .map(s -> UnitInfluence.ofMeans(s.unit(), s.treated(), s.difference(), households))
            .toList());
  }

  /** Doubly robust given history, with the other lists' effects off, or with what they add. */
  UnitInfluence history(List<GroupSample> samples, boolean held) {
    Map<Object, HistoryEffects.Member> members = new HashMap<>();
    for (GroupSample s : samples) {
      List<String> names = List.copyOf(s.columns().keySet());
      var group =
          new GroupAdjustment(
              s,
              new GroupAdjustment.Options(
                  List.of(), names, List.of(), 5, 1, 1, 30, 10, 0, 1, Workers.of(1)),
              "att");
      members.put(s.label(), new HistoryEffects.Member(s, group.contrast().orElseThrow()));
    }
    var effects = new HistoryEffects(members, households);
    return pooled(
        samples,
        samples.stream()
            .map(
                s ->
                    held
                        ? effects.of(s.label(), "att").net().orElseThrow().effect()
                        : counted(s, members))
            .toList());
  }

  private UnitInfluence counted(GroupSample s, Map<Object, HistoryEffects.Member> members) {
    var e = members.get(s.label()).contrast().of(s.after());
    return UnitInfluence.ofSum(e.value(), s.unit(), e.influence(), households);
  }

  /** Running sums, each week's outcome on its first day. */
  Windows windows(Draw draw) {
    int weeks = draw.sales()[0].length;
    double[][] sums = new double[households][7 * weeks + 1];
    for (int h = 0; h < households; h++) {
      for (int d = 0; d < 7 * weeks; d++) {
        sums[h][d + 1] = sums[h][d] + (d % 7 == 0 ? draw.sales()[h][d / 7] : 0);
      }
    }
    int n = households * effects.length;
    int[] group = new int[n];
    int[] unit = new int[n];
    byte[] treated = new byte[n];
    int[] start = new int[n];
    for (int i = 0; i < n; i++) {
      group[i] = i / households;
      unit[i] = i % households;
      treated[i] = (byte) (draw.listed()[group[i]][unit[i]] ? 1 : 0);
      start[i] = 7 * start(group[i]);
    }
    int[][] exposed = new int[households][];
    for (int h = 0; h < households; h++) {
      int unitOf = h;
      exposed[h] =
          IntStream.range(0, effects.length)
              .filter(k -> draw.listed()[k][unitOf])
              .flatMap(k -> IntStream.of(7 * start(k), 7 * (start(k) + RUN) - 1))
              .toArray();
    }
    return new Windows(0, sums, group, unit, treated, start, exposed);
  }

  /** The joint test of weeks before the start, from the running sums. */
  Optional<org.liftgate.modeling.inference.JointTest> preTrend(Draw draw) {
    int[] weeks = IntStream.range(-PRE, -1).toArray();
    List<UnitInfluence> events =
        windows(draw).events(weeks, -1).stream().map(Optional::orElseThrow).toList();
    double[][] v = new double[weeks.length][weeks.length];
    for (int a = 0; a < v.length; a++) {
      for (int b = 0; b < v.length; b++) {
        v[a][b] = events.get(a).covariance(events.get(b));
      }
    }
    return org.liftgate.modeling.inference.JointTest.wald(
        events.stream().mapToDouble(UnitInfluence::value).toArray(), v, households - 1.0);
  }
}
