package org.liftgate.modeling.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.panel.Csv;
import org.liftgate.modeling.policy.PolicyTree.Learned;
import org.liftgate.modeling.tree.DecisionTree.Node;
import org.liftgate.modeling.tree.LeafRules;

class PolicyTreeTest {
  private static final List<String> NAMES = List.of("a", "b");
  private static final Workers WORKERS = Workers.of(2);

  private record Data(double[][] x, Rewards rewards) {}

  /** Two features with ties and rewards of some actions, all noise. */
  private static Data drawn(int n, int actions, long seed) {
    var random = new SplittableRandom(seed);
    var x = new double[2][n];
    var values = new double[actions][n];
    for (int i = 0; i < n; i++) {
      x[0][i] = random.nextInt(n) - n / 2;
      x[1][i] = random.nextInt(5);
      for (double[] v : values) {
        v[i] = random.nextGaussian();
      }
    }
    return new Data(
        x, new Rewards(IntStream.range(0, actions).mapToObj(a -> "a" + a).toList(), values));
  }

  @Property(tries = 120)
  void exactSearchFindsTheBestOfAllTrees(
      @ForAll @LongRange(min = 0, max = 99_999) long seed,
      @ForAll @IntRange(min = 1, max = 4) int actions,
      @ForAll @IntRange(min = 1, max = 4) int minLeaf,
      @ForAll @IntRange(min = 0, max = 2) int depth,
      @ForAll @IntRange(min = 1, max = 22) int n) {
    Data d = drawn(n, actions, seed);
    Learned learned = new PolicyTree(depth, minLeaf).learn(NAMES, d.x(), d.rewards(), WORKERS);
    int[] all = IntStream.range(0, n).toArray();
    double best = best(d, all, depth, minLeaf);
    assertThat(n * learned.value()).isCloseTo(best, within(1e-10));
    int[] assigned = learned.assign(d.x());
    double earned = IntStream.of(all).mapToDouble(i -> d.rewards().values()[assigned[i]][i]).sum();
    assertThat(earned).as("what the tree's own actions earn").isCloseTo(best, within(1e-10));
    for (Node node : learned.tree().nodes()) {
      assertThat(node.rows()).isGreaterThanOrEqualTo(Math.min(n, minLeaf));
    }
  }

  /** Every tree there is. */
  private static double best(Data d, int[] rows, int depth, int minLeaf) {
    double most =
        Arrays.stream(d.rewards().values())
            .mapToDouble(v -> IntStream.of(rows).mapToDouble(i -> v[i]).sum())
            .max()
            .orElseThrow();
    for (double[] column : depth == 0 ? new double[0][] : d.x()) {
      for (int c : rows) {
        int[] left = Arrays.stream(rows).filter(i -> column[i] <= column[c]).toArray();
        int[] right = Arrays.stream(rows).filter(i -> column[i] > column[c]).toArray();
        if (left.length >= minLeaf && right.length >= minLeaf) {
          most =
              Math.max(
                  most, best(d, left, depth - 1, minLeaf) + best(d, right, depth - 1, minLeaf));
        }
      }
    }
    return most;
  }

  @Property(tries = 30)
  void neitherTheOrderOfRowsNorMonotoneTransformsMatter(
      @ForAll @LongRange(min = 0, max = 99_999) long seed) {
    Data d = drawn(60, 2, seed);
    Learned learned = new PolicyTree(3, 4).learn(NAMES, d.x(), d.rewards(), WORKERS);
    int[] order = shuffled(60, seed);
    double[][] moved =
        Arrays.stream(d.x())
            .map(c -> Arrays.stream(order).mapToDouble(i -> Math.exp(c[i] / 9)).toArray())
            .toArray(double[][]::new);
    Learned other =
        new PolicyTree(3, 4).learn(NAMES, moved, d.rewards().take(order), Workers.of(1));
    int[] before = learned.tree().leaves(d.x());
    int[] after = other.tree().leaves(moved);
    for (int k = 0; k < 60; k++) {
      assertThat(after[k]).isEqualTo(before[order[k]]);
    }
    assertThat(other.value()).isCloseTo(learned.value(), within(1e-12));
  }

  private static int[] shuffled(int n, long seed) {
    var random = new SplittableRandom(seed + 1);
    int[] out = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = out[i];
      out[i] = out[j];
      out[j] = swap;
    }
    return out;
  }

  @Property(tries = 30)
  void deeperAndLookingFurtherNeverEarnsLess(@ForAll @LongRange(min = 0, max = 99_999) long seed) {
    Data d = drawn(80, 3, seed);
    double greedy = value(new PolicyTree(2, 5).greedy(), d);
    double exact = value(new PolicyTree(2, 5), d);
    assertThat(exact).isGreaterThanOrEqualTo(greedy - 1e-12);
    assertThat(value(new PolicyTree(4, 5), d)).isGreaterThanOrEqualTo(exact - 1e-12);
    assertThat(value(new PolicyTree(2, 5).withCuts(6), d)).isLessThanOrEqualTo(exact + 1e-12);
    assertThat(value(new PolicyTree(2, 5).withCuts(80), d)).isCloseTo(exact, within(1e-12));
  }

  private static double value(PolicyTree tree, Data d) {
    return tree.learn(NAMES, d.x(), d.rewards(), WORKERS).value();
  }

  @Test
  void aRuleThatOneCutCannotSeeIsFoundByLookingTwoAhead() {
    var x = new double[2][400];
    var score = new double[400];
    var random = new SplittableRandom(3);
    for (int i = 0; i < 400; i++) {
      x[0][i] = random.nextInt(2);
      x[1][i] = i % 2;
      score[i] = x[0][i] == x[1][i] ? 1 : -1;
    }
    Rewards rewards = Rewards.treatment(score, 0.5);
    Learned learned = new PolicyTree(2, 10).learn(NAMES, x, rewards, WORKERS);
    double share = Arrays.stream(score).filter(s -> s > 0).count() / 400.0;
    assertThat(learned.value()).isCloseTo(0.5 * share, within(1e-12));
    assertThat(learned.tree().nodes()).hasSize(7);
    assertThat(LeafRules.of(learned.tree()).get(2)).isEqualTo("a at most 0.5, b at most 0.5");
  }

  /**
   * Figures of EconML's SingleTreePolicyInterpreter. It goes on to cut below the root where both
   * sides do the same, at the first candidate (x4) or where rounding decides (x1); our greedy
   * search stops there, and the two trees decide alike. Exact search finds a better tree of depth
   * two.
   */
  @Test
  void policyOfTheReferenceInterpreter() throws IOException {
    JsonNode figures;
    try (var in = PolicyTreeTest.class.getResourceAsStream("/golden/cate.json")) {
      figures = new ObjectMapper().readTree(in).get("figures");
    }
    JsonNode value = figures.at("/SingleTreePolicyInterpreter/value");
    JsonNode model = figures.at("/LinearDML.binary/value");
    Csv csv = Csv.resource("cate.csv");
    List<String> names = List.of("x1", "x2", "x3", "x4", "x5");
    double[][] x = names.stream().map(csv::doubles).toArray(double[][]::new);
    var effect = new double[x[0].length];
    for (int i = 0; i < effect.length; i++) {
      effect[i] = model.at("/intercept/0").asDouble();
      for (int f = 0; f < 5; f++) {
        effect[i] += model.at("/coef/" + f).asDouble() * x[f][i];
      }
    }
    Rewards rewards = Rewards.treatment(effect, 1);
    Learned learned = new PolicyTree(2, 50).greedy().learn(names, x, rewards, WORKERS);
    assertThat(learned.value()).isCloseTo(value.at("/policy_value").asDouble(), within(1e-8));
    assertThat(learned.constant()[1])
        .isCloseTo(value.at("/always_treat/0").asDouble(), within(1e-8));
    double share = Arrays.stream(learned.assign(x)).average().orElse(0);
    assertThat(share).isCloseTo(value.at("/treat_share").asDouble(), within(1e-12));
    Node root = learned.tree().nodes().get(0);
    assertThat(root.feature()).isEqualTo(value.at("/feature/0").asInt());
    assertThat(root.threshold()).isCloseTo(value.at("/threshold/0").asDouble(), within(1e-12));
    assertThat(learned.tree().nodes()).hasSize(3);
    for (int i = 0; i < effect.length; i++) {
      boolean low = x[0][i] <= value.at("/threshold/0").asDouble();
      assertThat(learned.assign(x)[i]).isEqualTo(low ? 0 : 1);
    }
    double exact = new PolicyTree(2, 50).learn(names, x, rewards, WORKERS).value();
    assertThat(exact).as("the exact tree earns more").isCloseTo(0.237834781530, within(1e-10));
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                new PolicyTree(1, 1)
                    .learn(
                        List.of("a"),
                        new double[][] {{1, Double.NaN}},
                        Rewards.treatment(new double[] {1, 2}, 0),
                        WORKERS))
        .hasMessage("a must be finite in every row");
    assertThatThrownBy(() -> Rewards.treatment(new double[] {Double.NaN}, 0))
        .hasMessage("treat must be finite in every row");
  }
}
