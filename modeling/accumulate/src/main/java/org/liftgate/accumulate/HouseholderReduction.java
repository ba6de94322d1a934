package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * The triangular factor of a tall matrix by Householder reflections, block by block, without
 * forming products of columns: a column may be within 1e-7 of a combination of others and still be
 * told apart. Mergeable: another's factor is reduced like rows.
 */
public final class HouseholderReduction {
  private final int width;
  private double[][] triangle;

  /**
   * @param width columns, the outcome's included
   */
  public HouseholderReduction(int width) {
    this.width = width;
    this.triangle = new double[width][0];
  }

  /** Adds the first m rows of the columns. */
  public HouseholderReduction add(double[][] block, int m) {
    int held = triangle.length == 0 || triangle[0].length == 0 ? 0 : triangle[0].length;
    var tall = new double[width][held + m];
    for (int j = 0; j < width; j++) {
      System.arraycopy(triangle[j], 0, tall[j], 0, held);
      System.arraycopy(block[j], 0, tall[j], held, m);
    }
    triangle = reduce(tall);
    return this;
  }

  public HouseholderReduction merge(HouseholderReduction other) {
    return other.triangle[0].length == 0 ? this : add(other.triangle, other.triangle[0].length);
  }

  /** The upper triangle of columns, as min(rows, width) rows of each. */
  private static double[][] reduce(double[][] a) {
    int width = a.length;
    int rows = a[0].length;
    for (int j = 0; j < Math.min(width, rows); j++) {
      reflect(a, j, rows);
    }
    int kept = Math.min(width, rows);
    return Arrays.stream(a).map(column -> Arrays.copyOf(column, kept)).toArray(double[][]::new);
  }

  private static void reflect(double[][] a, int j, int rows) {
    double[] v = a[j];
    double norm = 0;
    for (int i = j; i < rows; i++) {
      norm += v[i] * v[i];
    }
    norm = Math.sqrt(norm);
    if (norm == 0) {
      return;
    }
    double alpha = v[j] > 0 ? -norm : norm;
    double head = v[j] - alpha;
    double half = -alpha * head;
    for (int k = j + 1; k < a.length; k++) {
      double sum = head * a[k][j];
      for (int i = j + 1; i < rows; i++) {
        sum += v[i] * a[k][i];
      }
      double scale = sum / half;
      a[k][j] -= scale * head;
      for (int i = j + 1; i < rows; i++) {
        a[k][i] -= scale * v[i];
      }
    }
    v[j] = alpha;
    Arrays.fill(v, j + 1, rows, 0);
  }

  /**
   * The factor of all columns but the last.
   *
   * @param tolerance a column of length one that is nearer than this to a combination of earlier
   *     ones counts as one
   */
  public TriangularFactor.Found factor(double tolerance) {
    int p = width - 1;
    var dependent = new boolean[p];
    while (true) {
      int[] kept = java.util.stream.IntStream.range(0, p).filter(j -> !dependent[j]).toArray();
      double[][] r = reduce(copy(kept));
      int bad = -1;
      double least = 1;
      for (int j = 0; j < kept.length && bad < 0; j++) {
        double distance = j < r[j].length ? Math.abs(r[j][j]) : 0;
        if (distance <= tolerance) {
          bad = kept[j];
        }
        least = Math.min(least, distance * distance);
      }
      if (bad < 0) {
        int[] out = java.util.stream.IntStream.range(0, p).filter(j -> dependent[j]).toArray();
        return new TriangularFactor.Found(transposed(r, kept.length), kept, out, least);
      }
      dependent[bad] = true;
    }
  }

  private double[][] copy(int[] kept) {
    if (kept.length == 0) {
      return new double[][] {new double[0]};
    }
    return Arrays.stream(kept).mapToObj(j -> triangle[j].clone()).toArray(double[][]::new);
  }

  /** L = R', rows turned so that the diagonal is positive. */
  private static TriangularFactor transposed(double[][] r, int size) {
    var lower = new double[size * size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        lower[a * size + b] = r[a][b] * Math.signum(r[b][b]);
      }
    }
    return new TriangularFactor(size, lower);
  }

  public static HouseholderReduction of(WeightedDesign design, Workers workers) {
    int width = design.width() + 1;
    return workers
        .map(
            Chunks.count(design.rows()),
            c -> {
              var sums = new HouseholderReduction(width);
              var block = new double[width][WeightedDesign.BLOCK];
              int end = Chunks.end(c, design.rows());
              for (int at = Chunks.start(c); at < end; at += WeightedDesign.BLOCK) {
                int to = Math.min(end, at + WeightedDesign.BLOCK);
                design.fill(at, to, block);
                sums.add(block, to - at);
              }
              return sums;
            })
        .stream()
        .reduce(HouseholderReduction::merge)
        .orElseGet(() -> new HouseholderReduction(width));
  }
}
