package org.liftgate.modeling.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.formula.Expression.Function;
import org.liftgate.modeling.formula.Token.Kind;

/**
 * Reads arithmetic: + - * / ^ with R's precedence, parentheses, log, exp, sqrt, abs, columns of
 * numbers.
 */
final class ArithmeticParser {
  private static final Expression NOTHING = new Expression.Constant(1, "1");
  static final List<String> FUNCTIONS =
      Arrays.stream(Function.values()).map(Function::word).toList();

  private final Cursor cursor;
  private final Vocabulary vocabulary;
  private final Problems problems;

  ArithmeticParser(Cursor cursor, Vocabulary vocabulary, Problems problems) {
    this.cursor = cursor;
    this.vocabulary = vocabulary;
    this.problems = problems;
  }

  static Optional<Function> function(String name) {
    return FUNCTIONS.contains(name)
        ? Optional.of(Function.valueOf(name.toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  Expression sum() {
    Expression left = product();
    while (cursor.peek().is("+") || cursor.peek().is("-")) {
      left = new Expression.Arithmetic(cursor.next().text().charAt(0), left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = signed();
    while (cursor.peek().is("*") || cursor.peek().is("/")) {
      left = new Expression.Arithmetic(cursor.next().text().charAt(0), left, signed());
    }
    return left;
  }

  private Expression signed() {
    if (cursor.take("-")) {
      return new Expression.Negated(signed());
    }
    return cursor.take("+") ? signed() : power();
  }

  private Expression power() {
    Expression base = atom();
    return cursor.take("^") ? new Expression.Arithmetic('^', base, signed()) : base;
  }

  private Expression atom() {
    Token token = cursor.peek();
    if (token.kind() == Kind.NUMBER) {
      cursor.next();
      return new Expression.Constant(Double.parseDouble(token.text()), token.text());
    }
    if (token.is("(")) {
      cursor.next();
      Expression inside = sum();
      cursor.expect(")", "after " + inside.label());
      return new Expression.Parenthesised(inside);
    }
    if (token.kind() == Kind.NAME) {
      cursor.next();
      return cursor.peek().is("(") ? call(token) : column(token);
    }
    String hint = token.kind() == Kind.STRING ? Formula.BACKQUOTES : "";
    cursor.wrong(token, "must be a column, a number or a function", hint);
    return NOTHING;
  }

  /** The rest of a call, its name just read. */
  Expression call(Token name) {
    Optional<Function> function = function(name.text());
    boolean asIs = name.text().equals("I");
    if (function.isEmpty() && !asIs) {
      problems.add(
          name.at(),
          name.text(),
          "must be one of " + String.join(", ", FUNCTIONS) + " inside arithmetic",
          Problem.didYouMean(name.text(), FUNCTIONS));
    }
    cursor.expect("(", "after " + name.text());
    Expression inside = sum();
    cursor.expect(")", "after " + inside.label());
    return asIs
        ? new Expression.AsIs(inside)
        : function.<Expression>map(f -> new Expression.Call(f, inside)).orElse(NOTHING);
  }

  /** A column of numbers. */
  Expression column(Token name) {
    if (vocabulary.check(name, problems) && vocabulary.isText(name.text())) {
      problems.add(
          name.at(),
          name.text(),
          "holds text and cannot be calculated with",
          "Maybe i(" + Formula.quoted(name.text()) + ") was meant.");
    }
    return new Expression.Column(name.text());
  }
}
