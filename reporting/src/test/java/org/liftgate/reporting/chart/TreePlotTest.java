package org.liftgate.reporting.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.liftgate.reporting.chart.TreePlot.Advice;
import org.liftgate.reporting.chart.TreePlot.Node;

@DisplayName("The drawn tree")
class TreePlotTest {
  private static final Pattern TEXT =
      Pattern.compile("<text x=\"([-.0-9]+)\" y=\"([-.0-9]+)\" class=\"([^\"]*)\">([^<]*)</text>");

  private static TreePlot plot(List<Node> nodes, double hurdle) {
    return new TreePlot(
        "tree",
        "Customers with an income at most 0.985 respond to price",
        "A tree of effects.",
        "Intervals hold all leaves at once in 95 of 100 samples.",
        "Change of demand in % for 1% of price",
        "customers",
        "no effect",
        hurdle,
        nodes);
  }

  private static Node node(int depth, String step, long n, double effect, double half, Advice a) {
    return new Node(
        depth,
        step,
        n,
        n / 10_000.0,
        Optional.of(new ForestPlot.Value(effect, effect - half, effect + half)),
        a);
  }

  private static List<Node> pricing() {
    return List.of(
        node(0, "everyone", 10_000, -.96, .03, Advice.NONE),
        node(1, "income at most 0.985", 5_012, -1.816, .04, Advice.NONE),
        node(2, "average hours per week at most 3.2", 3_104, -2.01, .06, Advice.TREAT),
        node(2, "average hours per week above 3.2", 1_908, -1.49, .3, Advice.TEST),
        node(1, "income above 0.985", 4_988, -.118, .02, Advice.NONE),
        node(2, "days visited at most 4", 4_980, -.12, .03, Advice.LEAVE),
        new Node(2, "days visited above 4", 8, .0008, Optional.empty(), Advice.TEST));
  }

  @Property(tries = 60)
  void wordsNeverTouch(
      @ForAll @LongRange(min = 0, max = 9_999) long seed,
      @ForAll @IntRange(min = 0, max = 5) int depth) {
    var random = new SplittableRandom(seed);
    var nodes = new ArrayList<Node>();
    grow(0, depth, random, nodes);
    double hurdle = random.nextBoolean() ? 0 : random.nextDouble(-2, 2);
    for (double width : new double[] {Charts.WIDE, Charts.NARROW}) {
      var drawing = plot(nodes, hurdle).draw(width);
      List<double[]> boxes = boxes(drawing.marks());
      for (int i = 0; i < boxes.size(); i++) {
        double[] a = boxes.get(i);
        assertThat(a[1]).isLessThanOrEqualTo(width + 1);
        assertThat(a[0]).isGreaterThanOrEqualTo(-1);
        assertThat(a[3]).isLessThanOrEqualTo(drawing.height());
        for (int j = 0; j < i; j++) {
          double[] b = boxes.get(j);
          boolean apart = a[1] <= b[0] || b[1] <= a[0] || a[3] <= b[2] || b[3] <= a[2];
          assertThat(apart).as("texts %d and %d at %s", i, j, width).isTrue();
        }
      }
    }
  }

  private static void grow(int depth, int deepest, SplittableRandom random, List<Node> nodes) {
    boolean leaf = depth == deepest || depth > 0 && random.nextInt(4) == 0;
    String words = "songs purchased last year by household ".repeat(1 + random.nextInt(3));
    Advice[] advice = {Advice.TREAT, Advice.LEAVE, Advice.TEST};
    nodes.add(
        node(
            depth,
            words + "above " + random.nextInt(100_000),
            random.nextInt(1_000_000),
            random.nextGaussian(),
            random.nextDouble(),
            leaf ? advice[random.nextInt(3)] : Advice.NONE));
    if (!leaf) {
      grow(depth + 1, deepest, random, nodes);
      grow(depth + 1, deepest, random, nodes);
    }
  }

  /** Left, right, top and bottom of each text, apart from those of the axis below. */
  private static List<double[]> boxes(String marks) {
    var out = new ArrayList<double[]>();
    var found = TEXT.matcher(marks);
    while (found.find()) {
      String css = found.group(3);
      if (css.contains("title")) {
        continue;
      }
      double size = css.contains("tick") ? 12 : 13;
      double width = Labels.width(found.group(4), size);
      double x = Double.parseDouble(found.group(1));
      double y = Double.parseDouble(found.group(2));
      double left = css.contains("end") ? x - width : css.contains("mid") ? x - width / 2 : x;
      out.add(new double[] {left, left + width, y - size * .75, y + 2});
    }
    return out;
  }

  @Test
  void everyFigureStandsInTheTable() {
    var rows = plot(pricing(), -1).data().rows();
    assertThat(rows).hasSize(7);
    assertThat(rows.get(2))
        .containsExactly(
            "average hours per week at most 3.2",
            "2",
            "3,104",
            "31%",
            "−2.010",
            "−2.070 to −1.950",
            "treat");
    assertThat(rows.get(6)).endsWith("–", "–", "test");
    assertThat(plot(pricing(), -1).draw(720).marks()).doesNotContain("NaN", "null");
  }

  @Test
  void aNodeMustFollowItsParent() {
    assertThatThrownBy(() -> plot(List.of(node(1, "a", 1, 0, 1, Advice.TEST)), 0))
        .hasMessage("node 0 (depth 1) must follow its parent");
    assertThatThrownBy(
            () ->
                plot(
                    List.of(node(0, "a", 1, 0, 1, Advice.NONE), node(2, "b", 1, 0, 1, Advice.TEST)),
                    0))
        .hasMessage("node 1 (depth 2) must follow its parent");
  }

  /** A page to look at: the tree and policies beside it, wide and narrow. */
  public static void main(String[] arguments) throws IOException {
    var policies =
        new ForestPlot(
            "policies",
            "The tree earns 0.32 more a customer than no discount",
            "Policies compared.",
            "10,000 customers, values on rows that no policy was learned from.",
            "Money per customer more than without a discount",
            0,
            List.of(
                policy("Discount for all", -.633, .033),
                policy("Discount for half, drawn", -.31, .02),
                policy("income at most 1", .320, .022),
                policy("Tree", .318, .022)));
    var page = new StringBuilder("<!doctype html><meta charset=utf-8><style>");
    page.append("body{margin:20px;background:var(--lg-paper)} svg{display:block;margin:0 0 24px}");
    page.append(Charts.css()).append("</style>");
    for (double width : new double[] {Charts.WIDE, Charts.NARROW}) {
      page.append(Charts.inline(plot(pricing(), -1), width, "-" + (int) width));
      page.append(Charts.inline(policies, width, "-" + (int) width));
    }
    Files.writeString(Path.of(arguments[0]), page);
    Files.writeString(Path.of(arguments[0] + ".svg"), Charts.standalone(plot(pricing(), -1)));
  }

  private static ForestPlot.Row policy(String name, double value, double half) {
    return new ForestPlot.Row(
        name,
        Optional.of(new ForestPlot.Value(value, value - half, value + half)),
        "",
        "",
        "",
        OptionalDouble.empty());
  }
}
