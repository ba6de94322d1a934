package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * Sums of score vectors of length k by cluster, in order of first meeting. Mergeable: another's
 * clusters are added in the order in which it met them.
 */
public final class ClusterSums {
  private final int width;
  private int size;
  private int[] clusters = new int[16];
  private double[] sums;
  private int[] slots = new int[64];

  public ClusterSums(int width) {
    this.width = width;
    this.sums = new double[16 * width];
    Arrays.fill(slots, -1);
  }

  public int width() {
    return width;
  }

  /** Clusters met so far. */
  public int count() {
    return size;
  }

  /** Offset in {@link #values()} of a cluster's sums; they start at zero. */
  public int at(int cluster) {
    int mask = slots.length - 1;
    int h = hash(cluster) & mask;
    while (slots[h] >= 0) {
      if (clusters[slots[h]] == cluster) {
        return slots[h] * width;
      }
      h = (h + 1) & mask;
    }
    return append(cluster, h);
  }

  /** The sums; a new array after {@link #at} has met a new cluster. */
  public double[] values() {
    return sums;
  }

  public void merge(ClusterSums other) {
    for (int c = 0; c < other.size; c++) {
      int to = at(other.clusters[c]);
      for (int k = 0; k < width; k++) {
        sums[to + k] += other.sums[c * width + k];
      }
    }
  }

  /** Sum over clusters of s s', k x k row by row: the meat of the sandwich. */
  public double[] meat() {
    var meat = new double[width * width];
    for (int c = 0; c < size; c++) {
      for (int a = 0; a < width; a++) {
        double s = sums[c * width + a];
        for (int b = 0; b < width; b++) {
          meat[a * width + b] += s * sums[c * width + b];
        }
      }
    }
    return meat;
  }

  /** Sum over clusters of s: zero up to rounding where the coefficients solve their equations. */
  public double[] total() {
    var total = new double[width];
    for (int i = 0; i < size * width; i++) {
      total[i % width] += sums[i];
    }
    return total;
  }

  private int append(int cluster, int slot) {
    if (size == clusters.length) {
      clusters = Arrays.copyOf(clusters, 2 * size);
      sums = Arrays.copyOf(sums, 2 * size * width);
    }
    clusters[size] = cluster;
    slots[slot] = size;
    size++;
    if (2 * size > slots.length) {
      rehash();
    }
    return (size - 1) * width;
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    Arrays.fill(slots, -1);
    int mask = slots.length - 1;
    for (int c = 0; c < size; c++) {
      int h = hash(clusters[c]) & mask;
      while (slots[h] >= 0) {
        h = (h + 1) & mask;
      }
      slots[h] = c;
    }
  }

  private static int hash(int v) {
    int h = v * 0x9e3779b9;
    return h ^ (h >>> 15);
  }
}
