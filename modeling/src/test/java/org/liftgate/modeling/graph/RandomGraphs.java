package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.modeling.graph.CausalGraph.Edge;
import org.liftgate.modeling.graph.CausalGraph.Node;

/** Graphs of nodes a, b, c, ... drawn from a seed. */
final class RandomGraphs {
  private RandomGraphs() {}

  static String name(int v) {
    return String.valueOf((char) ('a' + v));
  }

  static List<String> names(CausalGraph graph) {
    return graph.nodes().stream().map(Node::name).toList();
  }

  /** Nodes a and b are observed; the order of causes is not that of names. */
  static CausalGraph draw(long seed, int nodes, double density, double hidden, double both) {
    var random = new SplittableRandom(seed);
    int[] order = IntStream.range(0, nodes).toArray();
    for (int i = nodes - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int v = order[i];
      order[i] = order[j];
      order[j] = v;
    }
    var list = new ArrayList<Node>();
    for (int v = 0; v < nodes; v++) {
      list.add(new Node(name(v), v < 2 || random.nextDouble() >= hidden));
    }
    var edges = new ArrayList<Edge>();
    for (int i = 0; i < nodes; i++) {
      for (int j = i + 1; j < nodes; j++) {
        if (random.nextDouble() < density) {
          edges.add(new Edge(name(order[i]), name(order[j]), false));
        }
        if (random.nextDouble() < both) {
          edges.add(new Edge(name(order[i]), name(order[j]), true));
        }
      }
    }
    return CausalGraph.of(list, edges);
  }

  /** All sets of these. */
  static List<List<String>> subsets(List<String> of) {
    return IntStream.range(0, 1 << of.size())
        .mapToObj(
            m ->
                IntStream.range(0, of.size())
                    .filter(i -> (m >> i & 1) == 1)
                    .mapToObj(of::get)
                    .toList())
        .toList();
  }
}
