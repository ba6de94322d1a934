package org.liftgate.modeling.formula;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.formula.Token.Kind;

/** Reads what terms are made of: columns, {@code i()}, {@code I()}, {@code poly()}, functions. */
final class AtomParser {
  private static final List<String> CALLS =
      List.of("i", "I", "poly", "factor", "log", "exp", "sqrt", "abs");

  private final Cursor cursor;
  private final Vocabulary vocabulary;
  private final Problems problems;
  private final ArithmeticParser arithmetic;

  AtomParser(Cursor cursor, Vocabulary vocabulary, Problems problems) {
    this.cursor = cursor;
    this.vocabulary = vocabulary;
    this.problems = problems;
    this.arithmetic = new ArithmeticParser(cursor, vocabulary, problems);
  }

  Term atom() {
    Token name = cursor.next();
    if (!cursor.peek().is("(")) {
      vocabulary.check(name, problems);
      return new Term(List.of(piece(name.text(), name.at())));
    }
    return switch (name.text()) {
      case "i", "factor" -> levels(name);
      case "poly" -> powers(name);
      default -> call(name);
    };
  }

  /** A column by itself: text is a factor. */
  Piece piece(String column, int at) {
    return vocabulary.isText(column)
        ? new Piece.Levels(column, List.of(), false, at)
        : new Piece.Numeric(new Expression.Column(column));
  }

  private Term call(Token name) {
    if (!CALLS.contains(name.text())) {
      cursor.wrong(
          name,
          "is not a function of formulas; they are " + String.join(", ", CALLS),
          Problem.didYouMean(name.text(), CALLS));
      return Term.INTERCEPT;
    }
    return new Term(List.of(new Piece.Numeric(arithmetic.call(name))));
  }

  /** {@code i(f)}, {@code i(f, ref = 2)}, {@code i(f, x)}, {@code i(f, x, ref = c(1, 2))}. */
  private Term levels(Token name) {
    cursor.next();
    Token column = cursor.next();
    if (column.kind() != Kind.NAME) {
      cursor.wrong(column, "must be a column, the first argument of " + name.text(), "");
      return Term.INTERCEPT;
    }
    vocabulary.check(column, problems);
    Token by = null;
    List<String> references = new ArrayList<>();
    while (cursor.take(",")) {
      if (cursor.ahead().is("=")) {
        references.addAll(references(name));
      } else if (cursor.peek().kind() == Kind.NAME && by == null) {
        by = cursor.next();
        vocabulary.check(by, problems);
      } else {
        cursor.wrong(cursor.peek(), "must be a column or ref = level", "");
      }
    }
    cursor.expect(")", "after " + column.text());
    boolean all = by != null || !references.isEmpty();
    var pieces = new ArrayList<Piece>();
    pieces.add(new Piece.Levels(column.text(), references, all, column.at()));
    if (by != null) {
      pieces.add(
          vocabulary.isText(by.text())
              ? new Piece.Levels(by.text(), List.of(), true, by.at())
              : piece(by.text(), by.at()));
    }
    return new Term(pieces);
  }

  private List<String> references(Token name) {
    Token argument = cursor.next();
    cursor.next();
    if (!argument.text().equals("ref")) {
      cursor.wrong(
          argument,
          "is not an argument of " + name.text(),
          Problem.didYouMean(argument.text(), List.of("ref")));
      return List.of();
    }
    boolean several = cursor.peek().text().equals("c") && cursor.ahead().is("(");
    if (!several) {
      return List.of(level());
    }
    cursor.next();
    cursor.next();
    var all = new ArrayList<String>();
    do {
      all.add(level());
    } while (cursor.take(","));
    cursor.expect(")", "after the levels");
    return all;
  }

  private String level() {
    boolean negative = cursor.take("-");
    Token token = cursor.next();
    if (token.kind() == Kind.SYMBOL || token.kind() == Kind.END) {
      cursor.wrong(token, "must be a level", "");
      return "";
    }
    return switch (token.kind()) {
      case NUMBER -> FactorLevels.label((negative ? -1 : 1) * Double.parseDouble(token.text()));
      default -> token.text();
    };
  }

  /** {@code poly(x, 2)}; {@code raw = TRUE} may be said. */
  private Term powers(Token name) {
    cursor.next();
    Expression of = arithmetic.sum();
    cursor.expect(",", "and a degree after " + of.label());
    Token degree = cursor.next();
    boolean whole = degree.kind() == Kind.NUMBER && degree.text().matches("[1-9]|1\\d");
    if (!whole) {
      cursor.wrong(degree, "must be the degree of poly, 1 to 19", "");
      return Term.INTERCEPT;
    }
    if (cursor.take(",")) {
      Token raw = cursor.next();
      cursor.expect("=", "after " + raw.text());
      Token value = cursor.next();
      if (!raw.text().equals("raw") || !value.text().matches("TRUE|T|true")) {
        problems.add(
            raw.at(), raw.text(), "must be raw = TRUE: powers are not orthogonalised here", "");
      }
    }
    cursor.expect(")", "after the degree of " + name.text());
    return new Term(List.of(new Piece.Powers(of, Integer.parseInt(degree.text()))));
  }
}
