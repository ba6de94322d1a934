package org.liftgate.accumulate;

/** Sums of products of columns, block by block. Mergeable by addition. */
public final class CrossProducts {
  /** Columns up to which each pair has lanes of its own, 2 kB a pair. */
  private static final int LANED = 64;

  private final int width;
  private final double[] products;

  /**
   * @param products lower triangle, width x width
   */
  private CrossProducts(int width, double[] products) {
    this.width = width;
    this.products = products;
  }

  public CrossProducts merge(CrossProducts other) {
    for (int i = 0; i < products.length; i++) {
      products[i] += other.products[i];
    }
    return this;
  }

  public double at(int a, int b) {
    return products[Math.max(a, b) * width + Math.min(a, b)];
  }

  /** The whole symmetric matrix of the first {@code size} columns, row by row. */
  public double[] matrix(int size) {
    var out = new double[size * size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        out[a * size + b] = at(a, b);
      }
    }
    return out;
  }

  /** Four chained sums, always in the same order. */
  static double dot(double[] a, double[] b, int m) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < m; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (; i < m; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Products of a design's p+1 columns, each row multiplied by a factor.
   *
   * @param factors n values; empty for one
   */
  public static CrossProducts of(WeightedDesign design, double[] factors, Workers workers) {
    int width = design.width() + 1;
    return workers.map(Chunks.count(design.rows()), c -> chunk(design, factors, c)).stream()
        .reduce(CrossProducts::merge)
        .orElseGet(() -> new CrossProducts(width, new double[width * width]));
  }

  private static CrossProducts chunk(WeightedDesign design, double[] factors, int chunk) {
    int width = design.width() + 1;
    var gram = new Gram(width <= LANED ? width : 0);
    var wide = new double[width <= LANED ? 0 : width * width];
    var block = new double[width][WeightedDesign.BLOCK];
    int end = Chunks.end(chunk, design.rows());
    for (int at = Chunks.start(chunk); at < end; at += WeightedDesign.BLOCK) {
      int to = Math.min(end, at + WeightedDesign.BLOCK);
      design.fill(at, to, block);
      scale(block, factors, at, to);
      if (width <= LANED) {
        gram.add(block, to - at);
      } else {
        add(block, to - at, wide);
      }
    }
    return new CrossProducts(width, width <= LANED ? gram.products() : wide);
  }

  private static void add(double[][] block, int m, double[] products) {
    int width = block.length;
    for (int a = 0; a < width; a++) {
      for (int b = 0; b <= a; b++) {
        products[a * width + b] += dot(block[a], block[b], m);
      }
    }
  }

  private static void scale(double[][] block, double[] factors, int from, int to) {
    if (factors.length > 0) {
      for (double[] column : block) {
        for (int i = from; i < to; i++) {
          column[i - from] *= factors[i];
        }
      }
    }
  }
}
