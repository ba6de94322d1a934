package org.liftgate.engine.duckdb;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Tokens of a SELECT with their parentheses matched. */
final class Tokens {
  private final List<Sql.Token> all;
  private final int[] close;
  private final int[] parent;

  Tokens(List<Sql.Token> all) {
    this.all = all;
    close = new int[all.size()];
    parent = new int[all.size()];
    Arrays.fill(close, all.size());
    var open = new ArrayDeque<Integer>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).is(")") && !open.isEmpty()) {
        close[open.pop()] = i;
      }
      parent[i] = open.isEmpty() ? -1 : open.peek();
      if (all.get(i).is("(")) {
        open.push(i);
      }
    }
  }

  int size() {
    return all.size();
  }

  Sql.Token get(int i) {
    return all.get(i);
  }

  boolean word(int i, String... any) {
    return i >= 0 && i < all.size() && all.get(i).word(any);
  }

  boolean is(int i, String text) {
    return i >= 0 && i < all.size() && all.get(i).is(text);
  }

  /** Index of the parenthesis that closes the one at i. */
  int close(int i) {
    return close[i];
  }

  /** Index of the parenthesis around i, -1 at the top. */
  int parent(int i) {
    return parent[i];
  }

  /** A call of one of these functions starts at i. */
  boolean call(int i, String... names) {
    return word(i, names) && is(i + 1, "(") && !is(i - 1, ".");
  }

  /** Whether i stands, at any depth, inside a call of one of these functions. */
  boolean inside(int i, String... names) {
    for (int p = parent[i]; p >= 0; p = parent[p]) {
      if (word(p - 1, names)) {
        return true;
      }
    }
    return false;
  }

  /** Index of AS in the CAST whose parenthesis opens at i. */
  int castAs(int open) {
    for (int k = close[open] - 1; k > open; k--) {
      if (parent[k] == open && word(k, "AS")) {
        return k;
      }
    }
    return open;
  }

  List<Sql.Token> where(IntPredicate wrong) {
    return IntStream.range(0, size()).filter(wrong).mapToObj(this::get).toList();
  }

  boolean any(int from, int to, IntPredicate what) {
    return IntStream.range(from, Math.min(to, size())).anyMatch(what);
  }
}
