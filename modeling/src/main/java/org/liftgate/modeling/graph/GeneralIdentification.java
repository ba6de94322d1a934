package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The distribution of the outcome under a treatment that is set, from that of observed columns,
 * wherever a graph alone allows it: Tian's recursion over districts (Tian and Pearl, 2002), which
 * is complete (Huang and Valtorta, 2006; Shpitser and Pearl, 2006). No formula means that no method
 * finds one without assumptions beyond the graph.
 */
final class GeneralIdentification {
  private final CausalGraph graph;
  private final Mixed mixed;

  private GeneralIdentification(CausalGraph graph) {
    this.graph = graph;
    this.mixed = Mixed.of(graph);
  }

  static Optional<Expression> of(TotalEffect effect) {
    return new GeneralIdentification(effect.graph()).effect(effect.x(), effect.y());
  }

  private Optional<Expression> effect(int x, int y) {
    BitSet all = mixed.ancestors(Dag.set(y), graph.observed());
    BitSet others = (BitSet) all.clone();
    others.clear(x);
    BitSet moved = mixed.ancestors(Dag.set(y), others);
    var factors = new ArrayList<Expression>();
    for (BitSet part : mixed.districts(moved)) {
      BitSet whole = mixed.district(part.nextSetBit(0), all);
      Optional<Expression> factor = identify(part, whole, product(whole, all));
      if (factor.isEmpty()) {
        return Optional.empty();
      }
      factors.add(factor.get());
    }
    moved.clear(y);
    return Optional.of(Expression.sum(graph.names(moved), Expression.product(factors)));
  }

  /** Q[S]: each node given what of its district came before, and the parents of both. */
  private Expression product(BitSet district, BitSet all) {
    var factors = new ArrayList<Expression>();
    var before = new BitSet();
    for (int v : mixed.order()) {
      if (!all.get(v)) {
        continue;
      }
      before.set(v);
      if (district.get(v)) {
        BitSet tied = mixed.district(v, before);
        BitSet given = (BitSet) tied.clone();
        tied.stream().forEach(w -> given.or(mixed.parents()[w]));
        given.clear(v);
        factors.add(new Expression.Probability(graph.names(Dag.set(v)), graph.names(given)));
      }
    }
    return Expression.product(factors);
  }

  /** Q[C] from Q[T], C inside T. */
  private Optional<Expression> identify(BitSet c, BitSet t, Expression q) {
    BitSet up = mixed.ancestors(c, t);
    Expression margin = Expression.sum(graph.names(minus(t, up)), q);
    if (up.equals(c)) {
      return Optional.of(margin);
    }
    if (up.equals(t)) {
      return Optional.empty();
    }
    BitSet part = mixed.district(c.nextSetBit(0), up);
    var factors = new ArrayList<Expression>();
    var names = new TreeSet<>(graph.names(up));
    List<Integer> order = new ArrayList<>();
    for (int v : mixed.order()) {
      if (up.get(v)) {
        order.add(v);
      }
    }
    for (int v : order) {
      Expression from = Expression.sum(names, margin);
      names.removeAll(graph.names(Dag.set(v)));
      if (part.get(v)) {
        factors.add(Expression.ratio(Expression.sum(names, margin), from));
      }
    }
    return identify(c, part, Expression.product(factors));
  }

  private static BitSet minus(BitSet a, BitSet b) {
    BitSet out = (BitSet) a.clone();
    out.andNot(b);
    return out;
  }
}
