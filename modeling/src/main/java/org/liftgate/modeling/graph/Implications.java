package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;

/**
 * What a graph says that data may contradict: for each two observed nodes that no arrow joins, that
 * they are independent once the fewest others that separate them are held fixed. Two nodes that an
 * unobserved cause keeps together imply nothing.
 *
 * @param graph unobserved nodes are in no implication
 */
public record Implications(CausalGraph graph) {

  /**
   * That two columns are independent once others are held fixed.
   *
   * @param given the fewest that do
   */
  public record Independence(String a, String b, SortedSet<String> given) {

    /** {@code a ⟂ b | c, d}. */
    public String text() {
      return a + " ⟂ " + b + (given.isEmpty() ? "" : " | " + String.join(", ", given));
    }
  }

  /** One for each pair, in the order of the graph's nodes. */
  public List<Independence> all() {
    var out = new ArrayList<Independence>();
    int[] nodes = graph.observed().stream().toArray();
    for (int i = 0; i < nodes.length; i++) {
      for (int j = i + 1; j < nodes.length; j++) {
        int a = nodes[i];
        int b = nodes[j];
        BitSet allowed = graph.observed();
        allowed.clear(a);
        allowed.clear(b);
        Separators.of(graph.dag(), a, b, allowed)
            .minimum()
            .map(z -> new Independence(graph.label(a), graph.label(b), graph.names(z)))
            .ifPresent(out::add);
      }
    }
    return out;
  }
}
