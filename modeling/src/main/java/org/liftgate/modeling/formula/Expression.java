package org.liftgate.modeling.formula;

import java.util.Arrays;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.liftgate.kernel.Table;

/** Arithmetic on columns, written back as R would. */
sealed interface Expression {

  /** Functions of one number. */
  enum Function {
    LOG(Math::log),
    EXP(Math::exp),
    SQRT(Math::sqrt),
    ABS(Math::abs);

    private final DoubleUnaryOperator of;

    Function(DoubleUnaryOperator of) {
      this.of = of;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  record Column(String name) implements Expression {}

  record Constant(double value, String text) implements Expression {}

  record Negated(Expression of) implements Expression {}

  record Parenthesised(Expression of) implements Expression {}

  record Arithmetic(char operator, Expression left, Expression right) implements Expression {}

  record Call(Function function, Expression of) implements Expression {}

  /** {@code I(...)}: the arithmetic inside. */
  record AsIs(Expression of) implements Expression {}

  /** n values; NaN where a column has none. The array may be the table's own. */
  default double[] evaluate(Table data) {
    return switch (this) {
      case Column(String name) -> data.doubles(name);
      case Constant(double value, String _) -> {
        var all = new double[data.rows()];
        Arrays.fill(all, value);
        yield all;
      }
      case Negated(Expression of) -> each(of.evaluate(data), v -> -v);
      case Parenthesised(Expression of) -> of.evaluate(data);
      case AsIs(Expression of) -> of.evaluate(data);
      case Call(Function function, Expression of) -> each(of.evaluate(data), function.of);
      case Arithmetic(char operator, Expression left, Expression right) ->
          both(left.evaluate(data), right.evaluate(data), operation(operator));
    };
  }

  /** Adds the columns it reads. */
  default void columns(Set<String> into) {
    switch (this) {
      case Column(String name) -> into.add(name);
      case Constant _ -> {}
      case Negated(Expression of) -> of.columns(into);
      case Parenthesised(Expression of) -> of.columns(into);
      case AsIs(Expression of) -> of.columns(into);
      case Call(Function _, Expression of) -> of.columns(into);
      case Arithmetic(char _, Expression left, Expression right) -> {
        left.columns(into);
        right.columns(into);
      }
    }
  }

  /** As R prints it: blanks around + - and *, none around / and ^. */
  default String label() {
    return switch (this) {
      case Column(String name) -> Formula.quoted(name);
      case Constant(double _, String text) -> text;
      case Negated(Expression of) -> "-" + of.label();
      case Parenthesised(Expression of) -> "(" + of.label() + ")";
      case AsIs(Expression of) -> "I(" + of.label() + ")";
      case Call(Function function, Expression of) -> function.word() + "(" + of.label() + ")";
      case Arithmetic(char operator, Expression left, Expression right) -> {
        String blank = "/^".indexOf(operator) >= 0 ? "" : " ";
        yield left.label() + blank + operator + blank + right.label();
      }
    };
  }

  private static double[] each(double[] values, DoubleUnaryOperator f) {
    var out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsDouble(values[i]);
    }
    return out;
  }

  private static double[] both(double[] a, double[] b, DoubleBinaryOperator f) {
    var out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsDouble(a[i], b[i]);
    }
    return out;
  }

  private static DoubleBinaryOperator operation(char operator) {
    return switch (operator) {
      case '+' -> (a, b) -> a + b;
      case '-' -> (a, b) -> a - b;
      case '*' -> (a, b) -> a * b;
      case '/' -> (a, b) -> a / b;
      default -> (a, b) -> b == 2 ? a * a : Math.pow(a, b);
    };
  }
}
