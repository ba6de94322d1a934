package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which comparison is right under which selection, over draws with fixed seeds. */
class SelectionTest {
  private static final double SCALE = 0.06;
  private static final int DRAWS = 120;
  private static final RetailParameters LEVEL = RetailParameters.defaults();
  private static final RetailParameters NULL_EFFECTS = LEVEL.withEffectSize(0);

  private record Mean(double value, double error) {
    double statistic() {
      return value / error;
    }
  }

  @Test
  void under_level_selection_mailed_and_others_move_in_parallel_before_the_start() {
    Mean trend = overDraws(NULL_EFFECTS, s -> s.pooled(s::preTrend));
    assertThat(Math.abs(trend.statistic())).isLessThan(3.3);
    assertThat(trend.error()).isLessThan(0.25);
  }

  @Test
  void under_level_selection_the_mailed_are_heavier_shoppers() {
    Mean gap =
        overDraws(
            NULL_EFFECTS,
            (draw, _) -> {
              Campaign campaign = draw.campaigns().getFirst();
              return draw.mailings().list(campaign).stream()
                  .mapToDouble(h -> draw.household(h).standing())
                  .average()
                  .orElseThrow();
            });
    assertThat(gap.value()).isBetween(0.3, 0.9);
  }

  @Test
  void under_level_selection_differences_in_differences_meets_the_truth() {
    Mean bias = overDraws(LEVEL, (draw, s) -> s.pooled(s::effect) - pooledTruth(draw));
    assertThat(Math.abs(bias.statistic())).isLessThan(3.3);
    assertThat(bias.error()).isLessThan(0.25);
  }

  @Test
  void chosen_by_recent_purchases_the_mailed_fall_back_and_the_contrast_is_too_low() {
    Mean contrast =
        overDraws(NULL_EFFECTS.withSelection(Selection.HISTORY), s -> s.pooled(s::effect));
    assertThat(contrast.statistic()).isLessThan(-4);
  }

  @Test
  void chosen_by_good_weeks_to_come_the_contrast_is_too_high() {
    Mean contrast =
        overDraws(NULL_EFFECTS.withSelection(Selection.HIDDEN), s -> s.pooled(s::effect));
    assertThat(contrast.statistic()).isGreaterThan(4);
  }

  private static double pooledTruth(RetailDraw draw) {
    return Truth.of(draw, Observed.of(draw)).stream()
        .filter(v -> v.outcome().equals("sales") && v.group().isEmpty() && v.term().equals("att"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static Mean overDraws(RetailParameters parameters, ToDoubleFunction<Differences> figure) {
    return overDraws(parameters, (_, differences) -> figure.applyAsDouble(differences));
  }

  private interface Figure {
    double of(RetailDraw draw, Differences differences);
  }

  private static Mean overDraws(RetailParameters parameters, Figure figure) {
    double[] values =
        LongStream.rangeClosed(1, DRAWS)
            .parallel()
            .mapToDouble(
                seed -> {
                  var draw = RetailDraw.of(parameters, SCALE, seed);
                  return figure.of(draw, Differences.of(draw));
                })
            .toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (DRAWS - 1);
    return new Mean(mean, Math.sqrt(variance / DRAWS));
  }
}
