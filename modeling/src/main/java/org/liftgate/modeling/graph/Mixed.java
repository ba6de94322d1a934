package org.liftgate.modeling.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A graph of observed nodes alone (Verma's latent projection): arrows for ways through unobserved
 * nodes, two-headed links for unobserved causes of two.
 *
 * @param parents for each node, by an arrow
 * @param linked for each node, by a two-headed link
 * @param order of all observed nodes, causes first
 */
record Mixed(BitSet[] parents, BitSet[] linked, int[] order) {

  static Mixed of(CausalGraph graph) {
    Dag dag = graph.dag();
    BitSet observed = graph.observed();
    var parents = new BitSet[dag.size()];
    var linked = new BitSet[dag.size()];
    Arrays.setAll(parents, _ -> new BitSet());
    Arrays.setAll(linked, _ -> new BitSet());
    for (int v = 0; v < dag.size(); v++) {
      int from = v;
      BitSet seen = seen(dag, observed, v);
      if (observed.get(v)) {
        seen.stream().forEach(w -> parents[w].set(from));
      } else {
        seen.stream().forEach(w -> linked[w].or(seen));
      }
    }
    for (int v = 0; v < dag.size(); v++) {
      linked[v].clear(v);
    }
    return new Mixed(parents, linked, order(dag, observed));
  }

  /** Observed nodes that a node reaches through unobserved ones alone. */
  private static BitSet seen(Dag dag, BitSet observed, int from) {
    var out = new BitSet();
    var passed = new BitSet();
    var queue = new ArrayDeque<Integer>(List.of(from));
    while (!queue.isEmpty()) {
      for (int w : dag.children()[queue.remove()]) {
        if (observed.get(w)) {
          out.set(w);
        } else if (!passed.get(w)) {
          passed.set(w);
          queue.add(w);
        }
      }
    }
    return out;
  }

  private static int[] order(Dag dag, BitSet observed) {
    var left = new int[dag.size()];
    var ready = new ArrayDeque<Integer>();
    for (int v = 0; v < left.length; v++) {
      left[v] = dag.parents()[v].length;
      if (left[v] == 0) {
        ready.add(v);
      }
    }
    var out = new ArrayList<Integer>();
    while (!ready.isEmpty()) {
      int v = ready.remove();
      if (observed.get(v)) {
        out.add(v);
      }
      for (int w : dag.children()[v]) {
        if (--left[w] == 0) {
          ready.add(w);
        }
      }
    }
    return out.stream().mapToInt(i -> i).toArray();
  }

  /** The nodes and what leads to them inside a set. */
  BitSet ancestors(BitSet of, BitSet within) {
    return closure(of, within, parents);
  }

  /** Nodes inside a set that two-headed links tie to one of them, with itself. */
  BitSet district(int v, BitSet within) {
    return closure(Dag.set(v), within, linked);
  }

  /** The set in parts tied by two-headed links. */
  List<BitSet> districts(BitSet within) {
    var out = new ArrayList<BitSet>();
    BitSet left = (BitSet) within.clone();
    while (!left.isEmpty()) {
      BitSet part = district(left.nextSetBit(0), within);
      out.add(part);
      left.andNot(part);
    }
    return out;
  }

  private static BitSet closure(BitSet of, BitSet within, BitSet[] next) {
    var out = new BitSet();
    var queue = new ArrayDeque<Integer>();
    of.stream().forEach(queue::add);
    while (!queue.isEmpty()) {
      int v = queue.remove();
      if (within.get(v) && !out.get(v)) {
        out.set(v);
        next[v].stream().forEach(queue::add);
      }
    }
    return out;
  }
}
