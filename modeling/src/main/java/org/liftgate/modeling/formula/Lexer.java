package org.liftgate.modeling.formula;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.modeling.formula.Token.Kind;

/** Cuts a formula into tokens. Whatever is no token is reported and skipped. */
final class Lexer {
  private final String text;
  private final Problems problems;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Lexer(String text, Problems problems) {
    this.text = text;
    this.problems = problems;
  }

  List<Token> tokens() {
    while (at < text.length()) {
      next(text.charAt(at));
    }
    tokens.add(new Token(Kind.END, "the end", text.length() + 1));
    return tokens;
  }

  private void next(char c) {
    if (Character.isWhitespace(c)) {
      at++;
    } else if (c == '`') {
      quoted(c, Kind.NAME);
    } else if (c == '"' || c == '\'') {
      quoted(c, Kind.STRING);
    } else if (Character.isDigit(c) || c == '.' && digitAt(at + 1)) {
      number();
    } else if (Character.isLetter(c) || c == '_' || c == '.') {
      name();
    } else if ("~+-*/^:()|,=".indexOf(c) >= 0) {
      tokens.add(new Token(Kind.SYMBOL, String.valueOf(c), ++at));
    } else {
      at++;
      problems.add(at, String.valueOf(c), "has no meaning in a formula", "");
    }
  }

  private boolean digitAt(int i) {
    return i < text.length() && Character.isDigit(text.charAt(i));
  }

  private void name() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    tokens.add(new Token(Kind.NAME, text.substring(from, at), from + 1));
  }

  private void number() {
    int from = at;
    while (digitAt(at) || at < text.length() && text.charAt(at) == '.') {
      at++;
    }
    boolean exponent = at < text.length() && "eE".indexOf(text.charAt(at)) >= 0;
    int sign = exponent && at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
    if (exponent && digitAt(at + 1 + sign)) {
      at += 1 + sign;
      while (digitAt(at)) {
        at++;
      }
    }
    String number = text.substring(from, at);
    if (number.indexOf('.') != number.lastIndexOf('.')) {
      problems.add(from + 1, number, "must be a number", "");
      number = "1";
    }
    tokens.add(new Token(Kind.NUMBER, number, from + 1));
  }

  /** A backslash takes the next character as it is. */
  private void quoted(char quote, Kind kind) {
    int from = at++;
    var inside = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      inside.append(text.charAt(at++));
    }
    if (at == text.length()) {
      problems.add(from + 1, text.substring(from), "must end with " + quote, "");
    }
    at++;
    tokens.add(new Token(kind, inside.toString(), from + 1));
  }
}
