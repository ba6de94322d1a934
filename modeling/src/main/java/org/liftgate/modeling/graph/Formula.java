package org.liftgate.modeling.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An estimand as people read it.
 *
 * @param text in Unicode
 * @param html the same with {@code var}, {@code sub} and {@code sup} alone
 */
public record Formula(String text, String html) {

  /** {@code asked = expression}. A column that a sum runs over while it is also given has a ′. */
  static Formula of(String asked, Expression expression) {
    return new Formula(
        asked + " = " + new Writer(false).write(expression),
        escape(asked) + " = " + new Writer(true).write(expression));
  }

  /** {@code E[demand | do(price)]}. */
  static String mean(String outcome, String treatment) {
    return "E[" + outcome + " | do(" + treatment + ")]";
  }

  static String probability(String outcome, String treatment) {
    return "P(" + outcome + " | do(" + treatment + "))";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Writes one expression, knowing which names are taken. */
  private record Writer(boolean html, Map<String, String> names) {
    Writer(boolean html) {
      this(html, Map.of());
    }

    String write(Expression e) {
      var named = new HashMap<String, String>();
      e.free().forEach(v -> named.put(v, v));
      return new Writer(html, named).terms(e);
    }

    private String terms(Expression e) {
      return switch (e) {
        case Expression.Probability p -> "P(" + list(p.of()) + given(p.given()) + ")";
        case Expression.Mean m -> "E[" + name(m.of()) + given(m.given()) + "]";
        case Expression.Covariance c ->
            "Cov(" + name(c.a()) + ", " + name(c.b()) + given(c.given()) + ")";
        case Expression.Product p ->
            p.factors().isEmpty()
                ? "1"
                : p.factors().stream().map(this::factor).collect(Collectors.joining(" "));
        case Expression.Ratio r -> part(r.above()) + " / " + part(r.below());
        case Expression.Sum s -> sum(s);
      };
    }

    private String sum(Expression.Sum s) {
      var inner = new HashMap<>(names);
      for (String v : s.over()) {
        inner.put(v, names.containsKey(v) ? names.get(v) + "′" : v);
      }
      var within = new Writer(html, inner);
      String over = within.list(s.over());
      String sign = html ? "Σ<sub>" + over + "</sub>" : "Σ_{" + over + "}";
      return sign + " " + within.factor(s.of());
    }

    /** Above or below the line. */
    private String part(Expression e) {
      boolean many = e instanceof Expression.Product(List<Expression> f) && f.size() > 1;
      return many ? "(" + terms(e) + ")" : factor(e);
    }

    private String factor(Expression e) {
      boolean wide = e instanceof Expression.Ratio || e instanceof Expression.Sum;
      return wide ? "(" + terms(e) + ")" : terms(e);
    }

    private String given(Collection<String> given) {
      return given.isEmpty() ? "" : " | " + list(given);
    }

    private String list(Collection<String> of) {
      SortedSet<String> sorted = new TreeSet<>(of);
      return sorted.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(String column) {
      String shown = names.getOrDefault(column, column);
      return html ? "<var>" + escape(shown) + "</var>" : shown;
    }
  }
}
