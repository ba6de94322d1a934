package org.liftgate.modeling.tree;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.modeling.tree.DecisionTree.Node;

/** What a node's rows have in common, in words. */
public final class LeafRules {
  /** The rule of the root. */
  public static final String EVERYONE = "everyone";

  private LeafRules() {}

  /** Above {@code low} and at most {@code high}. */
  private record Range(double low, double high) {
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    String words(String name) {
      String above = Double.isInfinite(low) ? "" : "above " + number(low);
      String most = Double.isInfinite(high) ? "" : "at most " + number(high);
      return name + " " + above + (above.isEmpty() || most.isEmpty() ? "" : " and ") + most;
    }
  }

  /**
   * A sentence part for each node, such as {@code income at most 0.985, days above 4}; bounds of
   * one feature are merged.
   */
  public static List<String> of(DecisionTree tree) {
    var rules = new String[tree.nodes().size()];
    walk(tree, 0, Map.of(), rules);
    return List.of(rules);
  }

  private static void walk(DecisionTree tree, int at, Map<Integer, Range> ranges, String[] out) {
    var parts =
        ranges.entrySet().stream()
            .map(e -> e.getValue().words(tree.features().get(e.getKey())))
            .toList();
    out[at] = parts.isEmpty() ? EVERYONE : String.join(", ", parts);
    Node node = tree.nodes().get(at);
    if (!node.isLeaf()) {
      double cut = node.threshold();
      walk(tree, node.left(), narrowed(ranges, node.feature(), null, cut), out);
      walk(tree, node.right(), narrowed(ranges, node.feature(), cut, null), out);
    }
  }

  private static Map<Integer, Range> narrowed(
      Map<Integer, Range> ranges, int feature, @Nullable Double low, @Nullable Double high) {
    var out = new LinkedHashMap<>(ranges);
    Range r = out.getOrDefault(feature, Range.ALL);
    out.put(feature, new Range(low == null ? r.low() : low, high == null ? r.high() : high));
    return out;
  }

  /** A number without an exponent, with the digits that tell it from its neighbours. */
  public static String number(double value) {
    var exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return exact.signum() == 0 ? "0" : exact.toPlainString();
  }
}
