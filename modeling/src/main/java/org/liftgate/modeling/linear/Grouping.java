package org.liftgate.modeling.linear;

import java.util.Arrays;
import java.util.HashMap;

/**
 * Codes without gaps.
 *
 * @param codes n codes 0..count-1, in order of first meeting
 */
record Grouping(String name, int[] codes, int count) {

  static Grouping of(String name, int[] given) {
    int high = Arrays.stream(given).max().orElse(-1);
    int low = Arrays.stream(given).min().orElse(0);
    return low >= 0 && high <= 8L * given.length + 1024
        ? dense(name, given, high)
        : sparse(name, given);
  }

  /** Codes that keep the order of those given. */
  static Grouping ranked(String name, int[] given) {
    int[] levels = Arrays.stream(given).sorted().distinct().toArray();
    int[] codes = Arrays.stream(given).map(v -> Arrays.binarySearch(levels, v)).toArray();
    return new Grouping(name, codes, levels.length);
  }

  private static Grouping dense(String name, int[] given, int high) {
    var code = new int[high + 1];
    int count = 0;
    var out = new int[given.length];
    for (int i = 0; i < given.length; i++) {
      if (code[given[i]] == 0) {
        code[given[i]] = ++count;
      }
      out[i] = code[given[i]] - 1;
    }
    return new Grouping(name, out, count);
  }

  private static Grouping sparse(String name, int[] given) {
    var code = new HashMap<Integer, Integer>();
    var out = new int[given.length];
    for (int i = 0; i < given.length; i++) {
      out[i] = code.computeIfAbsent(given[i], k -> code.size());
    }
    return new Grouping(name, out, code.size());
  }

  /** Pairs of both that occur. */
  Grouping and(Grouping other) {
    var code = new HashMap<Long, Integer>();
    var out = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      long key = (long) codes[i] * other.count + other.codes[i];
      out[i] = code.computeIfAbsent(key, k -> code.size());
    }
    return new Grouping(name + "^" + other.name, out, code.size());
  }

  /** Whether each group lies in one group of the other. */
  boolean nestedIn(Grouping other) {
    var in = new int[count];
    Arrays.fill(in, -1);
    for (int i = 0; i < codes.length; i++) {
      if (in[codes[i]] < 0) {
        in[codes[i]] = other.codes[i];
      } else if (in[codes[i]] != other.codes[i]) {
        return false;
      }
    }
    return true;
  }

  int[] sizes() {
    var sizes = new int[count];
    for (int code : codes) {
      sizes[code]++;
    }
    return sizes;
  }

  /** n columns less one of 0 and 1: a dummy for each group but the first. */
  double[][] dummies() {
    var out = new double[Math.max(0, count - 1)][codes.length];
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] > 0) {
        out[codes[i] - 1][i] = 1;
      }
    }
    return out;
  }
}
