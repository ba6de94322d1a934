package org.liftgate.modeling.forest;

/**
 * A grown tree. A node is one long: left child in the upper half, then feature, then cut; the right
 * child follows the left. A leaf is its own child, with a cut that no code is above.
 *
 * @param nodes K nodes, the root first, children after their parents
 * @param means K x s weighted means of the statistics in leaves
 * @param drawn a bit for each data row that the tree has seen
 */
public record Tree(long[] nodes, double[] means, long[] drawn) {
  private static final int NEVER_ABOVE = 255;
  private static final int LANES = 8;

  static long split(int left, int feature, int cut) {
    return ((long) left << 32) | ((long) feature << 8) | cut;
  }

  static long leaf(int self) {
    return split(self, 0, NEVER_ABOVE);
  }

  boolean isLeaf(int node) {
    return (int) (nodes[node] >>> 32) == node;
  }

  boolean saw(int row) {
    return (drawn[row >> 6] >>> row & 1) != 0;
  }

  /** Where rows end up: rows outer by eights in lockstep, so that their loads overlap. */
  void route(byte[] codes, int p, int[] rows, int count, int[] out) {
    int i = 0;
    for (; i + LANES <= count; i += LANES) {
      eight(codes, p, rows, i, out);
    }
    for (; i < count; i++) {
      out[i] = one(codes, rows[i] * p);
    }
  }

  private int one(byte[] codes, int base) {
    int at = 0;
    int next;
    while ((next = step(codes, base, at)) != at) {
      at = next;
    }
    return at;
  }

  private int step(byte[] codes, int base, int at) {
    long node = nodes[at];
    int code = codes[base + ((int) node >>> 8)] & 255;
    int cut = (int) node & 255;
    return (int) (node >>> 32) + ((cut - code) >>> 31);
  }

  private void eight(byte[] codes, int p, int[] rows, int i, int[] out) {
    int r0 = rows[i] * p;
    int r1 = rows[i + 1] * p;
    int r2 = rows[i + 2] * p;
    int r3 = rows[i + 3] * p;
    int r4 = rows[i + 4] * p;
    int r5 = rows[i + 5] * p;
    int r6 = rows[i + 6] * p;
    int r7 = rows[i + 7] * p;
    int a0 = 0;
    int a1 = 0;
    int a2 = 0;
    int a3 = 0;
    int a4 = 0;
    int a5 = 0;
    int a6 = 0;
    int a7 = 0;
    int moved;
    do {
      int n0 = step(codes, r0, a0);
      int n1 = step(codes, r1, a1);
      int n2 = step(codes, r2, a2);
      int n3 = step(codes, r3, a3);
      int n4 = step(codes, r4, a4);
      int n5 = step(codes, r5, a5);
      int n6 = step(codes, r6, a6);
      int n7 = step(codes, r7, a7);
      moved =
          (n0 ^ a0) | (n1 ^ a1) | (n2 ^ a2) | (n3 ^ a3) | (n4 ^ a4) | (n5 ^ a5) | (n6 ^ a6)
              | (n7 ^ a7);
      a0 = n0;
      a1 = n1;
      a2 = n2;
      a3 = n3;
      a4 = n4;
      a5 = n5;
      a6 = n6;
      a7 = n7;
    } while (moved != 0);
    out[i] = a0;
    out[i + 1] = a1;
    out[i + 2] = a2;
    out[i + 3] = a3;
    out[i + 4] = a4;
    out[i + 5] = a5;
    out[i + 6] = a6;
    out[i + 7] = a7;
  }
}
