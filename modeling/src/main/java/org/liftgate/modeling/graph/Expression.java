package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A quantity of the distribution of what is observed. */
public sealed interface Expression {

  /** The probability of some columns given others. */
  record Probability(SortedSet<String> of, SortedSet<String> given) implements Expression {}

  /** The mean of a column given others. */
  record Mean(String of, SortedSet<String> given) implements Expression {}

  /** What two columns have in common once others are held fixed. */
  record Covariance(String a, String b, SortedSet<String> given) implements Expression {}

  record Sum(SortedSet<String> over, Expression of) implements Expression {}

  record Product(List<Expression> factors) implements Expression {
    public Product {
      factors = List.copyOf(factors);
    }
  }

  record Ratio(Expression above, Expression below) implements Expression {}

  /** Columns whose value the quantity is asked at; those a sum runs over are not among them. */
  default SortedSet<String> free() {
    var out = new TreeSet<String>();
    switch (this) {
      case Probability p -> {
        out.addAll(p.of());
        out.addAll(p.given());
      }
      case Mean m -> out.addAll(m.given());
      case Covariance _ -> {}
      case Sum s -> {
        out.addAll(s.of().free());
        out.removeAll(s.over());
      }
      case Product p -> p.factors().forEach(f -> out.addAll(f.free()));
      case Ratio r -> {
        out.addAll(r.above().free());
        out.addAll(r.below().free());
      }
    }
    return out;
  }

  static Expression product(List<Expression> factors) {
    var flat = new ArrayList<Expression>();
    for (Expression f : factors) {
      if (f instanceof Product(List<Expression> inner)) {
        flat.addAll(inner);
      } else {
        flat.add(f);
      }
    }
    return flat.size() == 1 ? flat.getFirst() : new Product(flat);
  }

  /** A sum without what sums to one: the probability of a column that nothing else mentions. */
  static Expression sum(Collection<String> over, Expression of) {
    var left = new TreeSet<>(over);
    var factors = new ArrayList<>(of instanceof Product p ? p.factors() : List.of(of));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String v : List.copyOf(left)) {
        List<Expression> with = factors.stream().filter(f -> f.free().contains(v)).toList();
        if (with.size() == 1
            && with.getFirst() instanceof Probability(var own, var given)
            && own.contains(v)) {
          factors.remove(with.getFirst());
          left.remove(v);
          if (own.size() > 1) {
            var rest = new TreeSet<>(own);
            rest.remove(v);
            factors.add(new Probability(rest, given));
          }
          changed = true;
        }
      }
    }
    Expression rest = product(factors);
    return left.isEmpty() ? rest : new Sum(left, rest);
  }

  /** One over one where both are the same. */
  static Expression ratio(Expression above, Expression below) {
    return below instanceof Product(List<Expression> none) && none.isEmpty()
        ? above
        : new Ratio(above, below);
  }
}
