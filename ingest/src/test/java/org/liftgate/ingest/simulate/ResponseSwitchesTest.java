package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Switches of the response change cells they are for, and nothing where nobody is mailed. */
class ResponseSwitchesTest {
  private static final List<String> CELLS =
      List.of(
          "covered_during",
          "covered_after",
          "substitutes_during",
          "substitutes_after",
          "rest_during",
          "rest_after");

  @ParameterizedTest
  @CsvSource({
    "halo,0.5",
    "cannibalisation,0.5",
    "stockpiling,0.5",
    "response_spread,0",
    "heterogeneity,0.5"
  })
  void without_mailings_and_on_lists_nothing_changes(String name, double value) {
    var usual = Draws.with(Map.of());
    var switched = Draws.with(Map.of(name, value));
    assertThat(Draws.lines(switched, World.withoutAny()))
        .isEqualTo(Draws.lines(usual, World.withoutAny()));
    assertThat(Draws.lines(switched, World.asObserved()))
        .isNotEqualTo(Draws.lines(usual, World.asObserved()));
    for (Campaign c : usual.campaigns()) {
      assertThat(switched.mailings().list(c)).isEqualTo(usual.mailings().list(c));
    }
  }

  @Test
  void at_the_defaults_only_covered_commodities_gain_and_only_while_it_runs() {
    double[] cells = cells(Map.of());
    assertThat(cells[0]).isPositive();
    for (int i = 1; i < cells.length; i++) {
      assertThat(cells[i]).as(CELLS.get(i)).isZero();
    }
  }

  @Test
  void halo_adds_to_other_commodities_and_leaves_covered_ones_alone() {
    double[] usual = cells(Map.of());
    double[] halo = cells(Map.of("halo", 0.5));
    assertThat(halo[0]).isEqualTo(usual[0]);
    assertThat(halo[1]).isZero();
    assertThat((halo[2] + halo[4]) / halo[0]).isBetween(0.3, 0.75);
  }

  @Test
  void cannibalisation_takes_from_substitutes_while_it_runs() {
    double[] cells = cells(Map.of("cannibalisation", 0.8));
    assertThat(cells[0]).isEqualTo(cells(Map.of())[0]);
    assertThat(cells[2]).isNegative();
    assertThat(cells[1]).isZero();
    assertThat(cells[3] + cells[4] + cells[5]).isZero();
  }

  @Test
  void stockpiling_takes_from_covered_commodities_after_the_end() {
    double[] cells = cells(Map.of("stockpiling", 0.8));
    assertThat(cells[1]).isNegative();
    assertThat(cells[2] + cells[3] + cells[4] + cells[5]).isZero();
  }

  @Test
  void null_campaigns_do_none_of_it() {
    var draw =
        Draws.with(
            Map.of("null_campaigns", 6, "halo", 1.0, "cannibalisation", 0.9, "stockpiling", 0.9));
    assertThat(Draws.lines(draw, World.asObserved()))
        .isEqualTo(Draws.lines(draw, World.withoutAny()));
  }

  @Test
  void heterogeneity_lets_the_response_grow_with_standing_and_keeps_its_mean() {
    var draw = Draws.with(Map.of("heterogeneity", 0.6, "response_spread", 0.0));
    double[] responses =
        IntStream.range(0, 4_000).mapToDouble(h -> draw.household(h).response()).toArray();
    assertThat(IntStream.range(0, 4_000).mapToDouble(h -> responses[h]).average().orElseThrow())
        .isCloseTo(1, within(0.05));
    for (int h = 0; h < 100; h++) {
      double z = draw.household(h).standing();
      assertThat(responses[h]).isCloseTo(Math.exp(0.6 * z - 0.18), within(1e-12));
    }
  }

  @Test
  void without_spread_everyone_responds_alike() {
    var draw = Draws.with(Map.of("response_spread", 0.0));
    assertThat(IntStream.range(0, 100).mapToDouble(h -> draw.household(h).response()).toArray())
        .containsOnly(1.0);
  }

  private static double[] cells(Map<String, ?> switches) {
    var draw = Draws.with(switches);
    var values = Truth.of(draw, Observed.of(draw));
    return CELLS.stream()
        .mapToDouble(c -> Draws.truth(values, "mailing", "units_" + c, Optional.empty(), "att"))
        .toArray();
  }
}
