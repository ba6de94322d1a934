package org.liftgate.modeling.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
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
