package org.liftgate.modeling.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The fast search against one that looks at every control, with and without ties. */
class MatchingPropertiesTest {

  @Property(tries = 300)
  void findsWhatLookingAtEveryControlFinds(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 60) int n,
      @ForAll @IntRange(min = 2, max = 40) int levels,
      @ForAll Order order,
      @ForAll boolean replace,
      @ForAll @IntRange(min = 1, max = 3) int ratio,
      @ForAll @IntRange(min = 1, max = 3) int strata) {
    var random = new SplittableRandom(seed);
    double[] score = random.doubles(n).map(v -> Math.floor(v * levels) / 64).toArray();
    byte[] treated = new byte[n];
    int[] exact = new int[n];
    for (int i = 0; i < n; i++) {
      treated[i] = (byte) random.nextInt(2);
      exact[i] = random.nextInt(strata);
    }
    var nearest =
        NearestNeighbour.DEFAULT
            .withCaliper(0.5)
            .withOrder(order)
            .withReplacement(replace)
            .withRatio(ratio);
    Matches found = nearest.match(score, treated, exact);
    assertThat(found.controls()).isEqualTo(brute(nearest, score, treated, exact, found));
  }

  /** All pairs of a round by the rules in words. */
  private static int[] brute(
      NearestNeighbour nearest, double[] score, byte[] treated, int[] exact, Matches shape) {
    int[] out = new int[shape.controls().length];
    Arrays.fill(out, -1);
    var taken = new boolean[score.length];
    for (int stratum : Arrays.stream(exact).distinct().toArray()) {
      List<Integer> joint =
          IntStream.range(0, score.length)
              .filter(i -> exact[i] == stratum)
              .boxed()
              .sorted(Comparator.<Integer>comparingDouble(i -> score[i]).thenComparing(i -> i))
              .toList();
      var turns = new ArrayList<>(joint.stream().filter(i -> treated[i] == 1).toList());
      turns.sort(
          switch (nearest.order()) {
            case DATA -> Comparator.naturalOrder();
            case LARGEST ->
                Comparator.<Integer>comparingDouble(i -> -score[i]).thenComparing(i -> i);
            default -> Comparator.<Integer>comparingDouble(i -> score[i]).thenComparing(i -> i);
          });
      for (int rank = 0; rank < nearest.ratio(); rank++) {
        if (nearest.order() == Order.CLOSEST && !nearest.replace()) {
          closest(joint, turns, score, treated, taken, shape, rank, out);
        } else {
          for (int t : turns) {
            int at = Arrays.binarySearch(shape.treated(), t) * nearest.ratio();
            int c =
                best(
                    joint,
                    t,
                    score,
                    treated,
                    nearest.replace() ? used(out, at, rank, score.length) : taken);
            if (c >= 0 && Math.abs(score[c] - score[t]) <= shape.caliper()) {
              out[at + rank] = c;
              taken[c] = true;
            }
          }
        }
      }
    }
    return out;
  }

  private static void closest(
      List<Integer> joint,
      List<Integer> turns,
      double[] score,
      byte[] treated,
      boolean[] taken,
      Matches shape,
      int rank,
      int[] out) {
    var left = new ArrayList<>(turns);
    while (true) {
      int who = -1;
      int whom = -1;
      for (int t : left) {
        int c = best(joint, t, score, treated, taken);
        if (c < 0 || Math.abs(score[c] - score[t]) > shape.caliper()) {
          continue;
        }
        double d = Math.abs(score[c] - score[t]);
        double least = who < 0 ? Double.POSITIVE_INFINITY : Math.abs(score[whom] - score[who]);
        if (d < least || d == least && t < who) {
          who = t;
          whom = c;
        }
      }
      if (who < 0) {
        return;
      }
      out[Arrays.binarySearch(shape.treated(), who) * shape.ratio() + rank] = whom;
      taken[whom] = true;
      left.remove((Integer) who);
    }
  }

  private static boolean[] used(int[] out, int at, int rank, int n) {
    var used = new boolean[n];
    for (int r = 0; r < rank; r++) {
      if (out[at + r] >= 0) {
        used[out[at + r]] = true;
      }
    }
    return used;
  }

  private static int best(
      List<Integer> joint, int t, double[] score, byte[] treated, boolean[] gone) {
    int place = joint.indexOf(t);
    return IntStream.range(0, joint.size())
        .boxed()
        .filter(p -> treated[joint.get(p)] == 0 && !gone[joint.get(p)])
        .min(
            Comparator.<Integer>comparingDouble(p -> Math.abs(score[joint.get(p)] - score[t]))
                .thenComparing(p -> Math.abs(p - place))
                .thenComparing(p -> p))
        .map(joint::get)
        .orElse(-1);
  }

  @Property(tries = 100)
  void ordersAnyScores(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000) int n) {
    var random = new SplittableRandom(seed);
    int kind = random.nextInt(4);
    double[] score =
        random
            .doubles(n)
            .map(
                v ->
                    switch (kind) {
                      case 0 -> v;
                      case 1 -> Math.exp(40 * (v - 0.5)) - 1;
                      case 2 -> Math.floor(v * 5) - 2;
                      default -> v < 0.999 ? 1e-12 * v : 1e6 * v;
                    })
            .toArray();
    int[] expected =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> score[i]).thenComparing(i -> i))
            .mapToInt(i -> i)
            .toArray();
    assertThat(ScoreOrder.ascending(score)).isEqualTo(expected);
  }

  @Example
  void nobodyToMatch() {
    var none = NearestNeighbour.DEFAULT.match(new double[0], new byte[0], new int[0]);
    assertThat(none.matched()).isZero();
    var alone =
        NearestNeighbour.DEFAULT.match(new double[] {.5, .4}, new byte[] {1, 1}, new int[0]);
    assertThat(alone.matched()).isZero();
    var flat = NearestNeighbour.DEFAULT.match(new double[] {.5, .5}, new byte[] {1, 0}, new int[0]);
    assertThat(flat.matched()).isOne();
  }
}
