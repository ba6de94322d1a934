package org.liftgate.modeling.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.liftgate.modeling.formula.Token.Kind;

/** Reads {@code y ~ terms | effects}. Goes on after a problem, so that all are reported. */
final class FormulaParser {
  private final String text;
  private final Vocabulary vocabulary;
  private final Problems problems = new Problems();
  private final Cursor cursor;
  private final ArithmeticParser arithmetic;
  private final AtomParser atoms;
  private Set<String> outcomeColumns = Set.of();

  FormulaParser(String text, Vocabulary vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.cursor = new Cursor(new Lexer(text, problems).tokens(), problems);
    this.arithmetic = new ArithmeticParser(cursor, vocabulary, problems);
    this.atoms = new AtomParser(cursor, vocabulary, problems);
  }

  Formula parse() {
    if (cursor.peek().is("~")) {
      cursor.wrong(cursor.peek(), "must have the outcome before it", "");
    }
    Expression outcome = arithmetic.sum();
    outcomeColumns = new LinkedHashSet<>();
    outcome.columns(outcomeColumns);
    cursor.expect("~", "after the outcome");
    Terms terms = sum();
    var effects = new ArrayList<List<String>>();
    if (cursor.take("|")) {
      effects(effects);
    }
    if (!cursor.ended()) {
      String message =
          cursor.peek().is("|") ? "begins a third part, which has no meaning" : "was not expected";
      problems.add(cursor.peek().at(), cursor.peek().text(), message, "");
    }
    if (!problems.none()) {
      throw problems.exception(text);
    }
    return new Formula(text.strip(), outcome, terms.ordered(), terms.intercept, effects);
  }

  /** Terms of a sum, and whether it keeps the intercept. */
  private static final class Terms {
    private final List<Term> terms = new ArrayList<>();
    private boolean intercept = true;

    private void add(Term term) {
      if (terms.stream().noneMatch(t -> t.labels().equals(term.labels()))) {
        terms.add(term);
      }
    }

    private void remove(Term term) {
      terms.removeIf(t -> t.labels().equals(term.labels()));
    }

    /** Main effects before interactions, as R orders them. */
    private List<Term> ordered() {
      return terms.stream()
          .filter(t -> !t.pieces().isEmpty())
          .sorted((a, b) -> Integer.compare(a.pieces().size(), b.pieces().size()))
          .toList();
    }
  }

  private Terms sum() {
    var all = new Terms();
    boolean minus = cursor.take("-");
    if (!minus) {
      cursor.take("+");
    }
    while (true) {
      summand(all, minus);
      if (cursor.take("+")) {
        minus = false;
      } else if (cursor.take("-")) {
        minus = true;
      } else {
        return all;
      }
    }
  }

  private void summand(Terms all, boolean minus) {
    Token token = cursor.peek();
    if (token.kind() == Kind.NUMBER && token.text().matches("[01]")) {
      cursor.next();
      all.intercept = token.text().equals("1") != minus;
      return;
    }
    for (Term term : product()) {
      if (minus) {
        all.remove(term);
      } else {
        all.add(term);
      }
    }
  }

  /** {@code a * b} is a + b + a:b. */
  private List<Term> product() {
    List<Term> left = interaction();
    while (cursor.take("*")) {
      List<Term> right = interaction();
      var all = new ArrayList<>(left);
      all.addAll(right);
      all.addAll(crossed(left, right));
      left = all;
    }
    return left;
  }

  private List<Term> interaction() {
    List<Term> left = operand();
    while (cursor.take(":")) {
      left = crossed(left, operand());
    }
    if (cursor.peek().is("^") || cursor.peek().is("/")) {
      cursor.wrong(
          cursor.peek(), "is arithmetic, which stands inside I()", "Maybe I(x^2) was meant.");
    }
    return left;
  }

  private static List<Term> crossed(List<Term> left, List<Term> right) {
    var all = new ArrayList<Term>();
    left.forEach(a -> right.forEach(b -> all.add(a.times(b))));
    return all;
  }

  private List<Term> operand() {
    Token token = cursor.peek();
    if (token.is("(")) {
      cursor.next();
      Terms inside = sum();
      cursor.expect(")", "after the terms");
      return inside.terms;
    }
    if (token.kind() != Kind.NAME) {
      String hint = token.kind() == Kind.STRING ? Formula.BACKQUOTES : "";
      cursor.wrong(token, "must be a term: a column or a function of columns", hint);
      return List.of();
    }
    if (token.text().equals(".")) {
      cursor.next();
      return vocabulary.columns().stream()
          .filter(c -> !outcomeColumns.contains(c))
          .map(c -> new Term(List.of(atoms.piece(c, token.at()))))
          .toList();
    }
    return List.of(atoms.atom());
  }

  private void effects(List<List<String>> effects) {
    do {
      var columns = new ArrayList<String>();
      do {
        Token name = cursor.next();
        if (name.kind() != Kind.NAME || cursor.peek().is("(")) {
          cursor.wrong(name, "must be a column whose effects are absorbed", "");
        } else if (vocabulary.check(name, problems)) {
          columns.add(name.text());
        }
      } while (cursor.take("^"));
      if (!columns.isEmpty() && !effects.contains(columns)) {
        effects.add(List.copyOf(columns));
      }
    } while (cursor.take("+"));
  }
}
