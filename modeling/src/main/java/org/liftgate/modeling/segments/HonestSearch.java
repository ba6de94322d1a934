package org.liftgate.modeling.segments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.JointTest;

/**
 * A search for segments whose effect differs, honest in the sense of Athey and Imbens (2016): one
 * half of the clusters, drawn within arms, chooses a tree; the other half estimates its leaves. The
 * leaves are refused unless, on that half, they differ from one constant effect (Wald test at 5%).
 * The test is valid because what it tests was chosen without its data.
 *
 * @param difference the effect within a leaf
 * @param depth splits from the root to a leaf, at most
 * @param seed of the halves
 */
public record HonestSearch(ClusteredDifference difference, int depth, long seed) {
  /** The refusal's size. */
  public static final double LEVEL = 0.05;

  /** Squared t statistic below which a split is not worth a leaf: the 5% point of one test. */
  private static final double WORTH = 3.84;

  /**
   * A split that may be chosen.
   *
   * @param words for rows inside
   * @param complement words for the others
   */
  public record Candidate(String words, String complement, boolean[] inside) {}

  /**
   * A leaf and its effect on the estimating half.
   *
   * @param words the splits that lead to it, joined by "and"
   */
  public record Leaf(String words, ClusteredDifference.Result effect) {}

  /**
   * @param leaves as found, for the record; not to be shown as findings where refused
   * @param test of equal effects on the estimating half; empty where nothing could be tested
   * @param refusal why there is no segmentation; empty where it stands
   */
  public record Found(
      List<Leaf> leaves, Optional<JointTest> test, Optional<Estimate.Missing> refusal) {
    public Found {
      leaves = List.copyOf(leaves);
    }
  }

  /** Searches the candidates. */
  public Found of(ArmRows rows, List<Candidate> candidates) {
    int least = 4 * difference.fewest();
    int smaller = Math.min(rows.clusters(true), rows.clusters(false));
    if (smaller < least) {
      return refused(
          List.of(),
          Optional.empty(),
          Reason.SMALL_ARM,
          "The smaller arm has %d units treated as a whole; a search that keeps half of them for its test needs %d."
              .formatted(smaller, least));
    }
    boolean[] choosing = halves(rows);
    var leaves = new ArrayList<Node>();
    grow(rows, candidates, choosing, new Node("", i -> true), depth, leaves);
    if (leaves.size() < 2) {
      return refused(
          List.of(),
          Optional.empty(),
          Reason.NO_HETEROGENEITY,
          "No split of the half that chooses has an effect that differs, with enough units on both of its sides.");
    }
    return tested(rows, choosing, leaves);
  }

  private record Node(String words, IntPredicate rows) {
    Node and(String more, IntPredicate also) {
      return new Node(words.isEmpty() ? more : words + " and " + more, rows.and(also));
    }
  }

  /** Half of each arm's clusters, G flags. */
  private boolean[] halves(ArmRows rows) {
    var arm = new int[rows.clusters()];
    for (int i = 0; i < rows.rows(); i++) {
      arm[rows.cluster()[i]] = rows.treated()[i] ? 1 : 0;
    }
    var random = new SplittableRandom(seed);
    var draw = new double[arm.length];
    Arrays.setAll(draw, _ -> random.nextDouble());
    var half = new boolean[arm.length];
    for (int a = 0; a < 2; a++) {
      int which = a;
      double[] own =
          java.util.stream.IntStream.range(0, arm.length)
              .filter(g -> arm[g] == which)
              .mapToDouble(g -> draw[g])
              .sorted()
              .toArray();
      double cut = own[own.length / 2];
      for (int g = 0; g < arm.length; g++) {
        half[g] |= arm[g] == a && draw[g] < cut;
      }
    }
    return half;
  }

  private void grow(
      ArmRows rows,
      List<Candidate> candidates,
      boolean[] choosing,
      Node node,
      int left,
      List<Node> leaves) {
    Candidate best = null;
    double gain = WORTH;
    if (left > 0) {
      for (Candidate c : candidates) {
        double found = gain(rows, choosing, node, c);
        if (found > gain) {
          gain = found;
          best = c;
        }
      }
    }
    if (best == null) {
      leaves.add(node);
      return;
    }
    boolean[] inside = best.inside();
    grow(rows, candidates, choosing, node.and(best.words(), i -> inside[i]), left - 1, leaves);
    grow(
        rows, candidates, choosing, node.and(best.complement(), i -> !inside[i]), left - 1, leaves);
  }

  /** The squared t statistic of the split's two effects on the choosing half; 0 if too few. */
  private double gain(ArmRows rows, boolean[] choosing, Node node, Candidate c) {
    IntPredicate here = node.rows().and(i -> choosing[rows.cluster()[i]]);
    var in = difference.effect("", rows, here.and(i -> c.inside()[i]));
    var out = difference.effect("", rows, here.and(i -> !c.inside()[i]));
    if (!(in.estimate() instanceof Estimate.Value a)
        || !(out.estimate() instanceof Estimate.Value b)
        || !testable(rows, choosing, node, c)) {
      return 0;
    }
    double shared = 0;
    for (int g = 0; g < in.plain().length; g++) {
      shared += in.plain()[g] * out.plain()[g];
    }
    double variance = square(a.stdError()) + square(b.stdError()) - 2 * shared;
    return variance > 0 ? square(a.value() - b.value()) / variance : 0;
  }

  /** Whether both sides can be estimated on the other half; their effects are not looked at. */
  private boolean testable(ArmRows rows, boolean[] choosing, Node node, Candidate c) {
    IntPredicate there = node.rows().and(i -> !choosing[rows.cluster()[i]]);
    return difference.effect("", rows, there.and(i -> c.inside()[i])).estimate()
            instanceof Estimate.Value
        && difference.effect("", rows, there.and(i -> !c.inside()[i])).estimate()
            instanceof Estimate.Value;
  }

  private Found tested(ArmRows rows, boolean[] choosing, List<Node> nodes) {
    List<Leaf> leaves =
        nodes.stream()
            .map(
                n ->
                    new Leaf(
                        n.words(),
                        difference.effect(
                            "leaf(" + n.words() + ")",
                            rows,
                            n.rows().and(i -> !choosing[rows.cluster()[i]]))))
            .toList();
    if (!leaves.stream().allMatch(l -> l.effect().estimate() instanceof Estimate.Value)) {
      return refused(
          leaves,
          Optional.empty(),
          Reason.TOO_FEW_CLUSTERS,
          "A segment it found has too few units on the half that tests it.");
    }
    Optional<JointTest> test = EqualEffects.test(leaves.stream().map(Leaf::effect).toList());
    if (test.isEmpty() || test.get().pValue() >= LEVEL) {
      return refused(
          leaves,
          test,
          Reason.NO_HETEROGENEITY,
          "On units that did not choose it, the segmentation does no better than one constant effect%s."
              .formatted(test.map(t -> " (p = %.2f)".formatted(t.pValue())).orElse("")));
    }
    return new Found(leaves, test, Optional.empty());
  }

  private static Found refused(
      List<Leaf> leaves, Optional<JointTest> test, Reason reason, String detail) {
    return new Found(leaves, test, Optional.of(new Estimate.Missing("search", reason, detail)));
  }

  private static double square(double v) {
    return v * v;
  }
}
