package org.liftgate.modeling.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.segments.SegmentEffects.Modifier;

class SegmentEffectsTest {
  private static final SegmentEffects EFFECTS = new SegmentEffects(ClusteredDifference.standard());

  @Test
  void bands_hold_all_levels_at_once_and_no_effect_is_a_discovery_by_chance() {
    int all = 0;
    int found = 0;
    for (int seed = 0; seed < 100; seed++) {
      var made = new Stores(30, 30, 8, 5, 0, 2000 + seed);
      var results = EFFECTS.of(made.rows, modifiers(made));
      all +=
          results.levels().stream()
                  .allMatch(
                      l -> l.simultaneous().orElseThrow()[0] <= 5 && l.simultaneous().get()[1] >= 5)
              ? 1
              : 0;
      found += results.levels().stream().anyMatch(l -> l.qValue().orElseThrow() < .05) ? 1 : 0;
    }
    assertThat(all).as("samples in which every interval holds").isBetween(87, 100);
    assertThat(found).as("samples with a false discovery").isBetween(0, 13);
  }

  @Test
  void a_planted_difference_is_found_and_covered() {
    int covered = 0;
    int found = 0;
    for (int seed = 0; seed < 100; seed++) {
      var made = new Stores(30, 30, 8, 5, 25, 3000 + seed);
      var level = EFFECTS.of(made.rows, modifiers(made)).levels().get(1);
      var v = (Estimate.Value) level.interaction().estimate();
      covered += v.confLow() <= 25 && v.confHigh() >= 25 ? 1 : 0;
      found += level.qValue().orElseThrow() < .05 ? 1 : 0;
    }
    assertThat(covered).isBetween(87, 100);
    assertThat(found).isGreaterThan(80);
  }

  @Test
  void a_joint_test_rejects_a_true_alikeas_often_as_it_says_and_finds_what_was_planted() {
    int wrong = 0;
    int found = 0;
    for (int seed = 0; seed < 100; seed++) {
      var alike = new Stores(8, 8, 8, 5, 0, 7000 + seed);
      wrong += place(alike).pValue() < .05 ? 1 : 0;
      var gap = new Stores(30, 30, 8, 5, 25, 7000 + seed);
      found +=
          EFFECTS.of(gap.rows, modifiers(gap)).families().getFirst().test().orElseThrow().pValue()
                  < .05
              ? 1
              : 0;
    }
    assertThat(wrong).as("rejections of a true null among 100, 8 stores an arm").isBetween(0, 13);
    assertThat(found).isGreaterThan(80);
  }

  /** Of two random levels and three, by customer. */
  private static JointTest place(Stores made) {
    var four = new int[made.young.length];
    for (int i = 0; i < four.length; i++) {
      four[i] = made.young[i] * 2 + i % 2;
    }
    var found =
        EFFECTS.of(made.rows, List.of(new Modifier("four", four, List.of("a", "b", "c", "d"))));
    return found.families().getFirst().test().orElseThrow();
  }

  @Test
  void with_two_levels_the_joint_test_is_the_square_of_their_difference() {
    var made = new Stores(30, 30, 8, 5, 25, 11);
    var found = EFFECTS.of(made.rows, List.of(modifiers(made).getFirst()));
    var family = found.families().getFirst();
    var young = (Estimate.Value) found.levels().get(1).interaction().estimate();
    double t = young.value() / young.stdError();
    // CR2 of the difference and of its two sides are not the same to the last digit.
    assertThat(family.test().orElseThrow().f()).isCloseTo(t * t, within(.05 * t * t));
    assertThat(family.qValue()).hasValue(family.test().orElseThrow().pValue());
    assertThat(family.levels()).isEqualTo(2);
  }

  @Test
  void levels_too_thin_to_estimate_are_left_out_of_the_joint_test() {
    var made = new Stores(30, 30, 8, 5, 0, 12);
    var codes = made.young.clone();
    java.util.Arrays.fill(codes, 0, 3, 2);
    var family =
        EFFECTS
            .of(made.rows, List.of(new Modifier("age", codes, List.of("old", "young", "rare"))))
            .families()
            .getFirst();
    assertThat(family.tested()).isEqualTo(2);
    assertThat(family.levels()).isEqualTo(3);
    assertThat(family.test().orElseThrow().df1()).isEqualTo(1);
  }

  @Test
  void one_effect_has_the_ordinary_interval() {
    var made = new Stores(12, 12, 6, 5, 0, 9);
    assertThat(SimultaneousBand.critical(new double[][] {{1, 2, 3}})).isCloseTo(1.96, within(1e-3));
    var results =
        EFFECTS.of(
            made.rows, List.of(new Modifier("all", new int[made.rows.rows()], List.of("x"))));
    var v = (Estimate.Value) results.levels().getFirst().effect().estimate();
    assertThat(results.levels().getFirst().simultaneous().orElseThrow()[0])
        .isCloseTo(v.confLow(), within(1e-3));
    assertThat(results.levels().getFirst().qValue()).as("nothing to differ from").isEmpty();
  }

  private static List<Modifier> modifiers(Stores made) {
    return List.of(
        new Modifier("age", made.young, List.of("old", "young")),
        new Modifier("place", made.urban, List.of("rural", "suburban", "urban")));
  }
}
