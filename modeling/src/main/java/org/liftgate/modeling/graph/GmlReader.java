package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Problem;

/** GML (Himsolt, 1997): nested lists of keys and values. Names are labels, else ids. */
final class GmlReader {

  /** A key with a single value or a list. */
  private record Entry(Token key, Token value, List<Entry> list) {
    Optional<Token> single(String name) {
      return list.stream()
          .filter(e -> e.key().text().equalsIgnoreCase(name))
          .map(Entry::value)
          .filter(Token::name)
          .findFirst();
    }
  }

  private final List<Token> tokens;
  private final Draft draft;
  private int at;

  GmlReader(List<Token> tokens, Draft draft) {
    this.tokens = tokens;
    this.draft = draft;
  }

  void read() {
    var names = new HashMap<String, String>();
    var edges = new ArrayList<Entry>();
    for (Entry top : list(false)) {
      if (top.key().text().equalsIgnoreCase("graph")) {
        directed(top);
        for (Entry e : top.list()) {
          switch (e.key().text()) {
            case "node" -> node(e, names);
            case "edge" -> edges.add(e);
            default -> {}
          }
        }
      }
    }
    edges.forEach(e -> edge(e, names));
  }

  private void directed(Entry graph) {
    if (graph.single("directed").filter(d -> d.text().equals("1")).isEmpty()) {
      wrong(
          graph.single("directed").orElse(graph.key()),
          "must be directed, as in directed 1",
          "Maybe the graph was written without arrows.");
    }
  }

  private void node(Entry e, Map<String, String> names) {
    Optional<Token> id = e.single("id");
    if (id.isEmpty()) {
      wrong(e.key(), "must have an id", "Maybe write id 1.");
      return;
    }
    Token name = e.single("label").orElse(id.get());
    if (names.put(id.get().text(), name.text()) != null) {
      wrong(id.get(), "must be the id of one node", "Maybe give each node its own.");
    }
    boolean hidden =
        e.list().stream()
            .filter(k -> k.value().name())
            .anyMatch(k -> Marks.hides(k.key().text(), k.value(), draft));
    draft.node(name.text(), name.line(), name.column(), hidden);
  }

  private void edge(Entry e, Map<String, String> names) {
    Optional<Token> from = e.single("source");
    Optional<Token> to = e.single("target");
    if (from.isEmpty() || to.isEmpty()) {
      wrong(e.key(), "must have a source and a target", "Maybe write source 1 target 2.");
      return;
    }
    for (Token end : List.of(from.get(), to.get())) {
      if (!names.containsKey(end.text())) {
        draft.problem(Draft.unknown("id", end.text(), names.keySet()), end.line(), end.column());
        return;
      }
    }
    boolean both = e.single("dir").filter(d -> d.text().equals("both")).isPresent();
    draft.edge(
        names.get(from.get().text()),
        names.get(to.get().text()),
        both,
        e.key().line(),
        e.key().column());
  }

  private void wrong(Token token, String must, String hint) {
    draft.problem(Problem.of("graph", token.text(), must, hint), token.line(), token.column());
  }

  private List<Entry> list(boolean inner) {
    var out = new ArrayList<Entry>();
    while (tokens.get(at).name()) {
      Token key = tokens.get(at++);
      Token value = tokens.get(at);
      if (value.is("[")) {
        at++;
        out.add(new Entry(key, value, list(true)));
      } else if (value.name()) {
        at++;
        out.add(new Entry(key, value, List.of()));
      } else {
        wrong(value, "must be a value, after " + key.text(), "Maybe a value is missing.");
        break;
      }
    }
    if (tokens.get(at).is("]") && inner) {
      at++;
    } else if (inner || tokens.get(at).kind() != Token.Kind.END) {
      wrong(tokens.get(at), "must be a key" + (inner ? " or ]" : ""), "Maybe a ] is missing.");
      at = tokens.size() - 1;
    }
    return out;
  }
}
