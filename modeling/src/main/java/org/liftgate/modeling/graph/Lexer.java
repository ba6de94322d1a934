package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.graph.Token.Kind;

/** Cuts a graph's text into names, arrows and signs; comments as in shell, C and C++. */
final class Lexer {
  private static final Pattern PIECE =
      Pattern.compile(
          "(?<blank>\\s+|#[^\\n]*|//[^\\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<arrow><->|->|<-|--|↔|→|←)"
              + "|\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\""
              + "|(?<name>-?[\\p{L}\\p{N}_.]+)"
              + "|(?<sign>[\\[\\]{}=;,:])");

  private final String text;
  private final Draft draft;
  private final List<Token> tokens = new ArrayList<>();
  private long line = 1;
  private long column = 1;

  Lexer(String text, Draft draft) {
    this.text = text;
    this.draft = draft;
  }

  List<Token> tokens() {
    Matcher piece = PIECE.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (piece.region(at, text.length()).lookingAt()) {
        add(piece);
        move(piece.group());
        at = piece.end();
      } else {
        int sign = text.codePointAt(at);
        draft.problem(
            Problem.of(
                "graph",
                Character.toString(sign),
                "has no meaning here",
                sign == '"'
                    ? "Maybe the closing quote is missing."
                    : "Maybe a name with blanks or signs needs quotes."),
            line,
            column);
        move(Character.toString(sign));
        at += Character.charCount(sign);
      }
    }
    tokens.add(new Token(Kind.END, "the end", line, column));
    return tokens;
  }

  private void add(Matcher piece) {
    if (piece.group("arrow") != null) {
      String arrow =
          switch (piece.group("arrow")) {
            case "↔" -> "<->";
            case "→" -> "->";
            case "←" -> "<-";
            case String a -> a;
          };
      tokens.add(new Token(Kind.ARROW, arrow, line, column));
    } else if (piece.group("quoted") != null) {
      String name = piece.group("quoted").replaceAll("\\\\(.)", "$1");
      tokens.add(new Token(Kind.NAME, name, line, column));
    } else if (piece.group("name") != null) {
      tokens.add(new Token(Kind.NAME, piece.group("name"), line, column));
    } else if (piece.group("sign") != null) {
      tokens.add(new Token(Kind.SIGN, piece.group("sign"), line, column));
    }
  }

  private void move(String over) {
    int last = over.lastIndexOf('\n');
    line += over.chars().filter(c -> c == '\n').count();
    column = last < 0 ? column + over.length() : over.length() - last;
  }
}
