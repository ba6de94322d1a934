package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liftgate.modeling.graph.CausalGraph.Edge;

/** Separation by listing all paths and looking at each of their nodes, as textbooks define it. */
record BruteForce(List<String[]> arrows) {

  /** Two-headed arrows become nodes of their own. */
  static BruteForce of(CausalGraph graph) {
    var arrows = new ArrayList<String[]>();
    for (Edge e : graph.edges()) {
      if (e.both()) {
        String u = "hidden " + e.from() + e.to();
        arrows.add(new String[] {u, e.from()});
        arrows.add(new String[] {u, e.to()});
      } else {
        arrows.add(new String[] {e.from(), e.to()});
      }
    }
    return new BruteForce(arrows);
  }

  boolean arrow(String from, String to) {
    return arrows.stream().anyMatch(a -> a[0].equals(from) && a[1].equals(to));
  }

  Set<String> below(String node) {
    var out = new HashSet<>(Set.of(node));
    for (boolean more = true; more; ) {
      more = false;
      for (String[] a : arrows) {
        more |= out.contains(a[0]) && out.add(a[1]);
      }
    }
    return out;
  }

  List<List<String>> paths(String from, String to) {
    var out = new ArrayList<List<String>>();
    extend(new ArrayList<>(List.of(from)), to, out);
    return out;
  }

  private void extend(List<String> path, String to, List<List<String>> out) {
    String last = path.getLast();
    if (last.equals(to)) {
      out.add(List.copyOf(path));
      return;
    }
    for (String[] a : arrows) {
      String next = a[0].equals(last) ? a[1] : a[1].equals(last) ? a[0] : last;
      if (!path.contains(next)) {
        path.add(next);
        extend(path, to, out);
        path.removeLast();
      }
    }
  }

  boolean open(List<String> path, Collection<String> given) {
    for (int i = 1; i < path.size() - 1; i++) {
      String v = path.get(i);
      boolean collider = arrow(path.get(i - 1), v) && arrow(path.get(i + 1), v);
      if (collider ? below(v).stream().noneMatch(given::contains) : given.contains(v)) {
        return false;
      }
    }
    return true;
  }

  boolean separated(String a, String b, Collection<String> given) {
    return paths(a, b).stream().noneMatch(p -> open(p, given));
  }

  private boolean causal(List<String> path) {
    for (int i = 1; i < path.size(); i++) {
      if (!arrow(path.get(i - 1), path.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The adjustment criterion as Shpitser, VanderWeele and Robins state it. */
  boolean adjusts(String x, String y, Collection<String> held) {
    var bad = new HashSet<String>();
    for (List<String> p : paths(x, y)) {
      if (causal(p)) {
        p.subList(1, p.size()).forEach(v -> bad.addAll(below(v)));
      }
    }
    return held.stream().noneMatch(bad::contains)
        && paths(x, y).stream().allMatch(p -> causal(p) || !open(p, held));
  }
}
