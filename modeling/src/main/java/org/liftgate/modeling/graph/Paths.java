package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Open paths one by one, by depth-first search with growing length. A two-headed arrow is one step.
 */
final class Paths {
  /** Steps of the search after which it ends with what it has. */
  private static final int BUDGET = 200_000;

  private final CausalGraph graph;
  private final Dag dag;
  private final int to;
  private final BitSet given;
  private final BitSet opened;
  private final int limit;
  private final List<Path> found = new ArrayList<>();
  private final BitSet used = new BitSet();
  private int steps;
  private boolean deeper;

  private Paths(CausalGraph graph, Dag dag, int to, BitSet given, int limit) {
    this.graph = graph;
    this.dag = dag;
    this.to = to;
    this.given = given;
    this.opened = dag.ancestors(given);
    this.limit = limit;
  }

  static List<Path> open(CausalGraph graph, Dag dag, int from, int to, BitSet given, int limit) {
    var search = new Paths(graph, dag, to, given, limit);
    if (dag.connected(Dag.set(from), given).get(to)) {
      search.deeper = true;
      for (int length = 1; search.deeper && !search.enough(); length++) {
        search.deeper = false;
        search.used.set(from);
        search.walk(new int[] {from}, true, length);
        search.used.clear();
      }
    }
    return search.found;
  }

  private boolean enough() {
    return found.size() >= limit || steps >= BUDGET;
  }

  /**
   * @param out whether the last arrow leaves the last node, so that it is no collider
   */
  private void walk(int[] path, boolean out, int left) {
    int v = path[path.length - 1];
    boolean start = path.length == 1;
    if (enough()) {
      return;
    }
    steps++;
    if (start || !given.get(v)) {
      step(path, dag.children()[v], false, left);
    }
    if (start || (out ? !given.get(v) : opened.get(v))) {
      step(path, dag.parents()[v], true, left);
    }
  }

  private void step(int[] path, int[] next, boolean up, int left) {
    for (int w : next) {
      if (used.get(w)) {
        continue;
      }
      int[] longer = IntStream.concat(IntStream.of(path), IntStream.of(w)).toArray();
      if (w == to) {
        if (left == 1) {
          found.add(path(longer));
        }
      } else if (left == 1 && !graph.implied(w)) {
        deeper = true;
      } else {
        used.set(w);
        walk(longer, up, graph.implied(w) ? left : left - 1);
        used.clear(w);
      }
    }
  }

  private Path path(int[] at) {
    var nodes = new ArrayList<String>();
    var arrows = new ArrayList<String>();
    for (int i = 0; i < at.length; i++) {
      if (graph.implied(at[i])) {
        arrows.set(arrows.size() - 1, Path.BOTH);
        continue;
      }
      nodes.add(graph.label(at[i]));
      if (i + 1 < at.length) {
        int v = at[i];
        int w = at[i + 1];
        boolean on = IntStream.of(dag.children()[v]).anyMatch(c -> c == w);
        arrows.add(on ? Path.ON : Path.BACK);
      }
    }
    return new Path(nodes, arrows);
  }
}
