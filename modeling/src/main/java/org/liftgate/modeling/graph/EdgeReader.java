package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.Problem;

/**
 * Lists of edges with marks, alone or in {@code dag {...}} or {@code digraph {...}}: {@code a -> b
 * -> {c d} [style=bold]; u [latent]}.
 */
final class EdgeReader {
  private static final List<String> HEADS = List.of("dag", "digraph", "graph", "strict");
  private static final List<String> DEFAULTS = List.of("node", "edge", "graph");

  private final List<Token> tokens;
  private final Draft draft;
  private int at;
  private int open;

  EdgeReader(List<Token> tokens, Draft draft) {
    this.tokens = tokens;
    this.draft = draft;
  }

  void read() {
    head();
    while (peek().kind() != Token.Kind.END) {
      int before = at;
      statement();
      if (at == before) {
        wrong(next(), "must be a node or an arrow", "Maybe a name with blanks needs quotes.");
      }
    }
    if (open > 0) {
      wrong(peek(), "must not come before the last }", "Maybe a } is missing.");
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  private boolean take(String sign) {
    boolean found = peek().is(sign);
    if (found) {
      next();
    }
    return found;
  }

  private void wrong(Token token, String must, String hint) {
    draft.problem(Problem.of("graph", token.text(), must, hint), token.line(), token.column());
  }

  /** {@code strict digraph name {}, and nothing for a bare list. */
  private void head() {
    int k = 0;
    while (k < 3 && tokens.get(k).name()) {
      k++;
    }
    boolean headed = k > 0 && HEADS.contains(peek().text().toLowerCase(Locale.ROOT));
    if (headed && tokens.get(k).is("{")) {
      for (int i = 0; i < k; i++) {
        next();
      }
    }
  }

  private void statement() {
    if (take(";") || take(",")) {
      return;
    }
    if (peek().is("{") && !group()) {
      next();
      open++;
      return;
    }
    if (peek().is("}") && open > 0) {
      next();
      open--;
      return;
    }
    if (peek().name() && tokens.get(at + 1).is("=")) {
      at += 2;
      next();
      return;
    }
    boolean defaults =
        DEFAULTS.contains(peek().text().toLowerCase(Locale.ROOT)) && tokens.get(at + 1).is("[");
    if (peek().name() && defaults) {
      next();
      marks();
      return;
    }
    chain();
  }

  /** Whether braces hold the ends of arrows, as in {@code {a b} -> c}. */
  private boolean group() {
    int k = at + 1;
    while (tokens.get(k).name() || tokens.get(k).is(",") || tokens.get(k).is(";")) {
      k++;
    }
    return tokens.get(k).is("}") && tokens.get(k + 1).kind() == Token.Kind.ARROW;
  }

  private void chain() {
    List<Token> from = ends();
    if (from.isEmpty()) {
      return;
    }
    var arrows = new ArrayList<Arrow>();
    while (peek().kind() == Token.Kind.ARROW) {
      Token arrow = next();
      List<Token> to = ends();
      if (to.isEmpty()) {
        wrong(peek(), "must be a node, after " + arrow.text(), "Maybe a name is missing.");
        break;
      }
      arrows.add(new Arrow(arrow, from, to));
      from = to;
    }
    var found = marks();
    if (arrows.isEmpty()) {
      from.forEach(n -> draft.node(n.text(), n.line(), n.column(), found.hidden()));
    }
    arrows.forEach(a -> add(a, found.both()));
  }

  private record Arrow(Token sign, List<Token> from, List<Token> to) {}

  private void add(Arrow arrow, boolean both) {
    if (arrow.sign().is("--")) {
      wrong(
          arrow.sign(),
          "must say which way it points",
          "Maybe write a -> b, or a <-> b for an unobserved cause of both.");
    }
    for (Token a : arrow.from()) {
      for (Token b : arrow.to()) {
        boolean back = arrow.sign().is("<-");
        Token from = back ? b : a;
        Token to = back ? a : b;
        draft.edge(from.text(), to.text(), both || arrow.sign().is("<->"), a.line(), a.column());
      }
    }
  }

  private List<Token> ends() {
    var out = new ArrayList<Token>();
    if (peek().name()) {
      out.add(next());
      if (take(":")) {
        next();
      }
    } else if (take("{")) {
      while (peek().name() || peek().is(",") || peek().is(";")) {
        Token token = next();
        if (token.name()) {
          out.add(token);
        }
      }
      if (!take("}")) {
        wrong(peek(), "must be a node or }", "Maybe a } is missing.");
      }
    }
    out.forEach(n -> draft.node(n.text(), n.line(), n.column(), false));
    return out;
  }

  private record Found(boolean hidden, boolean both) {}

  private Found marks() {
    boolean hidden = false;
    boolean both = false;
    while (take("[")) {
      while (!peek().is("]") && peek().kind() != Token.Kind.END) {
        Token key = next();
        if (take("=")) {
          Token value = next();
          hidden |= Marks.hides(key.text(), value, draft);
          both |= key.text().equals("dir") && value.text().equals("both");
        } else if (key.name()) {
          hidden |= Marks.hides(key, draft);
        }
      }
      if (!take("]")) {
        wrong(peek(), "must not come before ]", "Maybe a ] is missing.");
      }
    }
    return new Found(hidden, both);
  }
}
