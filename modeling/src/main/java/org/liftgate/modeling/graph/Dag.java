package org.liftgate.modeling.graph;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Nodes by number and the arrows between them, without cycles.
 *
 * @param parents for each node
 * @param children for each node
 */
record Dag(int[][] parents, int[][] children) {

  /**
   * @param arrows from, to
   */
  static Dag of(int size, List<int[]> arrows) {
    var parents = new int[size][];
    var children = new int[size][];
    for (int v = 0; v < size; v++) {
      int node = v;
      parents[v] = arrows.stream().filter(a -> a[1] == node).mapToInt(a -> a[0]).toArray();
      children[v] = arrows.stream().filter(a -> a[0] == node).mapToInt(a -> a[1]).toArray();
    }
    return new Dag(parents, children);
  }

  static BitSet set(int... nodes) {
    var out = new BitSet();
    for (int v : nodes) {
      out.set(v);
    }
    return out;
  }

  int size() {
    return parents.length;
  }

  /** The nodes and all that leads to them. */
  BitSet ancestors(BitSet of) {
    return closure(of, parents);
  }

  /** The nodes and all that they lead to. */
  BitSet descendants(BitSet of) {
    return closure(of, children);
  }

  private static BitSet closure(BitSet of, int[][] next) {
    var out = new BitSet();
    var queue = new ArrayDeque<Integer>();
    of.stream().forEach(queue::add);
    while (!queue.isEmpty()) {
      int v = queue.remove();
      if (!out.get(v)) {
        out.set(v);
        for (int w : next[v]) {
          queue.add(w);
        }
      }
    }
    return out;
  }

  /** Without the arrows from one node to some others. */
  Dag without(int from, BitSet to) {
    int[][] up = parents.clone();
    int[][] down = children.clone();
    down[from] = IntStream.of(children[from]).filter(v -> !to.get(v)).toArray();
    to.stream().forEach(v -> up[v] = IntStream.of(parents[v]).filter(p -> p != from).toArray());
    return new Dag(up, down);
  }

  /** Without any arrow out of these. */
  Dag withoutOut(BitSet nodes) {
    Dag out = this;
    for (int v = nodes.nextSetBit(0); v >= 0; v = nodes.nextSetBit(v + 1)) {
      out = out.without(v, set(children[v]));
    }
    return out;
  }

  /**
   * Nodes that some path reaches from {@code from} while {@code given} are known, in time linear in
   * nodes and arrows (Bayes ball; Koller and Friedman, 2009, algorithm 3.1).
   */
  BitSet connected(BitSet from, BitSet given) {
    BitSet opened = ancestors(given);
    var reached = new BitSet();
    var up = new BitSet();
    var down = new BitSet();
    var queue = new ArrayDeque<Integer>();
    from.stream().forEach(v -> queue.add(2 * v));
    while (!queue.isEmpty()) {
      int state = queue.remove();
      int v = state / 2;
      boolean rising = state % 2 == 0;
      BitSet seen = rising ? up : down;
      if (seen.get(v)) {
        continue;
      }
      seen.set(v);
      boolean known = given.get(v);
      if (!known) {
        reached.set(v);
        IntStream.of(children[v]).forEach(c -> queue.add(2 * c + 1));
      }
      if (rising ? !known : opened.get(v)) {
        IntStream.of(parents[v]).forEach(p -> queue.add(2 * p));
      }
    }
    return reached;
  }

  boolean separated(BitSet a, BitSet b, BitSet given) {
    return !connected(a, given).intersects(b);
  }

  boolean adjacent(int a, int b) {
    return IntStream.of(parents[a]).anyMatch(p -> p == b)
        || IntStream.of(parents[b]).anyMatch(p -> p == a);
  }
}
