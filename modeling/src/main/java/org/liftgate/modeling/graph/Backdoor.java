package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Sets of observed nodes that, held fixed, leave only causal ways open: the adjustment criterion of
 * Shpitser, VanderWeele and Robins (2010), sound and complete for adjustment, in the constructive
 * form of van der Zander, Liskiewicz and Textor (2019). Pearl's backdoor sets are among them.
 */
public record Backdoor(TotalEffect effect) {
  /** Nodes up to which the largest set is found by trying all. */
  private static final int TRIED = 14;

  /**
   * What is wrong with a set.
   *
   * @param bad nodes the treatment moves on its way to the outcome
   * @param unobserved nodes nobody measured
   * @param open some paths that stay open, the shortest first
   */
  public record Check(SortedSet<String> bad, SortedSet<String> unobserved, List<Path> open) {
    public boolean valid() {
      return bad.isEmpty() && unobserved.isEmpty() && open.isEmpty();
    }
  }

  /**
   * @param complete whether these are all
   */
  public record Sets(List<SortedSet<String>> sets, boolean complete) {
    public Sets {
      sets = List.copyOf(sets);
    }
  }

  /** Whether an analysis that holds these fixed finds the effect, else why not. */
  public Check check(Collection<String> held, int paths) {
    BitSet set = effect.graph().set(held);
    BitSet bad = effect.barred();
    bad.and(set);
    BitSet hidden = (BitSet) set.clone();
    hidden.andNot(effect.graph().observed());
    set.clear(effect.x());
    set.clear(effect.y());
    return new Check(effect.graph().names(bad), effect.graph().names(hidden), open(set, paths));
  }

  private List<Path> open(BitSet held, int limit) {
    return Paths.open(
        effect.graph(), effect.cut(), effect.x(), effect.y(), held, Math.max(1, limit));
  }

  boolean valid(BitSet held) {
    return effect.cut().separated(Dag.set(effect.x()), Dag.set(effect.y()), held);
  }

  private Separators separators() {
    return Separators.of(effect.cut(), effect.x(), effect.y(), effect.allowed());
  }

  public boolean exists() {
    return separators().exist();
  }

  /** A set with the fewest nodes. */
  public Optional<SortedSet<String>> minimum() {
    return separators().minimum().map(effect.graph()::names);
  }

  /** Sets that lose their use with any node less, the smallest first, so many at most. */
  public Sets minimal(int limit) {
    List<BitSet> found = separators().minimal(limit + 1);
    Comparator<SortedSet<String>> smallest = Comparator.comparingInt(SortedSet::size);
    return new Sets(
        found.stream()
            .map(effect.graph()::names)
            .sorted(smallest.thenComparing(s -> String.join("\n", s)))
            .limit(limit)
            .toList(),
        found.size() <= limit);
  }

  /**
   * A set to which no single node can be added; among up to 14 nodes the largest of all valid ones.
   */
  public Optional<SortedSet<String>> maximal() {
    BitSet all = effect.allowed();
    if (valid(all)) {
      return Optional.of(effect.graph().names(all));
    }
    if (!exists()) {
      return Optional.empty();
    }
    int[] nodes = all.stream().toArray();
    return Optional.of(effect.graph().names(nodes.length <= TRIED ? largest(nodes) : grown(nodes)));
  }

  private BitSet largest(int[] nodes) {
    BitSet best = separators().minimum().orElseThrow();
    for (int mask = 0; mask < 1 << nodes.length; mask++) {
      if (Integer.bitCount(mask) > best.cardinality()) {
        var set = new BitSet();
        for (int i = 0; i < nodes.length; i++) {
          set.set(nodes[i], (mask >> i & 1) == 1);
        }
        best = valid(set) ? set : best;
      }
    }
    return best;
  }

  private BitSet grown(int[] nodes) {
    BitSet set = separators().minimum().orElseThrow();
    int before;
    do {
      before = set.cardinality();
      for (int v : nodes) {
        if (!set.get(v)) {
          set.set(v);
          set.set(v, valid(set));
        }
      }
    } while (set.cardinality() > before);
    return set;
  }

  /** Paths that no set closes: those open when every allowed cause of either is held fixed. */
  public List<Path> unblocked(int limit) {
    BitSet held = effect.cut().ancestors(Dag.set(effect.x(), effect.y()));
    held.and(effect.allowed());
    return open(held, limit);
  }

  /** Unobserved nodes, one or two, that would make a set exist if they were measured. */
  public List<Remedy> remedies() {
    List<String> hidden =
        effect.graph().nodes().stream()
            .filter(n -> !n.observed())
            .map(CausalGraph.Node::name)
            .toList();
    var out = new ArrayList<Remedy>();
    hidden.forEach(u -> remedy(List.of(u)).ifPresent(out::add));
    if (out.isEmpty()) {
      for (int i = 0; i < hidden.size(); i++) {
        for (String other : hidden.subList(i + 1, hidden.size())) {
          remedy(List.of(hidden.get(i), other)).ifPresent(out::add);
        }
      }
    }
    return out;
  }

  /** What measuring some nodes would allow to hold fixed. */
  public record Remedy(SortedSet<String> measured, SortedSet<String> set) {}

  private Optional<Remedy> remedy(List<String> measured) {
    var seen =
        new TotalEffect(effect.graph().observing(measured), effect.treatment(), effect.outcome());
    return new Backdoor(seen).minimum().map(s -> new Remedy(new TreeSet<>(measured), s));
  }
}
