package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

/** A forest through its stage, and a policy from its scores. */
class ForestAndPolicyStageTest {
  private static final int N = 2_000;

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = new TestContext(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  /** An effect of 1.5 where x is above 0 and -.5 elsewhere: the mean is .5. */
  private static Table rows(boolean flat) {
    var random = new SplittableRandom(21);
    double[] x = new double[N];
    double[] z = new double[N];
    long[] t = new long[N];
    double[] y = new double[N];
    for (int i = 0; i < N; i++) {
      x[i] = random.nextGaussian();
      z[i] = random.nextGaussian();
      t[i] = flat || random.nextDouble() < 1 / (1 + Math.exp(-0.5 * z[i])) ? 1 : 0;
      y[i] = z[i] + (x[i] > 0 ? 1.5 : -0.5) * t[i] + random.nextGaussian();
    }
    return Table.named("customers")
        .longs("id", LongStream.range(0, N).toArray())
        .doubles("x", x)
        .doubles("z", z)
        .longs("treated", t)
        .doubles("spent", y)
        .build();
  }

  private static CausalForestStage.Parameters forest() {
    return new CausalForestStage.Parameters(
        "customers",
        "spent",
        "treated",
        List.of("x", "z"),
        "id",
        Optional.empty(),
        200,
        5,
        3,
        4,
        Grade.ADJUSTED,
        Profile.DEFENDED);
  }

  private static PolicyStage.Parameters policy(List<String> features, int minLeaf) {
    return new PolicyStage.Parameters(
        "customers",
        "id",
        features,
        "effects_forest",
        "score",
        0.3,
        Optional.of("treated"),
        List.of("treated"),
        1,
        minLeaf,
        64,
        5,
        1);
  }

  private static double at(Table t, String key, String value, String column) {
    int row = List.of(t.texts(key)).indexOf(value);
    return t.doubles(column)[row];
  }

  @Test
  void whoRespondsIsFoundAndWhomItPaysForIsLearned() {
    context
        .input(rows(false))
        .run("forest", new CausalForestStage(), forest())
        .next()
        .run("whom", new PolicyStage(), policy(List.of("x", "z"), 100));
    Table estimates = context.read("estimates_forest");
    assertThat(List.of(estimates.texts("term")))
        .contains("ate", "att", "overlap", "blp(x)", "blp(z)", "rate", "qini")
        .contains("mean_forest_prediction", "differential_forest_prediction");
    double truth =
        Arrays.stream(rows(false).doubles("x"))
            .map(v -> v > 0 ? 1.5 : -0.5)
            .average()
            .orElseThrow();
    assertThat(truth)
        .isBetween(
            at(estimates, "term", "ate", "conf_low"), at(estimates, "term", "ate", "conf_high"));
    assertThat(at(estimates, "term", "rate", "conf_low")).isPositive();
    assertThat(at(context.read("importance_forest"), "feature", "x", "share")).isGreaterThan(0.6);
    Table policies = context.read("policies_whom");
    double learned = at(policies, "policy", "learned", "value");
    // half of them pay 1.5 - .3
    assertThat(learned).isCloseTo(0.6, within(0.12));
    assertThat(learned).isGreaterThan(at(policies, "policy", "all", "value") + 0.2);
    assertThat(at(policies, "policy", "learned", "treated_share")).isCloseTo(0.5, within(0.05));
    Table rules = context.read("policy_rules_whom");
    assertThat(rules.texts("action")).containsExactly("none", "treat");
    assertThat(rules.texts("rule")[1]).startsWith("x above ");
    assertThat(context.text("policy.sql")).contains("CASE").contains("x");
    assertThat(context.read("policy_differences_whom").rows()).isEqualTo(10);
    Table gains = context.read("estimates_whom");
    assertThat(at(gains, "term", "gain(learned over all)", "conf_low")).isPositive();
    assertThat(at(gains, "term", "gain(treated over previous)", "estimate")).isZero();
  }

  @Test
  void withoutAForestTheEstimatesSayWhy() {
    context.input(rows(true)).run("forest", new CausalForestStage(), forest());
    Table estimates = context.read("estimates_forest");
    assertThat(estimates.texts("missing_reason")).containsExactly("NO_VARIATION");
    assertThat(context.read("effects_forest").rows()).isZero();
  }

  @Test
  void fewRowsLearnNoPolicy() {
    context
        .input(rows(false))
        .run("forest", new CausalForestStage(), forest())
        .next()
        .run("whom", new PolicyStage(), policy(List.of("x"), 1_001));
    assertThat(context.read("policies_whom").rows()).isZero();
    assertThat(context.notes).anyMatch(n -> n.startsWith("No policy is learned: 2000 rows"));
  }

  @Test
  void unknownColumnsAreNamed() {
    context.input(rows(false)).run("forest", new CausalForestStage(), forest()).next();
    assertThatThrownBy(
            () -> context.run("whom", new PolicyStage(), policy(List.of("x", "income"), 100)))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e -> assertThat(e.problems().getFirst().name()).isEqualTo("customers.income"));
  }
}
