package org.liftgate.accumulate;

/**
 * What one pass over a block's rows leaves behind, for columns x_1..x_K and the outcome (column K),
 * demeaned within the levels of one effect. Mergeable by addition.
 *
 * <ul>
 *   <li>{@code laplacian}: D - C' N^-1 C of the effect solved for (levels x levels)
 *   <li>{@code cross}: sums of the demeaned columns by its levels (levels x (K+1))
 *   <li>{@code gram}: products of the demeaned columns ((K+1) x (K+1), lower triangle)
 *   <li>{@code squares}: squares of each column about a fixed value, to tell zero from rounding
 * </ul>
 */
final class BlockMoments {
  final int levels;
  final int width;
  final double[] laplacian;
  final double[] cross;
  final double[] gram;
  final double[] squares;

  BlockMoments(int levels, int width) {
    this.levels = levels;
    this.width = width;
    this.laplacian = new double[levels * levels];
    this.cross = new double[levels * width];
    this.gram = new double[width * width];
    this.squares = new double[width];
  }

  BlockMoments merge(BlockMoments other) {
    add(laplacian, other.laplacian);
    add(cross, other.cross);
    add(gram, other.gram);
    add(squares, other.squares);
    return this;
  }

  private static void add(double[] to, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  /** Levels not linked to level 0 through any shared level of the demeaned effect, ascending. */
  int[] unreached() {
    var reached = new boolean[levels];
    var queue = new int[levels];
    int tail = 1;
    reached[0] = true;
    for (int head = 0; head < tail; head++) {
      int t = queue[head];
      for (int s = 0; s < levels; s++) {
        double link = laplacian[Math.max(s, t) * levels + Math.min(s, t)];
        if (!reached[s] && link < 0) {
          reached[s] = true;
          queue[tail++] = s;
        }
      }
    }
    return java.util.stream.IntStream.range(0, levels).filter(t -> !reached[t]).toArray();
  }

  /**
   * Coefficients of every column on the levels of the solved effect, level 0 at zero.
   *
   * @return levels x width; the block must be connected
   */
  double[] solve() {
    int size = levels - 1;
    var reduced = new double[size * size];
    for (int t = 0; t < size; t++) {
      System.arraycopy(laplacian, (t + 1) * levels + 1, reduced, t * size, t + 1);
    }
    var factor =
        PositiveDefinite.factor(reduced, size)
            .factor()
            .orElseThrow(() -> new IllegalStateException("a connected block has full rank"));
    double[] solution = cross.clone();
    for (int k = 0; k < width; k++) {
      solution[k] = 0;
      factor.solve(solution, width + k, width);
    }
    return solution;
  }

  /** Adds the Gram matrix of the columns cleared of both effects: gram - cross' solution. */
  void addCleared(double[] solution, double[] total) {
    for (int a = 0; a < width; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = gram[a * width + b];
        for (int t = 1; t < levels; t++) {
          sum -= cross[t * width + a] * solution[t * width + b];
        }
        total[a * width + b] += sum;
      }
    }
  }
}
