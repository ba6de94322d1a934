package org.liftgate.accumulate;

/** The first pass over a chunk: demeans level by level and collects {@link BlockMoments}. */
final class MomentPass {
  private final PanelBlock block;
  private final Regressors x;
  private final int dense;
  private final int width;
  private final double[][] columns;
  private final double[] pivots;
  private final double[][] scratch;
  private final int[] active;
  private final int[] counts;
  private final int[] present;
  private final BlockMoments moments;
  private int patternFrom = -1;
  private int patternTo = -1;
  private int patternTimes;

  /**
   * @param pivots per number column and the outcome, the value squares are taken about
   */
  MomentPass(PanelBlock block, Regressors x, double[] y, double[] pivots, int longest) {
    this.block = block;
    this.x = x;
    this.dense = x.columns().length;
    this.width = x.count() + 1;
    this.columns = new double[dense + 1][];
    System.arraycopy(x.columns(), 0, columns, 0, dense);
    columns[dense] = y;
    this.pivots = pivots;
    this.scratch = new double[dense + 1][longest];
    this.active = new int[dense + 1];
    this.counts = new int[x.levels()];
    this.present = new int[x.levels()];
    this.moments = new BlockMoments(block.solvedLevels(), width);
  }

  BlockMoments run(int from, int to) {
    for (int level = from; level < to; level++) {
      int a = block.levelStart[level];
      int b = block.levelStart[level + 1];
      pattern(a, b);
      int used = load(a, b);
      products(used, a, b - a);
      if (x.levels() > 0) {
        dummies(used, a, b);
      }
    }
    flush();
    return moments;
  }

  /** Column of the moments that a scratch column stands for: the outcome comes after dummies. */
  private int index(int column) {
    return column == dense ? width - 1 : column;
  }

  /** Demeans each column into scratch; a column constant in the level is left out. */
  private int load(int a, int b) {
    int used = 0;
    for (int k = 0; k <= dense; k++) {
      if (demean(columns[k], pivots[k], scratch[k], a, b, index(k))) {
        active[used++] = k;
      }
    }
    return used;
  }

  private boolean demean(double[] column, double pivot, double[] out, int a, int b, int index) {
    double first = column[block.row(a)];
    double sum = 0;
    double squares = 0;
    boolean varies = false;
    for (int i = a; i < b; i++) {
      double value = column[block.row(i)];
      double shifted = value - first;
      varies |= shifted != 0;
      out[i - a] = shifted;
      sum += shifted;
      squares += (value - pivot) * (value - pivot);
    }
    moments.squares[index] += squares;
    double mean = sum / (b - a);
    for (int i = 0; i < b - a; i++) {
      out[i] -= mean;
    }
    return varies;
  }

  private void products(int used, int a, int m) {
    for (int p = 0; p < used; p++) {
      double[] left = scratch[active[p]];
      int row = index(active[p]);
      for (int q = 0; q <= p; q++) {
        double[] right = scratch[active[q]];
        double sum = 0;
        for (int i = 0; i < m; i++) {
          sum += left[i] * right[i];
        }
        moments.gram[row * width + index(active[q])] += sum;
      }
      for (int i = 0; i < m; i++) {
        moments.cross[block.solved[a + i] * width + row] += left[i];
      }
    }
  }

  private void dummies(int used, int a, int b) {
    int distinct = count(a, b);
    boolean constant = distinct == 1 && counts[present[0]] == b - a;
    if (distinct > 0 && !constant) {
      dummyProducts(distinct, b - a);
      dummyCross(distinct, a, b);
      dummyByNumbers(used, a, b);
    }
    for (int d = 0; d < distinct; d++) {
      moments.squares[dense + present[d]] += counts[present[d]];
      counts[present[d]] = 0;
    }
  }

  private int count(int a, int b) {
    int distinct = 0;
    for (int i = a; i < b; i++) {
      int code = x.codes()[block.row(i)];
      if (code >= 0 && counts[code]++ == 0) {
        present[distinct++] = code;
      }
    }
    return distinct;
  }

  private void dummyProducts(int distinct, int m) {
    for (int p = 0; p < distinct; p++) {
      int row = dense + present[p];
      moments.gram[row * width + row] += counts[present[p]];
      double share = (double) counts[present[p]] / m;
      for (int q = 0; q < distinct; q++) {
        if (present[q] <= present[p]) {
          moments.gram[row * width + dense + present[q]] -= share * counts[present[q]];
        }
      }
    }
  }

  private void dummyCross(int distinct, int a, int b) {
    double each = 1.0 / (b - a);
    for (int i = a; i < b; i++) {
      int at = block.solved[i] * width + dense;
      for (int d = 0; d < distinct; d++) {
        moments.cross[at + present[d]] -= counts[present[d]] * each;
      }
      int code = x.codes()[block.row(i)];
      if (code >= 0) {
        moments.cross[at + code] += 1;
      }
    }
  }

  private void dummyByNumbers(int used, int a, int b) {
    for (int i = a; i < b; i++) {
      int code = x.codes()[block.row(i)];
      for (int p = 0; code >= 0 && p < used; p++) {
        int row = Math.max(index(active[p]), dense + code);
        int column = Math.min(index(active[p]), dense + code);
        moments.gram[row * width + column] += scratch[active[p]][i - a];
      }
    }
  }

  /** Units seen in the very same periods as the one before share one update of the Laplacian. */
  private void pattern(int a, int b) {
    int m = b - a;
    boolean same = patternTo - patternFrom == m && patternFrom >= 0;
    for (int i = 0; same && i < m; i++) {
      same = block.solved[a + i] == block.solved[patternFrom + i];
    }
    if (!same) {
      flush();
      patternFrom = a;
      patternTo = b;
    }
    patternTimes++;
  }

  private void flush() {
    double each = (double) patternTimes / (patternTo - patternFrom);
    for (int i = patternFrom; i < patternTo; i++) {
      int at = block.solved[i] * moments.levels;
      moments.laplacian[at + block.solved[i]] += patternTimes;
      for (int j = patternFrom; j < patternTo; j++) {
        moments.laplacian[at + block.solved[j]] -= each;
      }
    }
    patternTimes = 0;
  }
}
