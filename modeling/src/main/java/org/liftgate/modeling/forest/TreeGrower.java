package org.liftgate.modeling.forest;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.liftgate.kernel.Digest;

/** Grows one tree at a time; its arrays serve the next one too. */
final class TreeGrower {
  private static final long QUANTA = 1L << 37;
  private static final long NARROW_QUANTA = 1L << 30;

  private final BinnedFeatures features;
  private final ForestStrategy strategy;
  private final ForestOptions options;
  private final int p;
  private final int[] order;
  private final int tried;
  private final Histogram histogram;
  private final boolean other;
  private final boolean narrow;

  private final Sample sample;
  private final byte[] compact;
  private final int[] rows;
  private final int[] spareRows;
  private final long[] packed;
  private final long[] sparePacked;
  private final long[] others;
  private final long[] spareOthers;
  private final double[] pseudo;
  private final int[] leaves;
  private ForestStrategy local;

  private long[] nodes = new long[256];
  private int[] stack = new int[192];
  private int count;

  TreeGrower(BinnedFeatures features, ForestStrategy strategy, ForestOptions options) {
    this.features = features;
    this.strategy = strategy;
    this.options = options;
    this.p = features.features();
    this.order = features.varying();
    this.tried = options.tried(order.length);
    boolean weighted = strategy.weights().length > 0;
    boolean sided = strategy.sides().length > 0;
    this.sample = new Sample(features.rows(), strategy.units(), options);
    int m = sample.capacity();
    this.narrow = sided && !weighted && !strategy.fixed();
    this.other = weighted || (sided && !(narrow && m <= Histogram.NARROW));
    this.histogram = new Histogram(tried, options, weighted, sided && other);
    this.compact = new byte[m * p];
    this.rows = new int[m];
    this.spareRows = new int[m];
    this.packed = new long[m];
    this.sparePacked = new long[m];
    this.others = new long[other ? m : 0];
    this.spareOthers = new long[other ? m : 0];
    this.pseudo = new double[m];
    this.leaves = new int[m];
    this.local = strategy;
  }

  Tree grow(int number) {
    SplittableRandom random = stream(options.seed(), number);
    sample.draw(random, number);
    start();
    split(random);
    return new LeafFill(features, strategy)
        .fill(Arrays.copyOf(nodes, count), sample, options.honest() ? null : leaves);
  }

  /** A stream for each tree: neighbouring numbers share nothing. */
  static SplittableRandom stream(long seed, int number) {
    return new SplittableRandom(Digest.mix(Digest.mix(seed) + 0x9e3779b97f4a7c15L * (number + 1L)));
  }

  private void start() {
    int m = sample.growing();
    int[] ids = sample.growingRows();
    for (int i = 0; i < m; i++) {
      rows[i] = i;
      System.arraycopy(features.codes(), ids[i] * p, compact, i * p, p);
    }
    local = strategy.take(ids, m);
    if (other) {
      packOthers(m);
    }
    if (strategy.fixed()) {
      pack(0, m);
    }
    nodes[0] = Tree.leaf(0);
    count = 1;
  }

  private void packOthers(int m) {
    double[] weights = local.weights();
    byte[] sides = local.sides();
    double total = 0;
    for (int i = 0; i < m && weights.length > 0; i++) {
      total += weights[i];
    }
    for (int i = 0; i < m; i++) {
      long w = weights.length == 0 ? 0 : Math.round(weights[i] * (QUANTA / total));
      others[i] = (w << Histogram.COUNT_BITS) + (sides.length == 0 ? 0 : sides[i]);
    }
  }

  /** Depth first, so that a node's rows are still near when its children are grown. */
  private void split(SplittableRandom random) {
    int top = 0;
    int most = options.depth() == 0 ? Integer.MAX_VALUE : options.depth();
    top = push(top, 0, 0, sample.growing(), 0);
    while (top > 0) {
      int depth = stack[--top];
      int to = stack[--top];
      int from = stack[--top];
      int node = stack[--top];
      int middle = depth < most && best(from, to, random) ? partition(from, to) : from;
      if (middle == from || middle == to) {
        for (int i = from; i < to; i++) {
          leaves[rows[i]] = node;
        }
        continue;
      }
      int left = children();
      nodes[node] = Tree.split(left, histogram.feature(), histogram.cut());
      if (top + 8 > stack.length) {
        stack = Arrays.copyOf(stack, 2 * stack.length);
      }
      top = push(top, left + 1, middle, to, depth + 1);
      top = push(top, left, from, middle, depth + 1);
    }
  }

  private int push(int top, int node, int from, int to, int depth) {
    stack[top] = node;
    stack[top + 1] = from;
    stack[top + 2] = to;
    stack[top + 3] = depth;
    return top + 4;
  }

  private int children() {
    if (count + 2 > nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * nodes.length);
    }
    int left = count;
    nodes[left] = Tree.leaf(left);
    nodes[left + 1] = Tree.leaf(left + 1);
    count += 2;
    return left;
  }

  private boolean best(int from, int to, SplittableRandom random) {
    int n = to - from;
    if (n < 2 * options.minLeaf() || tried == 0) {
      return false;
    }
    boolean split = divisible(from, to);
    if (split && !strategy.fixed() && !pack(from, to)) {
      return false;
    }
    for (int k = 0; k < tried; k++) {
      int j = k + random.nextInt(order.length - k);
      int drawn = order[j];
      order[j] = order[k];
      order[k] = drawn;
    }
    if (!split) {
      return false;
    }
    int shift = options.fine() ? 0 : shift(n);
    // Fixed cuts of coarse bins would leave the same error in every tree.
    histogram.coarse(shift, shift == 0 || strategy.fixed() ? 0 : random.nextInt(1 << shift));
    if (histogram.few(n, narrow)) {
      return histogram.searchFew(compact, p, rows, packed, from, to, order, tried, narrow);
    }
    return narrow && n <= Histogram.NARROW
        ? histogram.searchNarrow(compact, p, rows, packed, from, to, order, tried)
        : histogram.search(compact, p, rows, packed, others, from, to, order, tried);
  }

  /** Whether both sides have rows enough for two children; with none of one it is not said. */
  private boolean divisible(int from, int to) {
    byte[] sides = local.sides();
    if (sides.length == 0) {
      return true;
    }
    int flagged = 0;
    for (int i = from; i < to; i++) {
      flagged += sides[rows[i]];
    }
    int less = Math.min(flagged, to - from - flagged);
    return less == 0 || less >= 2 * options.minLeaf();
  }

  /** Small nodes cannot tell 256 bins apart: scanning them would cost more than filling them. */
  private static int shift(int n) {
    if (n >= 1_024) {
      return 0;
    }
    return n >= 512 ? 1 : n >= 256 ? 2 : 3;
  }

  /** Pseudo-outcomes about their mean, scaled so that no sum can overflow. */
  private boolean pack(int from, int to) {
    int n = to - from;
    if (!local.relabel(rows, from, to, pseudo)) {
      return false;
    }
    if (strategy.fixed()) {
      centre(n);
    }
    double size = 0;
    for (int i = 0; i < n; i++) {
      size += Math.abs(pseudo[i]);
    }
    quantise(from, n, size);
    return size > 0;
  }

  private void centre(int n) {
    double[] weights = local.weights();
    double mean = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      double w = weights.length == 0 ? 1 : weights[i];
      mean += w * pseudo[i];
      total += w;
    }
    mean /= total;
    for (int i = 0; i < n; i++) {
      pseudo[i] = (pseudo[i] - mean) * (weights.length == 0 ? 1 : weights[i]);
    }
  }

  private void quantise(int from, int n, double size) {
    if (narrow && n <= Histogram.NARROW) {
      byte[] sides = local.sides();
      double scale = size > 0 ? NARROW_QUANTA / size : 0;
      for (int i = 0; i < n; i++) {
        long value = (long) Math.rint(pseudo[i] * scale) << Histogram.NARROW_SUM;
        packed[from + i] = value + (1 << Histogram.NARROW_COUNT) + sides[rows[from + i]];
      }
      return;
    }
    double scale = size > 0 ? QUANTA / size : 0;
    for (int i = 0; i < n; i++) {
      packed[from + i] = ((long) Math.rint(pseudo[i] * scale) << Histogram.COUNT_BITS) + 1;
    }
  }

  /** Stable and without branches: left rows move up, right ones wait aside. */
  private int partition(int from, int to) {
    int feature = histogram.feature();
    int cut = histogram.cut();
    int left = from;
    int right = 0;
    for (int i = from; i < to; i++) {
      int row = rows[i];
      long value = packed[i];
      int goesRight = (cut - (compact[row * p + feature] & 255)) >>> 31;
      rows[left] = row;
      packed[left] = value;
      spareRows[right] = row;
      sparePacked[right] = value;
      if (other) {
        long o = others[i];
        others[left] = o;
        spareOthers[right] = o;
      }
      left += 1 - goesRight;
      right += goesRight;
    }
    System.arraycopy(spareRows, 0, rows, left, right);
    System.arraycopy(sparePacked, 0, packed, left, right);
    if (other) {
      System.arraycopy(spareOthers, 0, others, left, right);
    }
    return left;
  }
}
