package org.liftgate.modeling.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.liftgate.modeling.tree.DecisionTree.Node;

class CartTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  /** Features with ties, an outcome that depends on two of them. */
  private static double[][] drawn(int n, SplittableRandom random) {
    var x = new double[4][n];
    for (int i = 0; i < n; i++) {
      x[0][i] = random.nextInt(12) - 6;
      x[1][i] = random.nextGaussian();
      x[2][i] = random.nextInt(3);
      x[3][i] = x[0][i] * (x[1][i] > 0 ? 1 : -1) + random.nextGaussian();
    }
    return x;
  }

  private static double[][] features(double[][] drawn) {
    return Arrays.copyOf(drawn, 3);
  }

  @Property(tries = 60)
  void aCutIsTheBestOfAll(
      @ForAll @LongRange(min = 0, max = 99_999) long seed,
      @ForAll @IntRange(min = 1, max = 9) int minLeaf) {
    double[][] d = drawn(40, new SplittableRandom(seed));
    double[][] x = features(d);
    DecisionTree tree = new Cart(1, minLeaf).regression(NAMES, x, d[3]);
    double best = squares(d[3], _ -> true);
    for (double[] column : x) {
      for (double c : column) {
        long left = Arrays.stream(column).filter(v -> v <= c).count();
        if (left >= minLeaf && 40 - left >= minLeaf) {
          double[] y = d[3];
          best = Math.min(best, squares(y, i -> column[i] <= c) + squares(y, i -> column[i] > c));
        }
      }
    }
    double ours =
        Arrays.stream(tree.leaves())
            .mapToObj(k -> tree.nodes().get(k))
            .mapToDouble(l -> l.rows() * l.impurity())
            .sum();
    assertThat(ours).isCloseTo(best, within(1e-8));
  }

  private static double squares(double[] y, java.util.function.IntPredicate in) {
    double[] some = IntStream.range(0, y.length).filter(in).mapToDouble(i -> y[i]).toArray();
    double mean = Arrays.stream(some).average().orElse(0);
    return Arrays.stream(some).map(v -> (v - mean) * (v - mean)).sum();
  }

  @Property(tries = 40)
  void theOrderOfRowsDoesNotMatter(@ForAll @LongRange(min = 0, max = 99_999) long seed) {
    var random = new SplittableRandom(seed);
    double[][] d = drawn(200, random);
    int[] order = RadixOrder.of(random.doubles(200).toArray());
    double[][] moved =
        Arrays.stream(d)
            .map(c -> Arrays.stream(order).mapToDouble(i -> c[i]).toArray())
            .toArray(double[][]::new);
    DecisionTree tree = new Cart(5, 3).regression(NAMES, features(d), d[3]);
    DecisionTree other = new Cart(5, 3).regression(NAMES, features(moved), moved[3]);
    assertThat(other.nodes()).usingRecursiveComparison().isEqualTo(tree.nodes());
  }

  @Property(tries = 40)
  void monotoneTransformsDoNotChangePartitions(
      @ForAll @LongRange(min = 0, max = 99_999) long seed) {
    double[][] d = drawn(200, new SplittableRandom(seed));
    double[][] x = features(d);
    double[][] bent =
        Arrays.stream(x)
            .map(c -> Arrays.stream(c).map(v -> Math.exp(v / 3) - 7).toArray())
            .toArray(double[][]::new);
    int[] leaves = new Cart(4, 5).regression(NAMES, x, d[3]).leaves(x);
    assertThat(new Cart(4, 5).regression(NAMES, bent, d[3]).leaves(bent)).isEqualTo(leaves);
  }

  @Property(tries = 40)
  void readableCutsKeepEveryRowInItsLeaf(@ForAll @LongRange(min = 0, max = 99_999) long seed) {
    double[][] d = drawn(150, new SplittableRandom(seed));
    double[][] x = features(d);
    DecisionTree tree = new Cart(5, 2).regression(NAMES, x, d[3]);
    assertThat(ReadableCuts.of(tree, x).leaves(x)).isEqualTo(tree.leaves(x));
  }

  @Test
  void cutsArePrintedAsPeopleWouldSayThem() {
    assertThat(ReadableCuts.shortest(0.98497, 0.98512, 0.985045)).isEqualTo(0.985);
    assertThat(ReadableCuts.shortest(4, 5, 4.5)).isEqualTo(4);
    assertThat(ReadableCuts.shortest(-0.3, 0.9, 0.3)).isEqualTo(0);
    assertThat(ReadableCuts.shortest(1234, 1290, 1262)).isEqualTo(1260);
    assertThat(ReadableCuts.shortest(1, Math.nextUp(1.0), 1)).isEqualTo(1);
  }

  @Test
  void rulesMergeBoundsOfOneFeature() {
    var nodes =
        List.of(
            new Node(0, 0.985, 1, 4, 9, new double[1], 0),
            new Node(0, -1e-7, 2, 3, 5, new double[1], 0),
            new Node(DecisionTree.NONE, 0, 2, 2, 2, new double[1], 0),
            new Node(DecisionTree.NONE, 0, 3, 3, 3, new double[1], 0),
            new Node(DecisionTree.NONE, 0, 4, 4, 4, new double[1], 0));
    assertThat(LeafRules.of(new DecisionTree(List.of("income"), nodes)))
        .containsExactly(
            "everyone",
            "income at most 0.985",
            "income at most -0.0000001",
            "income above -0.0000001 and at most 0.985",
            "income above 0.985");
  }

  @Test
  void nothingToGainIsALeafAndARowWithoutAValueHasNone() {
    double[][] x = {{1, 2, 3, 4}};
    assertThat(new Cart(3, 1).regression(List.of("a"), x, new double[] {5, 5, 5, 5}).nodes())
        .hasSize(1);
    DecisionTree tree = new Cart(1, 1).regression(List.of("a"), x, new double[] {0, 0, 1, 1});
    assertThat(tree.nodes().get(0).threshold()).isEqualTo(2.5);
    assertThat(tree.leaf(new double[][] {{Double.NaN}}, 0)).isEqualTo(DecisionTree.NONE);
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                new Cart(2, 1)
                    .regression(
                        List.of("a", "b"),
                        new double[][] {{1, Double.NaN}, {1}},
                        new double[] {1, Double.POSITIVE_INFINITY}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a must be finite in every row\nb (1 rows) must have 2 rows\n"
                + "y must be finite in every row");
  }

  @Test
  void importanceGoesToWhatMatters() {
    double[][] d = drawn(2_000, new SplittableRandom(4));
    double[][] x = features(d);
    DecisionTree tree = new Cart(4, 20).regression(NAMES, x, d[3]);
    double[] shares = Importance.impurity(tree);
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
    assertThat(shares[2]).isLessThan(0.02);
    double[][] fresh = drawn(2_000, new SplittableRandom(5));
    Importance.Rise[] rises =
        Importance.permutation(features(fresh), fresh[3], tree::predict, 5, 1);
    assertThat(rises[0].mean()).isGreaterThan(5);
    assertThat(rises[1].mean()).isGreaterThan(5);
    assertThat(Math.abs(rises[2].mean())).isLessThan(0.1);
    assertThat(rises[0].deviation()).isPositive();
  }
}
