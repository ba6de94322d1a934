package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.learn.NamedLearner;
import org.liftgate.testing.TestContext;

/** Trials of an effect through the stage. */
class RefitStageTest {
  private static final int N = 600;
  private static final double EFFECT = -1;

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

  /** A strong common cause x, a weak one z, and an outcome of its own that nothing moves. */
  private static Table rows(double spread) {
    var random = new SplittableRandom(17);
    double[] x = new double[N];
    double[] z = new double[N];
    double[] t = new double[N];
    double[] y = new double[N];
    double[] other = new double[N];
    for (int i = 0; i < N; i++) {
      x[i] = random.nextGaussian();
      z[i] = random.nextGaussian();
      t[i] = 0.2 * x[i] + 0.02 * z[i] + spread * random.nextGaussian();
      y[i] = EFFECT * t[i] + 0.3 * x[i] + 0.05 * z[i] + 0.2 * random.nextGaussian();
      other[i] = x[i] + random.nextGaussian();
    }
    return Table.named("customers")
        .longs("id", LongStream.range(0, N).toArray())
        .doubles("x", x)
        .doubles("z", z)
        .doubles("price", t)
        .doubles("demand", y)
        .doubles("other", other)
        .build();
  }

  private static RefitStage.Parameters parameters(RefitStage.Again again, double moves) {
    return new RefitStage.Parameters(
        "customers",
        "demand",
        "price",
        List.of("x", "z"),
        Optional.empty(),
        NamedLearner.LINEAR,
        5,
        again,
        100,
        0.8,
        moves,
        moves,
        Optional.of("other"),
        5,
        3);
  }

  private Map<String, String> words() {
    Table t = context.read("refuters_trials");
    var out = new HashMap<String, String>();
    for (int i = 0; i < t.rows(); i++) {
      out.put(t.texts("refuter")[i], t.texts("word")[i]);
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource(RefitStage.Again.class)
  void aSoundEffectStandsAndACauseThatTurnsItIsFragile(RefitStage.Again again) {
    context.input(rows(0.3)).run("trials", new RefitStage(), parameters(again, 0.01));
    assertThat(words())
        .containsEntry("random-cause", "pass")
        .containsEntry("placebo-treatment", "pass")
        .containsEntry("subset", "pass")
        .containsEntry("bootstrap", "pass")
        .containsEntry("simulated-cause", "pass")
        .containsEntry("balance-of-residuals", "pass")
        .containsEntry("overlap", "pass")
        .containsEntry("negative-control", "pass")
        .hasSize(9);
    Table unseen = context.read("unseen_trials");
    assertThat(unseen.doubles("estimate")[0]).isCloseTo(EFFECT, within(0.1));
    assertThat(unseen.doubles("variance")[0]).isCloseTo(0.09, within(0.015));
    Table seen = context.read("benchmarks_trials");
    assertThat(seen.texts("name")).containsExactly("x", "z");
    assertThat(seen.doubles("on_treatment")[0]).isGreaterThan(5 * seen.doubles("on_treatment")[1]);
    assertThat(context.read("contour_trials").rows()).isEqualTo(25);
  }

  @Test
  void aCauseThatTurnsTheSignIsFragile() {
    context
        .input(rows(0.3))
        .run("trials", new RefitStage(), parameters(RefitStage.Again.LAST_STEP, 0.6));
    assertThat(words()).containsEntry("simulated-cause", "fragile");
  }

  /** What moves price and demand unseen moves the control outcome too, and shows there. */
  @Test
  void anUnseenCauseShowsOnTheControlAndWithoutOneNothingIsTried() {
    Table all = rows(0.3);
    double[] moved = all.doubles("other").clone();
    double[] none = new double[N];
    for (int i = 0; i < N; i++) {
      moved[i] += all.doubles("price")[i];
    }
    Arrays.fill(none, Double.NaN);
    context
        .input(withControl(all, moved))
        .run("trials", new RefitStage(), parameters(RefitStage.Again.LAST_STEP, 0.01));
    assertThat(words()).containsEntry("negative-control", "fail");
    context
        .input(withControl(all, none))
        .run("trials", new RefitStage(), parameters(RefitStage.Again.LAST_STEP, 0.01));
    assertThat(words()).doesNotContainKey("negative-control").hasSize(8);
    assertThat(context.notes)
        .contains(
            "No negative control is tried: other is missing in %d of %1$d rows.".formatted(N));
  }

  private static Table withControl(Table all, double[] control) {
    return Table.named("customers")
        .doubles("x", all.doubles("x"))
        .doubles("z", all.doubles("z"))
        .doubles("price", all.doubles("price"))
        .doubles("demand", all.doubles("demand"))
        .doubles("other", control)
        .build();
  }

  @Test
  void whatCannotBeEstimatedIsNotTried() {
    Table all = rows(0.3);
    double[] flat = new double[N];
    Arrays.fill(flat, 1);
    context
        .input(
            Table.named("customers")
                .doubles("x", all.doubles("x"))
                .doubles("z", all.doubles("z"))
                .doubles("price", flat)
                .doubles("demand", all.doubles("demand"))
                .doubles("other", all.doubles("other"))
                .build())
        .run("trials", new RefitStage(), parameters(RefitStage.Again.EVERYTHING, 0.1));
    assertThat(words()).isEmpty();
    assertThat(context.notes).anyMatch(n -> n.startsWith("Nothing was tried"));
  }

  @Test
  void unknownColumnsAreNamed() {
    context.input(Table.named("customers").doubles("x", 1, 2).build());
    assertThatThrownBy(
            () ->
                context.run(
                    "trials", new RefitStage(), parameters(RefitStage.Again.EVERYTHING, 0.1)))
        .isInstanceOfSatisfying(
            LiftgateException.class, e -> assertThat(e.problems()).hasSizeGreaterThan(2));
  }
}
