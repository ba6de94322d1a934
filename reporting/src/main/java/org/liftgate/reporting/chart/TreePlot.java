package org.liftgate.reporting.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * A decision tree on its side: one row for each node, branches at the left, effects with their
 * intervals on one axis at the right. What a leaf advises is a word and a shape.
 *
 * @param unit what is counted, as a plural
 * @param nothing what zero means, in words
 * @param hurdle effect at which the treatment pays
 * @param nodes in preorder: a node, its first branch, its second
 */
public record TreePlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    String unit,
    String nothing,
    double hurdle,
    List<Node> nodes)
    implements Plot {

  /** What to do with a leaf. */
  public enum Advice {
    TREAT("treat", "accept"),
    LEAVE("leave", "reject"),
    TEST("test", "inconclusive"),
    /** Of a node that is no leaf. */
    NONE("", "");

    private final String word;
    private final String mark;

    Advice(String word, String mark) {
      this.word = word;
      this.mark = mark;
    }
  }

  /**
   * @param depth cuts above the node; 0 for the root
   * @param step the last cut, such as {@code income at most 0.985}
   * @param count of the rows
   * @param share of all rows
   * @param value empty where there is none
   */
  public record Node(
      int depth,
      String step,
      long count,
      double share,
      Optional<ForestPlot.Value> value,
      Advice advice) {}

  private static final double INDENT = 20;
  private static final double AXIS = 50;
  private static final double LINE = 15;
  private static final double SIZE = 13;
  private static final double GAP = 10;
  private static final String MISSING = "not estimable";

  public TreePlot {
    nodes = List.copyOf(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      int depth = nodes.get(i).depth();
      if (i == 0 ? depth != 0 : depth < 1 || depth > nodes.get(i - 1).depth() + 1) {
        throw new IllegalArgumentException(
            "node %d (depth %d) must follow its parent".formatted(i, depth));
      }
    }
  }

  @Override
  public Data data() {
    return new Data(
        List.of("Node", "Depth", capital(unit), "Share", "Effect", "95% interval", "Advice"),
        nodes.stream().map(TreePlot::cells).toList());
  }

  private static List<String> cells(Node n) {
    return List.of(
        n.step(),
        Numbers.count(n.depth()),
        Numbers.count(n.count()),
        Numbers.percent(n.share()),
        n.value().map(v -> Numbers.effect(v.estimate(), v.error())).orElse(Numbers.NONE),
        n.value().map(v -> Numbers.range(v.low(), v.high(), v.error())).orElse(Numbers.NONE),
        n.advice().word.isEmpty() ? Numbers.NONE : n.advice().word);
  }

  private static String capital(String word) {
    return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Where everything goes at a width. */
  private record Layout(
      boolean narrow, double text, double from, double to, double words, List<List<String>> steps) {
    double height(int i) {
      double lines = LINE * (steps.get(i).size() + 1);
      return narrow ? lines + 42 : lines + 14;
    }
  }

  private Layout layout(double width) {
    boolean narrow = width < 500;
    double words =
        14
            + Arrays.stream(Advice.values())
                .mapToDouble(a -> Labels.width(a.word, 14))
                .max()
                .orElse(0);
    double text = narrow ? width - words : width * .44;
    var steps =
        nodes.stream()
            .map(n -> Labels.lines(n.step(), SIZE, Math.max(60, text - left(n) - 10), 3))
            .toList();
    return narrow
        ? new Layout(true, text, 14, width - 14, words, steps)
        : new Layout(false, text, text + 10, width - words - 12, words, steps);
  }

  /** Where a node's text starts: the tree takes its columns, however deep, from a fixed room. */
  private double left(Node n) {
    return 16 + indent() * n.depth();
  }

  private double indent() {
    int deepest = nodes.stream().mapToInt(Node::depth).max().orElse(0);
    return deepest == 0 ? INDENT : Math.min(INDENT, 120.0 / deepest);
  }

  @Override
  public Drawing draw(double width) {
    var svg = new Svg();
    Layout at = layout(width);
    var tops = new double[nodes.size() + 1];
    tops[0] = top();
    for (int i = 0; i < nodes.size(); i++) {
      tops[i + 1] = tops[i] + at.height(i);
    }
    double bottom = tops[nodes.size()];
    boolean any = nodes.stream().anyMatch(n -> n.value().isPresent());
    Ticks ticks = ticks(at.to() - at.from());
    var scale = new Scale(ticks.low(), ticks.high(), at.from(), at.to());
    if (any) {
      axis(svg, scale, ticks, bottom, width);
    }
    for (int i = 0; at.narrow() && i < nodes.size(); i++) {
      double high = LINE * (at.steps().get(i).size() + 1) + 8;
      svg.leaf("rect", "x", 0, "y", tops[i], "width", width, "height", high, "class", "paper");
    }
    branches(svg, tops);
    for (int i = 0; i < nodes.size(); i++) {
      node(svg, at, i, tops[i], width);
      if (any) {
        double y = at.narrow() ? tops[i + 1] - 18 : (tops[i] + tops[i + 1]) / 2;
        effect(svg, scale, nodes.get(i), y);
      }
    }
    return new Drawing(width, bottom + (any ? AXIS : 4), svg.toString());
  }

  private void node(Svg svg, Layout at, int i, double top, double width) {
    Node n = nodes.get(i);
    double left = left(n);
    boolean leaf = n.advice() != Advice.NONE;
    dot(svg, left - GAP, top + 12, leaf);
    List<String> lines = at.steps().get(i);
    double y = top + 16;
    for (String line : lines) {
      svg.text(left, y, leaf ? "label strong" : "label", Anchor.START, line);
      y += LINE;
    }
    String count = Numbers.count(n.count()) + " " + unit + ", " + Numbers.percent(n.share());
    double room = at.text() - left - 4;
    svg.text(left, y, "tick", Anchor.START, Labels.fit(count, Frame.TICK, room));
    if (leaf) {
      double middle = at.narrow() ? top + 16 : top + at.height(i) / 2 + 4.5;
      String css = "verdict " + VerdictMark.css(n.advice().mark);
      svg.text(
          at.narrow() ? width : width - at.words() + 8,
          middle,
          css,
          at.narrow() ? Anchor.END : Anchor.START,
          n.advice().word);
    }
  }

  /** A square where the tree goes on, a full circle where it ends. */
  private static void dot(Svg svg, double x, double y, boolean leaf) {
    if (leaf) {
      svg.leaf("circle", "cx", x, "cy", y, "r", 3.5, "class", "dot counterfactual");
    } else {
      svg.leaf("rect", "x", x - 3.5, "y", y - 3.5, "width", 7, "height", 7, "class", "open");
    }
  }

  /** A line down from each node to its children. */
  private void branches(Svg svg, double[] tops) {
    for (int i = 0; i < nodes.size(); i++) {
      double x = left(nodes.get(i)) - GAP;
      for (int child : children(i)) {
        double y = tops[child] + 12;
        svg.line(x, tops[i] + 16, x, y, "axis");
        svg.line(x, y, left(nodes.get(child)) - GAP - 4, y, "axis");
      }
    }
  }

  private List<Integer> children(int parent) {
    var out = new ArrayList<Integer>();
    int depth = nodes.get(parent).depth();
    for (int i = parent + 1; i < nodes.size() && nodes.get(i).depth() > depth; i++) {
      if (nodes.get(i).depth() == depth + 1) {
        out.add(i);
      }
    }
    return out;
  }

  private void axis(Svg svg, Scale scale, Ticks ticks, double bottom, double width) {
    double top = top();
    var frame = new Frame(svg, scale, new Scale(0, 1, bottom, top - 4));
    ticks.values().forEach(v -> svg.line(scale.at(v), top - 4, scale.at(v), bottom, "grid"));
    frame.horizontal(ticks, xTitle);
    svg.line(scale.at(0), top - 10, scale.at(0), bottom, "zero");
    over(svg, scale.at(0), top - 16, nothing, width);
    if (hurdle != 0) {
      svg.line(scale.at(hurdle), 20, scale.at(hurdle), bottom, "hurdle");
      over(svg, scale.at(hurdle), 14, "pays from " + Numbers.plain(hurdle), width);
    }
  }

  /** Words over a line, moved aside where they would leave the picture. */
  private static void over(Svg svg, double x, double y, String words, double width) {
    double half = Labels.width(words, Frame.TICK) / 2;
    double at = Math.clamp(x, half, Math.max(half, width - half));
    svg.text(at, y, "tick note", Anchor.MIDDLE, words);
  }

  /** Room for the words of the lines, those of break-even above those of zero. */
  private double top() {
    return hurdle == 0 ? 34 : 50;
  }

  private void effect(Svg svg, Scale scale, Node n, double y) {
    boolean leaf = n.advice() != Advice.NONE;
    if (n.value().isEmpty()) {
      svg.open("g", "class", "mark");
      VerdictMark.draw(svg, "not-estimable", scale.from() + 8, y, 5);
      svg.close("g");
      double x = scale.from() + 18;
      double room = Labels.width(MISSING, Frame.TICK);
      svg.leaf("rect", "x", x, "y", y - 9, "width", room + 6, "height", 18, "class", "paper");
      svg.text(x + 3, y + 4, "tick note", Anchor.START, MISSING);
      return;
    }
    ForestPlot.Value v = n.value().get();
    String css = leaf ? "whisker " + VerdictMark.css(n.advice().mark) : "whisker";
    svg.line(scale.clamped(v.low()), y, scale.clamped(v.high()), y, css);
    svg.open("g", "class", "mark");
    if (leaf) {
      VerdictMark.draw(svg, n.advice().mark, scale.clamped(v.estimate()), y, 5);
    } else {
      double x = scale.clamped(v.estimate());
      svg.leaf("rect", "x", x - 3.5, "y", y - 3.5, "width", 7, "height", 7, "class", "open");
    }
    svg.close("g");
  }

  private Ticks ticks(double width) {
    double low = Math.min(0, hurdle);
    double high = Math.max(0, hurdle);
    for (Node n : nodes) {
      low = Math.min(low, n.value().map(ForestPlot.Value::low).orElse(low));
      high = Math.max(high, n.value().map(ForestPlot.Value::high).orElse(high));
    }
    return Ticks.around(low, high, (int) Math.clamp(width / 60, 3, 7));
  }
}
