package org.liftgate.modeling.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The fewest nodes that cut two others of an undirected graph apart. Each node is an entry 2v and
 * an exit 2v + 1 with room for one path between them; paths are added until none is left (Ford and
 * Fulkerson, 1956).
 */
final class VertexFlow {
  private final BitSet[] room;
  private final BitSet[] near;
  private final int a;
  private final int b;

  VertexFlow(BitSet[] near, int a, int b) {
    this.near = near;
    this.a = a;
    this.b = b;
    room = new BitSet[2 * near.length];
    for (int v = 0; v < near.length; v++) {
      room[2 * v] = Dag.set(2 * v + 1);
      room[2 * v + 1] = new BitSet();
      BitSet out = room[2 * v + 1];
      near[v].stream().forEach(w -> out.set(2 * w));
    }
  }

  BitSet cut() {
    int[] from = search();
    while (from[2 * b] >= 0) {
      for (int v = 2 * b; v != 2 * a + 1; v = from[v]) {
        use(from[v], v);
      }
      from = search();
    }
    var cut = new BitSet();
    for (int v = 0; v < near.length; v++) {
      cut.set(v, v != a && v != b && from[2 * v] >= 0 && from[2 * v + 1] < 0);
    }
    return cut;
  }

  /** Links between nodes have room for any number of paths, nodes and ways back for one. */
  private void use(int u, int v) {
    boolean link = u % 2 == 1 && v % 2 == 0 && v != u - 1;
    if (!link) {
      room[u].clear(v);
    }
    room[v].set(u);
  }

  /** From where each entry and exit is reached, -1 where it is not. */
  private int[] search() {
    var from = new int[room.length];
    Arrays.fill(from, -1);
    var queue = new ArrayDeque<Integer>();
    int start = 2 * a + 1;
    from[start] = start;
    queue.add(start);
    while (!queue.isEmpty() && from[2 * b] < 0) {
      int v = queue.remove();
      for (int w = room[v].nextSetBit(0); w >= 0; w = room[v].nextSetBit(w + 1)) {
        if (from[w] < 0) {
          from[w] = v;
          queue.add(w);
        }
      }
    }
    return from;
  }
}
