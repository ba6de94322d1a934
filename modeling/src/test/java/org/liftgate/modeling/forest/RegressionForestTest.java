package org.liftgate.modeling.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.truth.Confounded;
import org.liftgate.modeling.truth.CrossSection;

class RegressionForestTest {
  private static final Workers ONE = Workers.of(1);

  /** One tree on all rows with all features and bins: nothing is left to chance. */
  private static final ForestOptions EXACT = new ForestOptions(1, 1_000, 1, 1, false, true, 1);

  private static double[][] columns(int n, int p, SplittableRandom random) {
    var x = new double[p][n];
    for (double[] column : x) {
      Arrays.setAll(column, _ -> random.nextGaussian());
    }
    return x;
  }

  private static double[] outcome(double[][] x, double noise, SplittableRandom random) {
    var y = new double[x[0].length];
    Arrays.setAll(y, i -> 2 * x[0][i] + (x[1][i] > 0 ? 3 : 0) + noise * random.nextGaussian());
    return y;
  }

  private static Forest grown(ForestOptions options, double[][] x, double[] y) {
    return (Forest) new RegressionForest(options, ONE).fit(x, y);
  }

  /** Least squared error over all features and thresholds, straight from the definition. */
  private static double[] bruteForce(double[][] x, double[] y, int minLeaf) {
    double best = Double.POSITIVE_INFINITY;
    var fitted = new double[y.length];
    for (double[] column : x) {
      for (double threshold : column) {
        int[] left = IntStream.range(0, y.length).filter(i -> column[i] <= threshold).toArray();
        int[] right = IntStream.range(0, y.length).filter(i -> column[i] > threshold).toArray();
        if (left.length < minLeaf || right.length < minLeaf) {
          continue;
        }
        double l = Arrays.stream(left).mapToDouble(i -> y[i]).average().orElseThrow();
        double r = Arrays.stream(right).mapToDouble(i -> y[i]).average().orElseThrow();
        double error =
            Arrays.stream(left).mapToDouble(i -> (y[i] - l) * (y[i] - l)).sum()
                + Arrays.stream(right).mapToDouble(i -> (y[i] - r) * (y[i] - r)).sum();
        if (error < best - 1e-9) {
          best = error;
          for (int i = 0; i < y.length; i++) {
            fitted[i] = column[i] <= threshold ? l : r;
          }
        }
      }
    }
    return fitted;
  }

  @Property(tries = 40)
  void aSplitIsTheBestOfAll(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    var random = new SplittableRandom(seed);
    double[][] x = columns(40, 3, random);
    x[1] = Arrays.stream(x[1]).map(Math::rint).toArray();
    double[] y = outcome(x, 1, random);
    Forest stump = grown(EXACT.withMinLeaf(14), x, y);
    assertThat(stump.trees().get(0).nodes().length).as("two leaves of 14 in 40").isEqualTo(3);
    assertThat(stump.predict(x, ONE).values()).containsExactly(bruteForce(x, y, 14), within(1e-9));
  }

  @Test
  void aFullTreeFollowsItsRows() {
    var random = new SplittableRandom(1);
    double[][] x = columns(200, 2, random);
    double[] y = outcome(x, 1, random);
    assertThat(grown(EXACT, x, y).predict(x, ONE).values()).containsExactly(y, within(1e-12));
  }

  @Test
  void leavesKeepTheirMinimum() {
    var random = new SplittableRandom(2);
    double[][] x = columns(500, 4, random);
    Forest forest = grown(EXACT.withMinLeaf(17), x, outcome(x, 1, random));
    var at = new int[500];
    var tree = forest.trees().get(0);
    tree.route(forest.features().codes(), 4, IntStream.range(0, 500).toArray(), 500, at);
    var sizes = new int[tree.nodes().length];
    Arrays.stream(at).forEach(node -> sizes[node]++);
    assertThat(Arrays.stream(at).allMatch(tree::isLeaf)).isTrue();
    assertThat(Arrays.stream(sizes).filter(s -> s > 0).min().orElseThrow()).isBetween(17, 33);
  }

  @Test
  void honestLeavesAreMeansOfRowsThatDidNotChooseTheSplits() {
    var random = new SplittableRandom(3);
    double[][] x = columns(300, 3, random);
    double[] y = outcome(x, 1, random);
    var options = EXACT.withHonesty().withMinLeaf(5);
    Forest forest = grown(options, x, y);
    var sample = new Sample(300, new int[0], options);
    sample.draw(TreeGrower.stream(1, 0), 0);
    int[] kept = Arrays.copyOf(sample.keptRows(), sample.kept());
    assertThat(kept).hasSize(150);
    assertThat(sample.growing()).isEqualTo(150);
    assertThat(
            IntStream.range(0, 150)
                .map(i -> sample.growingRows()[i])
                .filter(i -> contains(kept, i)))
        .isEmpty();
    var at = new int[300];
    Tree tree = forest.trees().get(0);
    tree.route(forest.features().codes(), 3, IntStream.range(0, 300).toArray(), 300, at);
    for (int node : Arrays.stream(at).distinct().toArray()) {
      double mean =
          Arrays.stream(kept)
              .filter(i -> at[i] == node)
              .mapToDouble(i -> y[i])
              .average()
              .orElseThrow();
      assertThat(tree.means()[node]).isCloseTo(mean, within(1e-12));
    }
  }

  private static boolean contains(int[] rows, int row) {
    return Arrays.stream(rows).anyMatch(i -> i == row);
  }

  @Test
  void pureNoiseIsNotPredictedOutOfBag() {
    var random = new SplittableRandom(4);
    double[][] x = columns(2_000, 5, random);
    double[] y = new double[2_000];
    Arrays.setAll(y, _ -> random.nextGaussian());
    Forest forest = grown(ForestOptions.standard(1), x, y);
    assertThat(r2(forest.outOfBag(ONE).values(), y)).isBetween(-0.3, 0.0);
    assertThat(r2(forest.predict(x, ONE).values(), y)).as("rows it has seen").isGreaterThan(0.1);
    double[] signal = outcome(x, 1, random);
    assertThat(r2(grown(ForestOptions.standard(1), x, signal).outOfBag(ONE).values(), signal))
        .isGreaterThan(0.75);
  }

  private static double r2(double[] predicted, double[] y) {
    double mean = Arrays.stream(y).average().orElseThrow();
    double left = 0;
    double total = 0;
    for (int i = 0; i < y.length; i++) {
      left += (y[i] - predicted[i]) * (y[i] - predicted[i]);
      total += (y[i] - mean) * (y[i] - mean);
    }
    return 1 - left / total;
  }

  @Test
  void aRowOutOfBagHasNotSpokenForItself() {
    var random = new SplittableRandom(5);
    double[][] x = columns(300, 3, random);
    double[] y = outcome(x, 1, random);
    var options = ForestOptions.standard(9).withMinLeaf(1);
    double[] before = grown(options, x, y).outOfBag(ONE).values();
    y[7] += 1e6;
    var after = grown(options, x, y).outOfBag(ONE);
    assertThat(Math.abs(after.values()[7] - before[7])).isLessThan(50);
    assertThat(after.trees()[7]).isBetween(20, 55);
  }

  @Property(tries = 20)
  void weightsAreRepeatedRows(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    var random = new SplittableRandom(seed);
    double[][] x = columns(60, 2, random);
    double[] y = outcome(x, 1, random);
    x[0] = Arrays.stream(x[0]).map(Math::rint).toArray();
    x[1] = Arrays.stream(x[1]).map(Math::rint).toArray();
    double[] weights = random.doubles(60, 1, 4).map(Math::floor).toArray();
    int[] repeated =
        IntStream.range(0, 60)
            .flatMap(i -> IntStream.range(0, (int) weights[i]).map(_ -> i))
            .toArray();
    double[][] longX =
        Arrays.stream(x)
            .map(c -> Arrays.stream(repeated).mapToDouble(i -> c[i]).toArray())
            .toArray(double[][]::new);
    double[] longY = Arrays.stream(repeated).mapToDouble(i -> y[i]).toArray();
    var weighted = (Forest) new RegressionForest(EXACT, ONE).fit(x, y, weights);
    Forest plain = grown(EXACT, longX, longY);
    assertThat(weighted.trees().get(0).nodes()[0])
        .as("feature and cut of the root")
        .isEqualTo(plain.trees().get(0).nodes()[0]);
    assertThat(weighted.predict(x, ONE).values())
        .containsExactly(plain.predict(x, ONE).values(), within(1e-9));
  }

  @Property(tries = 20)
  void orderOfFeaturesDoesNotMatter(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    var random = new SplittableRandom(seed);
    double[][] x = columns(150, 4, random);
    double[] y = outcome(x, 0.5, random);
    double[][] turned = {x[2], x[0], x[3], x[1]};
    var options = EXACT.withMinLeaf(10).withFraction(0.7).withTrees(5);
    double[] expected = grown(options, x, y).predict(x, ONE).values();
    assertThat(grown(options, turned, y).predict(turned, ONE).values())
        .containsExactly(expected, within(1e-12));
  }

  @Test
  void threadsDoNotMatterSeedsDo() {
    var random = new SplittableRandom(6);
    double[][] x = columns(6_000, 5, random);
    double[] y = outcome(x, 1, random);
    var options = ForestOptions.standard(3).withTrees(30);
    double[] one = grown(options, x, y).outOfBag(ONE).values();
    var four = (Forest) new RegressionForest(options, Workers.of(4)).fit(x, y);
    assertThat(four.outOfBag(Workers.of(3)).values()).isEqualTo(one);
    assertThat(grown(ForestOptions.standard(4).withTrees(30), x, y).outOfBag(ONE).values())
        .isNotEqualTo(one);
  }

  @Test
  void constantsAndTiesAreNoTrouble() {
    var random = new SplittableRandom(7);
    double[][] x = columns(400, 3, random);
    double[] y = outcome(x, 1, random);
    double[][] more = {x[0], new double[400], x[1], x[2]};
    assertThat(grown(EXACT.withMinLeaf(9), more, y).predict(more, ONE).values())
        .containsExactly(grown(EXACT.withMinLeaf(9), x, y).predict(x, ONE).values(), within(0.0));
    double[][] coins = {Arrays.stream(x[0]).map(v -> v > 0 ? 1 : 0).toArray()};
    double[] values = grown(EXACT, coins, y).predict(coins, ONE).values();
    assertThat(Arrays.stream(values).distinct()).hasSize(2);
    double[][] flat = {new double[400]};
    double mean = Arrays.stream(y).average().orElseThrow();
    assertThat(grown(EXACT, flat, y).predict(flat, ONE).values()[0]).isCloseTo(mean, within(1e-12));
    var same = new double[400];
    Arrays.fill(same, 5);
    assertThat(grown(EXACT, x, same).trees().get(0).nodes()).hasSize(1);
  }

  /** Small nodes look at codes by eights: flags and counts must not vanish there. */
  @Test
  void featuresOfFewValuesSplitSmallNodesToo() {
    var random = new SplittableRandom(12);
    double[] flag = IntStream.range(0, 60).mapToDouble(i -> random.nextInt(2)).toArray();
    double[] y = IntStream.range(0, 60).mapToDouble(i -> 7 * flag[i]).toArray();
    Forest forest = grown(new ForestOptions(1, 1, 1, 1, false, false, 1), new double[][] {flag}, y);
    assertThat(forest.predict(new double[][] {flag}, ONE).values()).containsExactly(y);
    byte[] flags = new byte[60];
    IntStream.range(0, 60).forEach(i -> flags[i] = (byte) flag[i]);
    var noise = BinnedFeatures.of(columns(60, 1, random), ONE);
    var both =
        (Forest)
            new RegressionForest(new ForestOptions(1, 2, 1, 1, false, false, 1), ONE)
                .fit(noise.plus(flags), y);
    assertThat(both.predict(noise.plus(flags), ONE).values()).containsExactly(y);
    int[] some = {5, 3, 8};
    assertThat(both.predict(noise.plus(flags).take(some), ONE).values())
        .containsExactly(y[5], y[3], y[8]);
  }

  @Test
  void depthIsTheNumberOfSplitsOnTheWay() {
    var random = new SplittableRandom(13);
    double[][] x = columns(500, 3, random);
    Forest forest = grown(EXACT.withDepth(2), x, outcome(x, 1, random));
    assertThat(forest.trees().get(0).nodes()).hasSize(7);
  }

  @Test
  void scalesFarApartAreSplitAlike() {
    var random = new SplittableRandom(8);
    double[][] x = columns(300, 2, random);
    double[] y = outcome(x, 1, random);
    double[][] scaled = {
      Arrays.stream(x[0]).map(v -> 1e9 * v).toArray(),
      Arrays.stream(x[1]).map(v -> 1e-9 * v).toArray()
    };
    assertThat(grown(EXACT.withMinLeaf(9), scaled, y).predict(scaled, ONE).values())
        .containsExactly(grown(EXACT.withMinLeaf(9), x, y).predict(x, ONE).values(), within(0.0));
  }

  @Test
  void whatIsMissingIsRefusedByName() {
    double[][] x = {{1, 2, Double.NaN, 4}};
    var forest = new RegressionForest(EXACT, ONE);
    var refused = (ForestFit.Refused) forest.fit(x, new double[4]);
    assertThat(refused.reason()).isEqualTo(Reason.NOT_FINITE);
    assertThat(refused.detail()).isEqualTo("Feature 0 is missing or infinite in row 2.");
    var outcome = forest.fit(new double[][] {{1, 2}}, new double[] {1, Double.NaN});
    assertThat(((ForestFit.Refused) outcome).detail()).contains("outcome").contains("row 1");
    var weight = forest.fit(new double[][] {{1, 2}}, new double[2], new double[] {1, 0});
    assertThat(((ForestFit.Refused) weight).detail()).contains("weight of row 1");
    assertThat(((ForestFit.Refused) forest.fit(new double[][] {{1}}, new double[1])).reason())
        .isEqualTo(Reason.NO_ROWS);
  }

  @Test
  void treesDrawFewerOfManyRows() {
    assertThat(ForestOptions.standard(1, 1_000)).isEqualTo(ForestOptions.standard(1));
    assertThat(ForestOptions.standard(1, 3_000).fraction()).isEqualTo(0.5);
    assertThat(ForestOptions.standard(1, 1_000_000).fraction()).isEqualTo(0.3);
  }

  @Test
  void twoForestsFindEffectsThatDiffer() {
    CrossSection s = new Confounded(8_000, 0, 0, 0, 1, 1).draw(2);
    var learner = new TLearner(new RegressionForest(ForestOptions.standard(1), Workers.all()));
    var effects = (TLearner.Conditional) learner.fit(s.covariates(), s.treated(), s.outcome());
    double[] truth = Arrays.stream(s.covariates()[0]).map(v -> 1 + v).toArray();
    assertThat(r2(effects.values(), truth)).isGreaterThan(0.7);
    var sized = new TLearner(new RegressionForest(ForestOptions.standard(1, 4_000), Workers.all()));
    var nearer = (TLearner.Conditional) sized.fit(s.covariates(), s.treated(), s.outcome());
    assertThat(r2(nearer.values(), truth)).isGreaterThan(r2(effects.values(), truth));
    var none = learner.fit(s.covariates(), new byte[8_000], s.outcome());
    assertThat(((TLearner.Refused) none).reason()).isEqualTo(Reason.EMPTY_ARM);
  }
}
