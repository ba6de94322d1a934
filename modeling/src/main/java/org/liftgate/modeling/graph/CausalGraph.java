package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.liftgate.kernel.LiftgateException;

/**
 * What causes what: nodes, observed or not, arrows without a cycle, and two-headed arrows {@code a
 * <-> b} that stand for one unobserved cause of both. Immutable.
 *
 * <p>{@code GraphText.parse("graph", "income -> price -> demand; income -> demand")}
 */
public final class CausalGraph {

  /** A node; a causal graph may name what nobody measured. */
  public record Node(String name, boolean observed) {}

  /**
   * @param both whether it is {@code from <-> to}
   */
  public record Edge(String from, String to, boolean both) {}

  private final List<Node> nodes;
  private final List<Edge> edges;
  private final Map<String, Integer> index = new LinkedHashMap<>();
  private final BitSet observed = new BitSet();
  private final Dag dag;

  private CausalGraph(List<Node> nodes, List<Edge> edges) {
    this.nodes = List.copyOf(nodes);
    this.edges = List.copyOf(edges);
    for (Node node : nodes) {
      observed.set(index.size(), node.observed());
      index.put(node.name(), index.size());
    }
    var arrows = new ArrayList<int[]>();
    int size = nodes.size();
    for (Edge e : edges) {
      int from = index.get(e.from());
      int to = index.get(e.to());
      if (e.both()) {
        arrows.add(new int[] {size, from});
        arrows.add(new int[] {size++, to});
      } else {
        arrows.add(new int[] {from, to});
      }
    }
    dag = Dag.of(size, arrows);
  }

  /**
   * @throws LiftgateException naming every edge to itself, double edge, unknown end and cycle
   */
  public static CausalGraph of(List<Node> nodes, List<Edge> edges) {
    var draft = new Draft("graph");
    nodes.forEach(n -> draft.node(n.name(), 0, 0, !n.observed()));
    edges.forEach(e -> draft.edge(e.from(), e.to(), e.both(), 0, 0));
    return draft.build(List.of());
  }

  /** From what was checked. */
  static CausalGraph checked(List<Node> nodes, List<Edge> edges) {
    return new CausalGraph(nodes, edges);
  }

  public List<Node> nodes() {
    return nodes;
  }

  public List<Edge> edges() {
    return edges;
  }

  public boolean observed(String node) {
    return observed.get(at(node));
  }

  public SortedSet<String> parents(String node) {
    return names(Dag.set(dag.parents()[at(node)]));
  }

  /** With the node itself. */
  public SortedSet<String> ancestors(String node) {
    return names(dag.ancestors(Dag.set(at(node))));
  }

  /** With the node itself. */
  public SortedSet<String> descendants(String node) {
    return names(dag.descendants(Dag.set(at(node))));
  }

  /**
   * Whether {@code given} blocks every path between a node of one set and a node of the other
   * (d-separation; Pearl, 1988). Linear in the size of the graph.
   */
  public boolean separated(Collection<String> a, Collection<String> b, Collection<String> given) {
    return dag.separated(set(a), set(b), set(given));
  }

  /** Open paths between two nodes, the shortest first, so many at most. */
  public List<Path> openPaths(String from, String to, Collection<String> given, int limit) {
    return Paths.open(this, dag, at(from), at(to), set(given), limit);
  }

  /** The same graph where some more nodes are observed. */
  public CausalGraph observing(Collection<String> more) {
    return new CausalGraph(
        nodes.stream()
            .map(n -> new Node(n.name(), n.observed() || more.contains(n.name())))
            .toList(),
        edges);
  }

  Dag dag() {
    return dag;
  }

  BitSet observed() {
    return (BitSet) observed.clone();
  }

  int at(String node) {
    Integer found = index.get(node);
    if (found == null) {
      throw LiftgateException.input(Draft.unknown("node", node, index.keySet()));
    }
    return found;
  }

  BitSet set(Collection<String> names) {
    return Dag.set(names.stream().mapToInt(this::at).toArray());
  }

  /** Names of nodes; causes that only a two-headed arrow tells of have none. */
  SortedSet<String> names(BitSet set) {
    var out = new TreeSet<String>();
    set.stream().filter(v -> v < nodes.size()).forEach(v -> out.add(nodes.get(v).name()));
    return out;
  }

  /** Whether it is a cause that only a two-headed arrow tells of. */
  boolean implied(int node) {
    return node >= nodes.size();
  }

  String label(int node) {
    if (!implied(node)) {
      return nodes.get(node).name();
    }
    String[] ends =
        IntStream.of(dag.children()[node])
            .mapToObj(c -> nodes.get(c).name())
            .toArray(String[]::new);
    return "an unobserved cause of " + ends[0] + " and " + ends[1];
  }
}
