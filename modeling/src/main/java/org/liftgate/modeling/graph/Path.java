package org.liftgate.modeling.graph;

import java.util.List;

/**
 * A way through a graph.
 *
 * @param nodes at least two
 * @param arrows between neighbours, one of {@code →}, {@code ←} and {@code ↔}
 */
public record Path(List<String> nodes, List<String> arrows) {
  public static final String ON = "→";
  public static final String BACK = "←";
  public static final String BOTH = "↔";

  public Path {
    nodes = List.copyOf(nodes);
    arrows = List.copyOf(arrows);
  }

  /** Such as {@code price ← season → demand}. */
  public String text() {
    var out = new StringBuilder(nodes.getFirst());
    for (int i = 0; i < arrows.size(); i++) {
      out.append(' ').append(arrows.get(i)).append(' ').append(nodes.get(i + 1));
    }
    return out.toString();
  }
}
