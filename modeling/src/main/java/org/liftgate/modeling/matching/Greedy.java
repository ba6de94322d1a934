package org.liftgate.modeling.matching;

import java.util.PriorityQueue;

/**
 * Matching without replacement in one stratum: each treated in its turn takes the nearest control
 * that is left. The nearest control left on either side is found by union-find with path halving.
 */
final class Greedy {
  private final Line line;
  private final double caliper;
  private final int size;

  /** Slot c+1 points at itself while control c is free, else to the left; slot 0 is nobody. */
  private final int[] left;

  /** Slot c points at itself while control c is free, else to the right; the last is nobody. */
  private final int[] right;

  Greedy(Line line, double caliper) {
    this.line = line;
    this.caliper = caliper;
    this.size = line.controls().length;
    this.left = new int[size + 1];
    this.right = new int[size + 1];
    for (int i = 0; i <= size; i++) {
      left[i] = i;
      right[i] = i;
    }
  }

  /** Index of the nearest free control within the caliper, or -1. */
  private int nearest(int t) {
    int l = find(left, line.before()[t]) - 1;
    int r = find(right, line.before()[t]);
    if (l < 0 && r == size) {
      return -1;
    }
    int c = r == size || l >= 0 && line.leftFirst(t, l, r) ? l : r;
    return line.distance(t, c) <= caliper ? c : -1;
  }

  private static int find(int[] up, int slot) {
    int at = slot;
    while (up[at] != at) {
      up[at] = up[up[at]];
      at = up[at];
    }
    return at;
  }

  private void take(int c) {
    left[c + 1] = c;
    right[c] = c + 1;
  }

  /**
   * Each treated in its turn takes one control, then all a second one, up to the ratio.
   *
   * @param found takes (index of the treated in the line, rank, index of the control)
   */
  void match(Order order, int ratio, Found found) {
    int[] turns = line.turns(order);
    for (int rank = 0; rank < ratio; rank++) {
      if (order == Order.CLOSEST) {
        closest(rank, found);
      } else {
        inTurn(turns, rank, found);
      }
    }
  }

  private void inTurn(int[] turns, int rank, Found found) {
    for (int t : turns) {
      int c = nearest(t);
      if (c >= 0) {
        take(c);
        found.accept(t, rank, c);
      }
    }
  }

  private record Candidate(double distance, int row, int treated, int control)
      implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byDistance = Double.compare(distance, other.distance);
      return byDistance != 0 ? byDistance : Integer.compare(row, other.row);
    }
  }

  private void closest(int rank, Found found) {
    var queue = new PriorityQueue<Candidate>();
    for (int t = 0; t < line.treated().length; t++) {
      offer(queue, t);
    }
    while (!queue.isEmpty()) {
      Candidate best = queue.poll();
      if (right[best.control()] == best.control()) {
        take(best.control());
        found.accept(best.treated(), rank, best.control());
      } else {
        offer(queue, best.treated());
      }
    }
  }

  private void offer(PriorityQueue<Candidate> queue, int t) {
    int c = nearest(t);
    if (c >= 0) {
      queue.add(new Candidate(line.distance(t, c), line.treated()[t], t, c));
    }
  }

  /** Receives a pair. */
  interface Found {
    void accept(int treated, int rank, int control);
  }

  /** Matching with replacement: each treated takes its nearest controls, whoever has them. */
  static void replacing(Line line, double caliper, int ratio, Found found) {
    int size = line.controls().length;
    for (int t = 0; t < line.treated().length; t++) {
      int l = line.before()[t] - 1;
      int r = line.before()[t];
      for (int rank = 0; rank < ratio && (l >= 0 || r < size); rank++) {
        boolean toLeft = r == size || l >= 0 && line.leftFirst(t, l, r);
        int c = toLeft ? l-- : r++;
        if (!(line.distance(t, c) <= caliper)) {
          break;
        }
        found.accept(t, rank, c);
      }
    }
  }
}
