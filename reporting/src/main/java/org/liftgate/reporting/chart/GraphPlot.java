package org.liftgate.reporting.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.reporting.chart.Svg.Anchor;

/**
 * A causal graph from left to right: causes before what they cause. Each node says what it is by a
 * word and its border, not by colour alone. Nodes between causes and outcome stand low, so that
 * arrows past them do not run through them.
 *
 * @param nodes in any order
 * @param edges between them, without cycles but for those that go both ways
 */
public record GraphPlot(
    String id, String title, String description, String note, List<Node> nodes, List<Edge> edges)
    implements Plot {
  private static final double SIZE = 12;
  private static final double TALL = 34;
  private static final double GAP = 10;

  /** What a node is. */
  public enum Role {
    TREATMENT("treatment"),
    OUTCOME("outcome"),
    HELD("held fixed"),
    OTHER(""),
    HIDDEN("not observed");

    private final String word;

    Role(String word) {
      this.word = word;
    }
  }

  /**
   * @param key unique
   * @param label as people read it
   */
  public record Node(String key, String label, Role role) {}

  /**
   * @param both a hidden cause of both
   * @param open part of a way that is not closed
   */
  public record Edge(String from, String to, boolean both, boolean open) {}

  public GraphPlot {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  @Override
  public Data data() {
    return new Data(
        List.of("From", "To", "What"),
        edges.stream()
            .map(
                e ->
                    List.of(
                        label(e.from()),
                        label(e.to()),
                        (e.both() ? "share a hidden cause" : "causes")
                            + (e.open() ? ", open" : "")))
            .toList());
  }

  private String label(String key) {
    return nodes.stream().filter(n -> n.key().equals(key)).findFirst().orElseThrow().label();
  }

  /** A node in its place. */
  private record Box(Node node, double x, double y, double wide) {
    double right() {
      return x + wide;
    }

    double middle() {
      return y + TALL / 2;
    }
  }

  @Override
  public Drawing draw(double width) {
    Map<String, Integer> layers = layers();
    int last = layers.values().stream().mapToInt(v -> v).max().orElse(0);
    var columns = new ArrayList<List<Node>>();
    for (int l = 0; l <= last; l++) {
      int layer = l;
      columns.add(
          nodes.stream()
              .filter(n -> layers.get(n.key()) == layer)
              .sorted(Comparator.comparing(Node::label))
              .toList());
    }
    int most = columns.stream().mapToInt(List::size).max().orElse(1);
    double height = Math.max(3, most) * (TALL + GAP) + 2 * GAP;
    Map<String, Box> boxes = placed(columns, width, height);
    var svg = new Svg();
    edges.forEach(e -> arrow(svg, boxes.get(e.from()), boxes.get(e.to()), e));
    boxes.values().forEach(b -> box(svg, b));
    return new Drawing(width, height, svg.toString());
  }

  /** The longest way from a node without causes; the outcome stands last. */
  private Map<String, Integer> layers() {
    var layer = new HashMap<String, Integer>();
    nodes.forEach(n -> layer.put(n.key(), 0));
    for (int pass = 0; pass < nodes.size(); pass++) {
      for (Edge e : edges) {
        if (!e.both() && layer.get(e.to()) <= layer.get(e.from())) {
          layer.put(e.to(), Math.min(nodes.size(), layer.get(e.from()) + 1));
        }
      }
    }
    return layer;
  }

  private static Map<String, Box> placed(List<List<Node>> columns, double width, double height) {
    var boxes = new HashMap<String, Box>();
    int count = columns.size();
    double room = Math.min(190, (width - 4) / count - 26);
    for (int c = 0; c < count; c++) {
      List<Node> column = columns.get(c);
      double wide =
          column.stream()
              .mapToDouble(
                  n ->
                      Math.max(Labels.width(n.label(), SIZE), Labels.width(n.role().word, 10)) + 18)
              .max()
              .orElse(40);
      wide = Math.min(wide, room);
      double x = count == 1 ? 2 : 2 + c * (width - 4 - wide) / (count - 1);
      boolean between = c > 0 && c < count - 1;
      double tall = column.size() * (TALL + GAP) - GAP;
      double top = between ? height - GAP - tall : (height - tall) / 2;
      for (int i = 0; i < column.size(); i++) {
        boxes.put(column.get(i).key(), new Box(column.get(i), x, top + i * (TALL + GAP), wide));
      }
    }
    return boxes;
  }

  private static void arrow(Svg svg, Box from, Box to, Edge e) {
    String look = e.both() || e.open() ? "line counterfactual" : "axis";
    double x1 = from.right();
    double x2 = to.x() - 7;
    double bend = Math.max(20, Math.abs(x2 - x1) / 2);
    String path =
        "M%s %sC%s %s %s %s %s %s"
            .formatted(
                Svg.number(x1),
                Svg.number(from.middle()),
                Svg.number(x1 + bend),
                Svg.number(from.middle()),
                Svg.number(x2 - bend),
                Svg.number(to.middle()),
                Svg.number(x2),
                Svg.number(to.middle()));
    svg.leaf("path", "d", path, "class", look + (e.open() ? " treated" : ""), "fill", "none");
    if (!e.both()) {
      String head = "M%s %sl-7 -4v8Z".formatted(Svg.number(x2 + 7), Svg.number(to.middle()));
      svg.leaf("path", "d", head, "class", e.open() ? "dot treated" : "dot counterfactual");
    }
  }

  private static void box(Svg svg, Box b) {
    String look =
        switch (b.node().role()) {
          case TREATMENT -> "paper whisker treated";
          case OUTCOME -> "paper whisker comparison";
          default -> "paper axis";
        };
    String dash = b.node().role() == Role.HIDDEN ? "4 3" : "none";
    svg.leaf(
        "rect",
        "x",
        b.x(),
        "y",
        b.y(),
        "width",
        b.wide(),
        "height",
        TALL,
        "rx",
        5,
        "class",
        look,
        "stroke-dasharray",
        dash,
        "style",
        "fill:var(--lg-paper)");
    boolean told = !b.node().role().word.isEmpty();
    double middle = b.x() + b.wide() / 2;
    String label = Labels.fit(b.node().label(), SIZE, b.wide() - 10);
    svg.text(middle, b.y() + (told ? 15 : 21), "tick strong", Anchor.MIDDLE, label);
    if (told) {
      String word = Labels.fit(b.node().role().word, 11, b.wide() - 6);
      svg.text(middle, b.y() + 28, "tick", Anchor.MIDDLE, word);
    }
  }
}
