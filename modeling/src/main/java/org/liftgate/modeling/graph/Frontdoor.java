package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;

/**
 * Sets of observed nodes that carry the whole effect and whose two legs can be told (Pearl, 2009,
 * definition 3.3.3): they cut every causal way, no backdoor path leads from the treatment to them,
 * and the treatment blocks those from them to the outcome.
 */
public record Frontdoor(TotalEffect effect) {
  /** Sets tried before the search ends. */
  private static final int BUDGET = 20_000;

  /** Minimal sets, the smallest first, so many at most. */
  public Backdoor.Sets minimal(int limit) {
    var found = new ArrayList<BitSet>();
    int[] nodes = candidates();
    int tried = 0;
    if (effect.possible()) {
      for (int size = 1; size <= nodes.length; size++) {
        int[] pick = new int[size];
        for (int i = 0; i < size; i++) {
          pick[i] = i;
        }
        do {
          if (found.size() > limit || tried++ > BUDGET) {
            return sets(found, limit, false);
          }
          BitSet set = new BitSet();
          for (int i : pick) {
            set.set(nodes[i]);
          }
          if (found.stream().noneMatch(f -> within(f, set)) && valid(set)) {
            found.add(set);
          }
        } while (next(pick, nodes.length));
      }
    }
    return sets(found, limit, true);
  }

  private Backdoor.Sets sets(List<BitSet> found, int limit, boolean complete) {
    List<SortedSet<String>> named = found.stream().limit(limit).map(effect.graph()::names).toList();
    return new Backdoor.Sets(named, complete && found.size() <= limit);
  }

  private static boolean within(BitSet part, BitSet whole) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(whole);
    return rest.isEmpty();
  }

  /** The next choice in order of places. */
  private static boolean next(int[] pick, int n) {
    int k = pick.length;
    int i = k - 1;
    while (i >= 0 && pick[i] == n - k + i) {
      i--;
    }
    if (i < 0) {
      return false;
    }
    pick[i]++;
    for (int j = i + 1; j < k; j++) {
      pick[j] = pick[j - 1] + 1;
    }
    return true;
  }

  /** Observed nodes without a backdoor path from the treatment. */
  private int[] candidates() {
    Dag dag = effect.graph().dag();
    Dag back = dag.withoutOut(Dag.set(effect.x()));
    BitSet out = effect.graph().observed();
    out.andNot(back.connected(Dag.set(effect.x()), new BitSet()));
    out.and(dag.ancestors(Dag.set(effect.y())));
    out.clear(effect.y());
    return out.stream().toArray();
  }

  boolean valid(BitSet set) {
    Dag dag = effect.graph().dag();
    Dag back = dag.withoutOut(Dag.set(effect.x()));
    return cuts(dag, set)
        && back.separated(Dag.set(effect.x()), set, new BitSet())
        && dag.withoutOut(set).separated(set, Dag.set(effect.y()), Dag.set(effect.x()));
  }

  private boolean cuts(Dag dag, BitSet set) {
    return !dag.withoutOut(set).descendants(Dag.set(effect.x())).get(effect.y());
  }
}
