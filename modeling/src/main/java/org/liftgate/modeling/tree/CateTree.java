package org.liftgate.modeling.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.segments.SimultaneousBand;
import org.liftgate.modeling.tree.DecisionTree.Node;
import org.liftgate.modeling.weighting.Folds;

/**
 * Effects that differ by row, told by one small tree: who they are large for, who small. The tree
 * is grown on the predicted effects; the effect of a leaf, with its interval, is that of the scores
 * of its rows, not of the predictions, so a model that is wrong about a leaf is corrected there.
 *
 * <p>Honest (Athey and Imbens, 2016): one half of the clusters draws the tree, the other half says
 * what its leaves are worth. Otherwise all rows do both, as EconML's SingleTreeCateInterpreter
 * does, and intervals take the leaves as given.
 *
 * @param cart shape of the tree
 * @param honest whether clusters are divided
 * @param readable thresholds keep as few digits as tell the rows apart
 * @param breakEven effect from which treating pays, in units of the outcome
 */
public record CateTree(Cart cart, boolean honest, boolean readable, double breakEven, long seed) {

  /** Honest, with readable thresholds. */
  public static CateTree honest(int maxDepth, int minLeaf, double breakEven, long seed) {
    return new CateTree(new Cart(maxDepth, minLeaf), true, true, breakEven, seed);
  }

  /** A tree, or why there is none. */
  public sealed interface Result {}

  public record Refused(Reason reason, String detail) implements Result {}

  /** What a leaf's simultaneous interval says about treating its rows. */
  public enum Advice {
    /** The interval lies above break-even. */
    TREAT,
    /** The interval lies below break-even. */
    LEAVE,
    /** It holds break-even: an experiment would tell. */
    TEST
  }

  /**
   * @param rows that judge the node
   * @param mean of their predicted effects; 0 where no row judges
   * @param deviation of those, divided by n
   * @param effect by the scores, with a pointwise interval
   */
  public record NodeEffect(String rule, int rows, double mean, double deviation, Estimate effect) {}

  /**
   * A segment.
   *
   * @param node its place in the tree
   * @param share of the rows that judge
   * @param low end of the interval that holds all leaves' effects at once in 95 of 100 samples; NaN
   *     where the effect is missing
   * @param high the other end
   */
  public record Segment(
      int node,
      String rule,
      int rows,
      double share,
      Estimate effect,
      double low,
      double high,
      Advice advice) {}

  /**
   * @param nodes one for each of the tree's
   * @param segments the leaves, from the smallest effect to the largest by prediction
   */
  public record Interpreted(DecisionTree tree, List<NodeEffect> nodes, List<Segment> segments)
      implements Result {
    public Interpreted {
      nodes = List.copyOf(nodes);
      segments = List.copyOf(segments);
    }
  }

  /**
   * @param names p features
   * @param x p x n
   * @param effects n predicted effects
   * @param scores n scores
   */
  public Result interpret(List<String> names, double[][] x, double[] effects, EffectScores scores) {
    int n = effects.length;
    if (n == 0 || x.length == 0) {
      return new Refused(Reason.NO_ROWS, "There are no rows, or no features.");
    }
    var bad = bad(names, x, effects, scores);
    if (!bad.isEmpty()) {
      return new Refused(Reason.NOT_FINITE, String.join(" ", bad));
    }
    int[] all = IntStream.range(0, n).toArray();
    int[] draw = all;
    int[] judge = all;
    if (honest) {
      int[] fold = Folds.of(scores.cluster(), new byte[n], 2, seed);
      draw = Arrays.stream(all).filter(i -> fold[i] == 0).toArray();
      judge = Arrays.stream(all).filter(i -> fold[i] == 1).toArray();
      if (judge.length == 0) {
        return new Refused(
            Reason.TOO_FEW_CLUSTERS, "Two clusters are needed, so that one half can judge.");
      }
    }
    double[][] grown = columns(x, draw);
    DecisionTree tree = cart.regression(names, grown, values(effects, draw));
    return judged(
        readable ? ReadableCuts.of(tree, grown) : tree,
        columns(x, judge),
        values(effects, judge),
        scores.take(judge));
  }

  private static List<String> bad(
      List<String> names, double[][] x, double[] effects, EffectScores scores) {
    var bad = new ArrayList<String>();
    for (int f = 0; f < x.length; f++) {
      if (!Arrays.stream(x[f]).allMatch(Double::isFinite)) {
        bad.add(names.get(f) + " must be finite in every row.");
      }
    }
    if (!Arrays.stream(effects).allMatch(Double::isFinite)) {
      bad.add("Predicted effects must be finite.");
    }
    if (!scores.finite()) {
      bad.add("Scores must be finite.");
    }
    return bad;
  }

  private Interpreted judged(
      DecisionTree tree, double[][] x, double[] effects, EffectScores scores) {
    List<String> rules = LeafRules.of(tree);
    int[] dense = scores.denseClusters();
    int[][] members = members(tree, x);
    var nodes = new ArrayList<NodeEffect>();
    for (int k = 0; k < members.length; k++) {
      double mean = Arrays.stream(members[k]).mapToDouble(i -> effects[i]).average().orElse(0);
      double square =
          Arrays.stream(members[k])
              .mapToDouble(i -> (effects[i] - mean) * (effects[i] - mean))
              .average()
              .orElse(0);
      Estimate effect = scores.effect(rules.get(k), members[k], dense);
      nodes.add(new NodeEffect(rules.get(k), members[k].length, mean, Math.sqrt(square), effect));
    }
    return new Interpreted(tree, nodes, segments(tree, nodes, members, scores, dense));
  }

  /** Rows of every node. */
  private static int[][] members(DecisionTree tree, double[][] x) {
    int[] leaf = tree.leaves(x);
    int k = tree.nodes().size();
    var out = new int[k][];
    for (int at = k - 1; at >= 0; at--) {
      Node node = tree.nodes().get(at);
      int here = at;
      out[at] =
          node.isLeaf()
              ? IntStream.range(0, leaf.length).filter(i -> leaf[i] == here).toArray()
              : IntStream.concat(Arrays.stream(out[node.left()]), Arrays.stream(out[node.right()]))
                  .sorted()
                  .toArray();
    }
    return out;
  }

  private List<Segment> segments(
      DecisionTree tree,
      List<NodeEffect> nodes,
      int[][] members,
      EffectScores scores,
      int[] dense) {
    int[] leaves = tree.leaves();
    double[][] influences =
        Arrays.stream(leaves)
            .filter(k -> nodes.get(k).effect() instanceof Estimate.Value)
            .mapToObj(k -> scores.influence(members[k], dense))
            .toArray(double[][]::new);
    double critical = influences.length == 0 ? 0 : SimultaneousBand.critical(influences);
    return Arrays.stream(leaves)
        .boxed()
        .sorted((a, b) -> Double.compare(value(tree, a), value(tree, b)))
        .map(k -> segment(k, nodes.get(k), nodes.get(0).rows(), critical))
        .toList();
  }

  private static double value(DecisionTree tree, int node) {
    return tree.nodes().get(node).value()[0];
  }

  private Segment segment(int at, NodeEffect node, int rows, double critical) {
    double low = Double.NaN;
    double high = Double.NaN;
    if (node.effect() instanceof Estimate.Value v) {
      double half = SimultaneousBand.half(critical, v.df()) * v.stdError();
      low = v.value() - half;
      high = v.value() + half;
    }
    Advice advice = low > breakEven ? Advice.TREAT : high < breakEven ? Advice.LEAVE : Advice.TEST;
    double share = (double) node.rows() / rows;
    return new Segment(at, node.rule(), node.rows(), share, node.effect(), low, high, advice);
  }

  private static double[][] columns(double[][] x, int[] rows) {
    return Arrays.stream(x).map(c -> values(c, rows)).toArray(double[][]::new);
  }

  private static double[] values(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> column[i]).toArray();
  }
}
