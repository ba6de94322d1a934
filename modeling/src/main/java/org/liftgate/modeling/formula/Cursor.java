package org.liftgate.modeling.formula;

import java.util.List;
import org.liftgate.modeling.formula.Token.Kind;

/** Where a parser stands in the tokens of a formula. */
final class Cursor {
  private final List<Token> tokens;
  private final Problems problems;
  private int at;

  Cursor(List<Token> tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token ahead() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  boolean take(String symbol) {
    boolean found = peek().is(symbol);
    if (found) {
      next();
    }
    return found;
  }

  /** Reports what stands in place of the symbol, once. */
  void expect(String symbol, String where) {
    if (!take(symbol)) {
      wrong(peek(), "must be " + symbol + " " + where, "");
    }
  }

  void wrong(Token token, String message, String hint) {
    problems.add(token.at(), token.text(), message, hint);
    skip();
  }

  /** To the next place at which a part can begin: + or | outside of parentheses. */
  private void skip() {
    int depth = 0;
    while (peek().kind() != Kind.END) {
      if (depth <= 0 && (peek().is("+") || peek().is("|") || peek().is("~"))) {
        return;
      }
      depth += peek().is("(") ? 1 : peek().is(")") ? -1 : 0;
      next();
    }
  }

  boolean ended() {
    return peek().kind() == Kind.END;
  }
}
