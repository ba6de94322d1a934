package org.liftgate.modeling.increment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.panel.Panels;

class IncrementPartsTest {
  private static final Overlapping WORLD = new Overlapping(150, new double[] {2, 0, 3, 1}, 2, 4, 0);
  private static final StackedIncrement INCREMENT = new StackedIncrement(-1, 2, 20, Workers.of(2));

  private static IncrementParts parts(ListedPanel sample, int of) {
    var outcome = IncrementParts.of(INCREMENT, sample, (_, t) -> Math.min(t, of - 1), of);
    return ((IncrementParts.Outcome.Solved) outcome).parts();
  }

  @Test
  void partsOfAGroupAddUpToItsEffectWithItsStandardError() {
    ListedPanel sample = WORLD.draw(1);
    IncrementParts parts = parts(sample, 3);
    var effects = parts.effects(sample.panel().outcome());
    IncrementFit whole = INCREMENT.fit(sample);
    for (int k = 0; k < parts.groups().size(); k++) {
      var weights = new double[effects.values().length];
      Arrays.fill(weights, 3 * k, 3 * k + 3, 1);
      var sum = (Estimate.Value) effects.combined("att", weights);
      var group = (Estimate.Value) whole.groups().get(k).effect();
      assertThat(sum.value()).isCloseTo(group.value(), within(1e-11));
      assertThat(sum.stdError()).isCloseTo(group.stdError(), within(1e-11));
      assertThat(sum.pValue()).isCloseTo(group.pValue(), within(1e-11));
    }
  }

  @Test
  void theDesignsWeightsGiveThePooledEffect() {
    ListedPanel sample = WORLD.draw(2);
    IncrementParts parts = parts(sample, 1);
    var effects = parts.effects(sample.panel().outcome());
    double all = parts.groups().stream().mapToDouble(IncrementParts.Group::weight).sum();
    double[] weights = parts.groups().stream().mapToDouble(g -> g.weight() / all).toArray();
    var pooled = (Estimate.Value) INCREMENT.fit(sample).pooled().get(0);
    var combined = (Estimate.Value) effects.combined("att", weights);
    assertThat(combined.value()).isCloseTo(pooled.value(), within(1e-11));
    assertThat(combined.stdError()).isCloseTo(pooled.stdError(), within(1e-11));
  }

  /** Whatever a whole is cut into, the cells' effects add up to the whole's, keeping their sign. */
  @Property(tries = 25)
  void cellsAddUpToTheWhole(@ForAll @IntRange(min = 1, max = 5) int cells, @ForAll long seed) {
    ListedPanel sample = WORLD.draw(3);
    double[] whole = sample.panel().outcome();
    var random = new SplittableRandom(seed);
    IncrementParts parts = parts(sample, 2);
    var rest = whole.clone();
    var sum = new double[parts.groups().size()];
    for (int c = 0; c <= cells; c++) {
      var cell = rest;
      if (c < cells) {
        cell =
            IntStream.range(0, whole.length).mapToDouble(_ -> 50 * random.nextGaussian()).toArray();
        for (int i = 0; i < rest.length; i++) {
          rest[i] -= cell[i];
        }
      }
      double[] values = parts.effects(cell).values();
      for (int i = 0; i < values.length; i++) {
        sum[i / 2] += values[i];
      }
    }
    double[] total = parts.effects(whole).values();
    for (int k = 0; k < sum.length; k++) {
      assertThat(sum[k]).isCloseTo(total[2 * k] + total[2 * k + 1], within(1e-9));
    }
  }

  @Test
  void theLastCellsUncertaintyIsThatOfTheWholeLessTheOthers() {
    ListedPanel sample = WORLD.draw(3);
    double[] whole = sample.panel().outcome();
    var random = new SplittableRandom(4);
    double[] cell = Arrays.stream(whole).map(_ -> random.nextGaussian()).toArray();
    double[] rest = IntStream.range(0, whole.length).mapToDouble(i -> whole[i] - cell[i]).toArray();
    IncrementParts parts = parts(sample, 2);
    var left = parts.effects(whole).minus(parts.effects(cell));
    var direct = parts.effects(rest);
    assertThat(parts.values(rest)).isEqualTo(direct.values());
    for (int c = 0; c < left.values().length; c++) {
      assertThat(left.values()[c]).isCloseTo(direct.values()[c], within(1e-9));
      var weights = new double[left.values().length];
      weights[c] = 1;
      assertThat(((Estimate.Value) left.combined("att", weights)).stdError())
          .isCloseTo(((Estimate.Value) direct.combined("att", weights)).stdError(), within(1e-9));
    }
    var nothing = parts.effects(new double[whole.length]);
    assertThat(nothing.values()).containsOnly(0);
    assertThat(nothing.combined("att", new double[nothing.values().length]))
        .isInstanceOf(Estimate.Missing.class);
  }

  @Test
  void rowsMayComeInAnyOrder() {
    ListedPanel sample = WORLD.draw(2);
    int n = sample.panel().rows();
    int[] turned = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
    ListedPanel other = sample.with(Panels.take(sample.panel(), turned));
    assertThat(parts(other, 2).effects(other.panel().outcome()).values())
        .isEqualTo(parts(sample, 2).effects(sample.panel().outcome()).values());
  }

  @Test
  void whatCannotBeEstimatedSaysWhy() {
    ListedPanel sample = WORLD.draw(1);
    var few = new StackedIncrement(-1, 2, 150, Workers.of(1));
    var refused = IncrementParts.of(few, sample, (_, _) -> 0, 1);
    assertThat(((IncrementParts.Outcome.Refused) refused).why().detail())
        .contains("both arms need at least 150");
    assertThatThrownBy(
            () -> {
              var broken = sample.panel().outcome().clone();
              broken[3] = Double.NaN;
              parts(sample, 1).effects(broken);
            })
        .hasMessageContaining("finite");
  }
}
