package org.liftgate.modeling.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Sets of allowed nodes that separate two others and none of whose parts does. They are the minimal
 * cuts of the moral graph of the ancestors of both (van der Zander, Liskiewicz and Textor, 2019,
 * Artificial Intelligence 270, section 5), in which nodes that are not allowed give way to links
 * between all their neighbours.
 */
final class Separators {
  private final BitSet[] near;
  private final int a;
  private final int b;

  private Separators(BitSet[] near, int a, int b) {
    this.near = near;
    this.a = a;
    this.b = b;
  }

  static Separators of(Dag dag, int a, int b, BitSet allowed) {
    var near = new BitSet[dag.size()];
    Arrays.setAll(near, _ -> new BitSet());
    BitSet kept = dag.ancestors(Dag.set(a, b));
    kept.stream()
        .forEach(
            v -> {
              BitSet family = Dag.set(dag.parents()[v]);
              family.set(v);
              link(near, family);
            });
    kept.stream()
        .filter(v -> v != a && v != b && !allowed.get(v))
        .forEach(
            v -> {
              link(near, near[v]);
              near[v].stream().forEach(w -> near[w].clear(v));
              near[v].clear();
            });
    return new Separators(near, a, b);
  }

  private static void link(BitSet[] near, BitSet family) {
    BitSet all = (BitSet) family.clone();
    all.stream()
        .forEach(
            v -> {
              near[v].or(all);
              near[v].clear(v);
            });
  }

  boolean exist() {
    return !near[a].get(b);
  }

  /**
   * Minimal sets, so many at most: from the one nearest to the first node on, one node after
   * another goes over to its side (Shen and Liang, 1997, Theoretical Computer Science 180).
   */
  List<BitSet> minimal(int limit) {
    var found = new LinkedHashSet<BitSet>();
    var queue = new ArrayDeque<BitSet>();
    nearest(Dag.set(a)).filter(found::add).ifPresent(queue::add);
    while (!queue.isEmpty() && found.size() < limit) {
      BitSet cut = queue.remove();
      BitSet side = component(a, cut);
      for (int v = cut.nextSetBit(0); v >= 0 && found.size() < limit; v = cut.nextSetBit(v + 1)) {
        BitSet wider = (BitSet) side.clone();
        wider.set(v);
        nearest(wider).filter(found::add).ifPresent(queue::add);
      }
    }
    return new ArrayList<>(found);
  }

  /** The cut nearest to a connected side of the first node; none where the side touches b. */
  private Optional<BitSet> nearest(BitSet side) {
    BitSet closed = (BitSet) side.clone();
    closed.or(border(side));
    return closed.get(b) ? Optional.empty() : Optional.of(border(component(b, closed)));
  }

  private BitSet border(BitSet side) {
    var out = new BitSet();
    side.stream().forEach(v -> out.or(near[v]));
    out.andNot(side);
    return out;
  }

  private BitSet component(int from, BitSet barred) {
    var out = new BitSet();
    var queue = new ArrayDeque<Integer>();
    queue.add(from);
    while (!queue.isEmpty()) {
      int v = queue.remove();
      if (!out.get(v) && !barred.get(v)) {
        out.set(v);
        near[v].stream().forEach(queue::add);
      }
    }
    return out;
  }

  /** One with the fewest nodes, by disjoint paths (Menger's theorem). */
  Optional<BitSet> minimum() {
    if (!exist()) {
      return Optional.empty();
    }
    var flow = new VertexFlow(near, a, b);
    return Optional.of(flow.cut());
  }
}
