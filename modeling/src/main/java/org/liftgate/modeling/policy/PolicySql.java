package org.liftgate.modeling.policy;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.liftgate.modeling.policy.PolicyTree.Learned;
import org.liftgate.modeling.tree.DecisionTree;
import org.liftgate.modeling.tree.DecisionTree.Node;

/**
 * A tree as one CASE expression that DuckDB and Spark read alike. Columns and thresholds are
 * compared as doubles, thresholds written as text so that both engines round them as Java does. A
 * row without a value that its way asks for (NULL or NaN) is NULL.
 */
public final class PolicySql {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private PolicySql() {}

  /** The place of the leaf, an integer. */
  public static String leaf(DecisionTree tree) {
    return expression(tree, Integer::toString);
  }

  /** The name of the action, as text. */
  public static String action(Learned learned) {
    return expression(learned.tree(), leaf -> text(learned.actions().get(learned.action(leaf))));
  }

  /**
   * @param leaf the SQL of a leaf, by its place
   * @throws IllegalArgumentException when a feature is no plain SQL name
   */
  public static String expression(DecisionTree tree, IntFunction<String> leaf) {
    var out = new StringBuilder();
    write(tree, 0, Set.of(), leaf, 0, out);
    return out.toString();
  }

  private static void write(
      DecisionTree tree,
      int at,
      Set<Integer> known,
      IntFunction<String> leaf,
      int depth,
      StringBuilder out) {
    Node node = tree.nodes().get(at);
    if (node.isLeaf()) {
      out.append(leaf.apply(at));
      return;
    }
    String name = name(tree.features().get(node.feature()));
    String value = "CAST(" + name + " AS DOUBLE)";
    String line = "\n" + "  ".repeat(depth + 1);
    out.append("CASE");
    if (!known.contains(node.feature())) {
      out.append(line).append("WHEN ").append(name).append(" IS NULL OR isnan(").append(value);
      out.append(") THEN NULL");
    }
    var now = new HashSet<>(known);
    now.add(node.feature());
    out.append(line).append("WHEN ").append(value).append(" <= CAST('");
    out.append(Double.toString(node.threshold())).append("' AS DOUBLE) THEN ");
    write(tree, node.left(), now, leaf, depth + 1, out);
    out.append(line).append("ELSE ");
    write(tree, node.right(), now, leaf, depth + 1, out);
    out.append("\n").append("  ".repeat(depth)).append("END");
  }

  private static String name(String feature) {
    if (!NAME.matcher(feature).matches()) {
      throw new IllegalArgumentException(
          "feature (%s) must be letters, digits and _ to stand in SQL.\nMaybe rename the column."
              .formatted(feature));
    }
    return feature;
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
