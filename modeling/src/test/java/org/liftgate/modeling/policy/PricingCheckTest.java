package org.liftgate.modeling.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.policy.PolicyTree.Learned;
import org.liftgate.modeling.policy.PolicyValues.Comparison;
import org.liftgate.modeling.tree.Cart;
import org.liftgate.modeling.tree.CateTree;
import org.liftgate.modeling.tree.CateTree.Interpreted;
import org.liftgate.modeling.tree.DecisionTree;
import org.liftgate.modeling.tree.EffectScores;

@DisplayName("Prices of the public sample, whose true response is known")
class PricingCheckTest {
  private static final List<String> NAMES =
      List.of(
          "account_age",
          "age",
          "avg_hours",
          "days_visited",
          "friends_count",
          "has_membership",
          "is_US",
          "songs_purchased",
          "income");
  private static final int INCOME = 8;
  private static final Workers WORKERS = Workers.of(2);

  private static double[][] x;
  private static double[] price;
  private static double[] demand;
  private static int n;

  @BeforeAll
  static void read() throws IOException {
    String folder = System.getenv("LIFTGATE_TEST_DATA");
    Assumptions.assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)), "LIFTGATE_TEST_DATA is not a folder");
    Path file = Path.of(folder, "pricing", "pricing_sample.csv");
    List<String> lines = Files.readAllLines(file);
    List<String> header = List.of(lines.get(0).split(","));
    double[][] rows =
        lines.stream()
            .skip(1)
            .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    n = rows.length;
    x = NAMES.stream().map(name -> column(rows, header.indexOf(name))).toArray(double[][]::new);
    price = column(rows, header.indexOf("price"));
    demand = column(rows, header.indexOf("demand"));
  }

  private static double[] column(double[][] rows, int at) {
    return Arrays.stream(rows).mapToDouble(r -> r[at]).toArray();
  }

  private static double demanded(int row, double price) {
    return (x[INCOME][row] < 1 ? -17 : -3) * price + 20 + .5 * x[2][row] + (x[3][row] > 4 ? 5 : 0);
  }

  private static double revenue(double upTo, double discounted, double other) {
    double[] prices = Arrays.stream(x[INCOME]).map(v -> v <= upTo ? discounted : other).toArray();
    return SimulatedRevenue.mean(prices, PricingCheckTest::demanded);
  }

  @Test
  void revenuesOfNamedPoliciesAreThoseOfTheOriginal() {
    double all = Double.POSITIVE_INFINITY;
    assertThat(revenue(.985, .9, 1)).isCloseTo(14.686241, within(1e-6));
    assertThat(SimulatedRevenue.mean(price, PricingCheckTest::demanded))
        .isCloseTo(14.349342, within(1e-6));
    assertThat(revenue(all, .9, 1)).isCloseTo(13.774469, within(1e-6));
    assertThat(revenue(all, 1, 1)).isCloseTo(14.294606, within(1e-6));
    assertThat(revenue(all, 1.1, 1)).isCloseTo(14.612670, within(1e-6));
    assertThat(revenue(.985, .9, 1.1)).isCloseTo(15.564411, within(1e-6));
    assertThat(revenue(1, .9, 1)).isCloseTo(14.6958, within(5e-5));
  }

  @Test
  void trueElasticitiesAreCutWhereTheResponseJumps() {
    double[] elasticity =
        IntStream.range(0, n)
            .mapToDouble(i -> (x[INCOME][i] < 1 ? -17 : -3) * price[i] / demanded(i, price[i]))
            .toArray();
    var root = new Cart(1, 50).regression(NAMES, x, elasticity).nodes().get(0);
    assertThat(root.feature()).isEqualTo(INCOME);
    assertThat(root.threshold()).isCloseTo(1, within(.002));
  }

  @Test
  void theBestDiscountUnderTheTrueResponseStopsAtIncomeOne() {
    double[] gain =
        IntStream.range(0, n).mapToDouble(i -> .9 * demanded(i, .9) - demanded(i, 1)).toArray();
    Learned learned =
        new PolicyTree(1, 50)
            .withReadableCuts()
            .learn(NAMES, x, Rewards.treatment(gain, 0), WORKERS);
    var root = learned.tree().nodes().get(0);
    assertThat(root.feature()).isEqualTo(INCOME);
    assertThat(root.threshold()).isCloseTo(1, within(.002));
    assertThat(learned.action(root.left())).isEqualTo(1);
    assertThat(14.294606 + learned.value()).isCloseTo(14.6958, within(5e-5));
  }

  /** Residuals of log demand and log price by trees of the other fold. */
  private static double[][] residuals() {
    var out = new double[2][n];
    double[][] logs = {
      Arrays.stream(demand).map(Math::log).toArray(), Arrays.stream(price).map(Math::log).toArray()
    };
    for (int fold = 0; fold < 2; fold++) {
      int here = fold;
      int[] there = IntStream.range(0, n).filter(i -> i % 2 != here).toArray();
      int[] own = IntStream.range(0, n).filter(i -> i % 2 == here).toArray();
      for (int k = 0; k < 2; k++) {
        DecisionTree tree =
            new Cart(7, 40).regression(NAMES, taken(x, there), taken(logs[k], there));
        double[] predicted = tree.predict(taken(x, own));
        for (int j = 0; j < own.length; j++) {
          out[k][own[j]] = logs[k][own[j]] - predicted[j];
        }
      }
    }
    return out;
  }

  private static double[][] taken(double[][] columns, int[] rows) {
    return Arrays.stream(columns).map(c -> taken(c, rows)).toArray(double[][]::new);
  }

  private static double[] taken(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> column[i]).toArray();
  }

  @Test
  void residualScoresFindTheCutWithoutTheTruth() {
    double[][] r = residuals();
    double scale = Arrays.stream(r[1]).map(v -> v * v).average().orElseThrow();
    double[] effect = IntStream.range(0, n).mapToDouble(i -> r[0][i] * r[1][i] / scale).toArray();
    int[] own = IntStream.range(0, n).toArray();
    var told =
        (Interpreted)
            new CateTree(new Cart(1, 200), false, true, 0, 1)
                .interpret(NAMES, x, effect, EffectScores.residuals(r[0], r[1], own));
    var root = told.tree().nodes().get(0);
    assertThat(root.feature()).isEqualTo(INCOME);
    assertThat(root.threshold()).isBetween(.95, 1.02);
    var low = (Estimate.Value) told.segments().get(0).effect();
    var high = (Estimate.Value) told.segments().get(1).effect();
    assertThat(low.value()).isBetween(-2.0, -1.4);
    assertThat(high.value()).isBetween(-.35, .1);
  }

  /** A tenth off earns (in logs) .1 x (-elasticity - 1), first order: linear in the dose. */
  @Test
  void policiesFromDataAloneRankAsTheTruthRanksThem() {
    double[][] r = residuals();
    double scale = Arrays.stream(r[1]).map(v -> v * v).average().orElseThrow();
    double[] gain =
        IntStream.range(0, n)
            .mapToDouble(i -> (-r[0][i] * r[1][i] / scale - 1) * demand[i])
            .toArray();
    Rewards rewards =
        Rewards.doses(gain, List.of("keep", "discount"), new double[] {0, .1}, new double[2]);
    int[] own = IntStream.range(0, n).toArray();
    var tree = new PolicyTree(1, 200).withReadableCuts();
    int[] chosen = tree.crossFitted(NAMES, x, rewards, own, 5, 1, WORKERS);
    Comparison c =
        PolicyValues.compare(
            rewards,
            own,
            List.of(
                NamedPolicy.all("none", 0, 2, n),
                NamedPolicy.all("all", 1, 2, n),
                NamedPolicy.rule("income <= 1", x[INCOME], 1, 1, 0, 2),
                NamedPolicy.assigned("tree", chosen, 2)));
    assertThat(c.differences().stream().filter(d -> d.first().equals("tree") && d.more()))
        .extracting(PolicyValues.Difference::second)
        .contains("none", "all");
    double[] prices = IntStream.range(0, n).mapToDouble(i -> chosen[i] == 1 ? .9 : 1).toArray();
    double earned = SimulatedRevenue.mean(prices, PricingCheckTest::demanded);
    assertThat(earned).isGreaterThan(14.66);
  }
}
