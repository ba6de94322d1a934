package org.liftgate.modeling.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.graph.CausalGraph.Edge;
import org.liftgate.modeling.graph.CausalGraph.Node;

/** A graph as it is read, with the place of everything, until all that is wrong is known. */
final class Draft {
  private record Place(long line, long column) {}

  private record Link(Edge edge, Place at) {}

  private final String file;
  private final Map<String, Place> nodes = new LinkedHashMap<>();
  private final Set<String> hidden = new LinkedHashSet<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  Draft(String file) {
    this.file = file;
  }

  void node(String name, long line, long column, boolean unobserved) {
    nodes.putIfAbsent(name, new Place(line, column));
    if (unobserved) {
      hidden.add(name);
    }
  }

  void edge(String from, String to, boolean both, long line, long column) {
    links.add(new Link(new Edge(from, to, both), new Place(line, column)));
  }

  void problem(Problem problem, long line, long column) {
    problems.add(problem.at(file, line, column));
  }

  static Problem unknown(String what, String name, Collection<String> known) {
    return Problem.of(
        what, name, "must be one of " + List.copyOf(known), Problem.didYouMean(name, known));
  }

  /**
   * @param columns that observed nodes must be among; empty for any
   * @throws LiftgateException with every problem
   */
  CausalGraph build(Collection<String> columns) {
    var kept = new ArrayList<Link>();
    for (Link link : links) {
      if (sound(link, kept)) {
        kept.add(link);
      }
    }
    cycles(kept);
    if (!columns.isEmpty()) {
      nodes.forEach((name, at) -> known(name, at, columns));
    }
    if (nodes.isEmpty() && problems.isEmpty()) {
      problem(Problem.of("graph", null, "must have a node", "Maybe write cause -> effect."), 0, 0);
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("the causal graph cannot be used", problems);
    }
    return CausalGraph.checked(
        nodes.keySet().stream().map(n -> new Node(n, !hidden.contains(n))).toList(),
        kept.stream().map(Link::edge).toList());
  }

  private boolean sound(Link link, List<Link> before) {
    Edge e = link.edge();
    String text = e.from() + (e.both() ? " <-> " : " -> ") + e.to();
    int known = problems.size();
    for (String end : new LinkedHashSet<>(List.of(e.from(), e.to()))) {
      if (!nodes.containsKey(end)) {
        problem(unknown("node", end, nodes.keySet()), link.at().line(), link.at().column());
      }
    }
    if (e.from().equals(e.to())) {
      problem(
          Problem.of("edge", text, "must join two nodes", "Maybe another node was meant."),
          link.at().line(),
          link.at().column());
    }
    if (before.stream().anyMatch(l -> same(l.edge(), e))) {
      problem(
          Problem.of("edge", text, "must stand there once", "Maybe delete one of them."),
          link.at().line(),
          link.at().column());
    }
    return problems.size() == known;
  }

  private static boolean same(Edge a, Edge b) {
    return a.both() == b.both()
        && (a.from().equals(b.from()) && a.to().equals(b.to())
            || a.both() && a.from().equals(b.to()) && a.to().equals(b.from()));
  }

  private void known(String name, Place at, Collection<String> columns) {
    if (!hidden.contains(name) && !columns.contains(name)) {
      String near = Problem.didYouMean(name, columns);
      problem(
          Problem.of(
              "node",
              name,
              "must be a column, or be marked [unobserved]",
              near.isEmpty() ? "Maybe one of " + List.copyOf(columns) + " was meant." : near),
          at.line(),
          at.column());
    }
  }

  /** One cycle, the shortest, for each arrow that closes one among nodes not yet named. */
  private void cycles(List<Link> kept) {
    var children = new HashMap<String, List<String>>();
    kept.stream()
        .filter(l -> !l.edge().both())
        .forEach(
            l ->
                children
                    .computeIfAbsent(l.edge().from(), _ -> new ArrayList<>())
                    .add(l.edge().to()));
    var named = new LinkedHashSet<String>();
    for (Link link : kept) {
      if (link.edge().both() || named.contains(link.edge().from())) {
        continue;
      }
      List<String> way = way(link.edge().to(), link.edge().from(), children);
      if (!way.isEmpty()) {
        named.addAll(way);
        var round = new ArrayList<>(List.of(link.edge().from()));
        round.addAll(way);
        problem(
            Problem.of(
                "graph",
                String.join(" -> ", round),
                "must have no cycle",
                "Maybe one of these arrows points the wrong way, or a node needs one copy for"
                    + " each time."),
            link.at().line(),
            link.at().column());
      }
    }
  }

  /** The shortest way along arrows, both ends named; empty where there is none. */
  private static List<String> way(String from, String to, Map<String, List<String>> children) {
    var before = new HashMap<String, String>(Map.of(from, from));
    var queue = new ArrayDeque<>(Arrays.asList(from));
    while (!queue.isEmpty() && !before.containsKey(to)) {
      String v = queue.remove();
      for (String w : children.getOrDefault(v, List.of())) {
        if (before.putIfAbsent(w, v) == null) {
          queue.add(w);
        }
      }
    }
    var out = new ArrayList<String>();
    for (String v = to; before.containsKey(v); v = before.get(v)) {
      out.add(v);
      if (v.equals(from)) {
        break;
      }
    }
    Collections.reverse(out);
    return out;
  }
}
