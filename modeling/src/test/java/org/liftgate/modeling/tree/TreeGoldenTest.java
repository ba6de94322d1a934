package org.liftgate.modeling.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.panel.Csv;
import org.liftgate.modeling.tree.DecisionTree.Node;

@DisplayName("Trees of scikit-learn and EconML, figure by figure")
class TreeGoldenTest {
  private static final double TOLERANCE = 1e-8;
  private static final List<String> NAMES = List.of("x1", "x2", "x3", "x4", "x5");
  private static JsonNode figures;
  private static Csv csv;

  @BeforeAll
  static void read() throws IOException {
    try (var in = TreeGoldenTest.class.getResourceAsStream("/golden/cate.json")) {
      figures = new ObjectMapper().readTree(in).get("figures");
    }
    csv = Csv.resource("cate.csv");
  }

  static double[][] features() {
    return NAMES.stream().map(csv::doubles).toArray(double[][]::new);
  }

  /** Effects of the linear model that the interpreters were given. */
  static double[] effects() {
    JsonNode model = figures.at("/LinearDML.binary/value");
    double[][] x = features();
    var out = new double[x[0].length];
    Arrays.fill(out, model.at("/intercept/0").asDouble());
    for (int f = 0; f < x.length; f++) {
      double slope = model.at("/coef/" + f).asDouble();
      for (int i = 0; i < out.length; i++) {
        out[i] += slope * x[f][i];
      }
    }
    return out;
  }

  @Test
  void regression() {
    same(
        new Cart(4, 20).likeScikitLearn().regression(NAMES, features(), csv.doubles("y")),
        "cart.regression");
  }

  @Test
  void gini() {
    same(
        new Cart(3, 20).likeScikitLearn().classification(NAMES, features(), csv.ints("t")),
        "cart.gini");
  }

  @Test
  void effectsByOneTree() {
    same(new Cart(3, 50).likeScikitLearn().regression(NAMES, features(), effects()), "cate_tree");
  }

  @Test
  void interpreterOfEffects() {
    var interpreter = new CateTree(new Cart(3, 50).likeScikitLearn(), false, false, 0, 1);
    double[] effects = effects();
    int[] own = IntStream.range(0, effects.length).toArray();
    var told =
        (CateTree.Interpreted)
            interpreter.interpret(
                NAMES, features(), effects, EffectScores.doublyRobust(effects, own));
    same(told.tree(), "SingleTreeCateInterpreter");
    JsonNode value = figures.at("/SingleTreeCateInterpreter/value");
    for (int k = 0; k < told.nodes().size(); k++) {
      var node = told.nodes().get(k);
      assertThat(node.mean()).isCloseTo(value.at("/node_mean/" + k).asDouble(), within(TOLERANCE));
      assertThat(node.deviation())
          .isCloseTo(value.at("/node_std/" + k).asDouble(), within(TOLERANCE));
      assertThat(((Estimate.Value) node.effect()).value())
          .isCloseTo(node.mean(), within(TOLERANCE));
    }
  }

  @Test
  void boosting() {
    double[][] x = features();
    double[] y = csv.doubles("y");
    double[] p =
        new ExactBoosting(20, new Cart(3, 1).likeScikitLearn(), 0.1).fit(NAMES, x, y).predict(x);
    JsonNode value = figures.at("/gbrt/value");
    for (int i = 0; i < 5; i++) {
      assertThat(p[i]).isCloseTo(value.at("/p5/" + i).asDouble(), within(TOLERANCE));
    }
    double mse =
        IntStream.range(0, y.length).mapToDouble(i -> Math.pow(y[i] - p[i], 2)).average().orElse(0);
    assertThat(mse).isCloseTo(value.at("/mse").asDouble(), within(TOLERANCE));
  }

  private static void same(DecisionTree tree, String figure) {
    JsonNode value = figures.get(figure).get("value");
    assertThat(tree.nodes()).hasSize(value.get("feature").size());
    for (int k = 0; k < tree.nodes().size(); k++) {
      Node node = tree.nodes().get(k);
      String at = figure + " node " + k;
      boolean leaf = value.at("/feature/" + k).asInt() == -2;
      assertThat(node.isLeaf()).as(at).isEqualTo(leaf);
      assertThat(node.rows()).as(at).isEqualTo(value.at("/n/" + k).asInt());
      if (!leaf) {
        assertThat(node.feature()).as(at).isEqualTo(value.at("/feature/" + k).asInt());
        assertThat(node.left()).as(at).isEqualTo(value.at("/left/" + k).asInt());
        assertThat(node.right()).as(at).isEqualTo(value.at("/right/" + k).asInt());
        assertThat(node.threshold()).as(at).isEqualTo(value.at("/threshold/" + k).asDouble());
      }
      for (int m = 0; m < node.value().length; m++) {
        assertThat(node.value()[m])
            .as(at)
            .isCloseTo(value.at("/value/" + k + "/" + m).asDouble(), within(TOLERANCE));
      }
    }
  }
}
