package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class WorldsTest {
  private static final RetailParameters DEFAULTS = RetailParameters.defaults();

  private record Line(int household, int trip, int product) {}

  @Property(tries = 25)
  void every_campaign_mails_and_leaves_at_least_sixty_households_that_shopped_before(
      @ForAll @DoubleRange(min = 0.001, max = 0.3) @Scale(3) double scale,
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    var draw = RetailDraw.of(DEFAULTS, scale, seed);
    var observed = Observed.of(draw);
    for (Campaign campaign : draw.campaigns()) {
      var arms = new int[2];
      for (int h = 0; h < draw.households(); h++) {
        if (observed.firstDay()[h] < campaign.start()) {
          arms[draw.mailings().has(campaign, h) ? 1 : 0]++;
        }
      }
      assertThat(arms[0]).isGreaterThanOrEqualTo(60);
      assertThat(arms[1]).isGreaterThanOrEqualTo(60);
    }
  }

  @Test
  void the_plan_grows_with_scale_and_keeps_whole_panels_inside_the_calendar_at_a_tenth() {
    assertThat(RetailDraw.of(DEFAULTS, 1, 3).campaigns()).hasSize(30);
    List<Campaign> six = RetailDraw.of(DEFAULTS, 0.1, 3).campaigns();
    assertThat(six).hasSize(6);
    assertThat(six).allMatch(c -> c.start() - 56 >= 1 && c.start() + 62 <= Shopping.DAYS);
    assertThat(six).extracting(Campaign::type).contains(Campaign.Type.values());
    assertThat(six).anyMatch(c -> c.extraLines() == 0).anyMatch(c -> c.extraLines() > 0);
  }

  @Test
  void a_campaign_without_effect_has_a_truth_of_exactly_zero() {
    var draw = RetailDraw.of(DEFAULTS, 0.1, 5);
    var values = Truth.of(draw, Observed.of(draw));
    for (Campaign campaign : draw.campaigns()) {
      for (String outcome : List.of("sales", "units")) {
        double value = att(values, outcome, campaign.key());
        if (campaign.extraLines() == 0) {
          assertThat(value).isZero();
        } else {
          assertThat(value).isPositive();
        }
      }
    }
  }

  @Test
  void with_effects_of_size_zero_the_worlds_are_one() {
    var draw = RetailDraw.of(DEFAULTS.withEffectSize(0), 0.1, 5);
    assertThat(Truth.of(draw, Observed.of(draw))).allMatch(v -> v.value() == 0);
  }

  @Test
  void taking_a_campaign_away_takes_only_its_own_lines_away() {
    var draw = RetailDraw.of(DEFAULTS, 0.1, 7);
    Campaign removed = draw.campaigns().get(1);
    Map<Line, Integer> observed = units(draw, World.asObserved());
    Map<Line, Integer> without = units(draw, World.without(removed));
    assertThat(without).isNotEqualTo(observed);
    without.forEach((line, units) -> assertThat(observed.get(line)).isGreaterThanOrEqualTo(units));
    observed.forEach(
        (line, units) -> {
          if (without.getOrDefault(line, 0) < units) {
            int commodity = draw.assortment().commodityOf(line.product());
            assertThat(draw.mailings().has(removed, line.household())).isTrue();
            assertThat(removed.covers(commodity)).isTrue();
            assertThat(draw.assortment().covered(commodity, line.product())).isTrue();
          }
        });
  }

  @Test
  void pooled_truth_weights_campaigns_as_balanced_blocks_of_a_stacked_regression() {
    var draw = RetailDraw.of(DEFAULTS, 0.1, 9);
    var observed = Observed.of(draw);
    var values = Truth.of(draw, observed);
    double sum = 0;
    double weights = 0;
    for (Campaign c : draw.campaigns()) {
      double n1 = c.mailed();
      double n0 = draw.households() - n1;
      double weight = n1 * n0 / (n1 + n0);
      sum += weight * att(values, "sales", c.key());
      weights += weight;
    }
    double pooled =
        values.stream()
            .filter(v -> v.outcome().equals("sales") && v.group().isEmpty())
            .filter(v -> v.term().equals("att"))
            .findFirst()
            .orElseThrow()
            .value();
    assertThat(Arrays.stream(observed.firstDay())).allMatch(day -> day < 57);
    assertThat(pooled).isCloseTo(sum / weights, org.assertj.core.data.Offset.offset(1e-12));
  }

  private static double att(List<Truth.Value> values, String outcome, int campaign) {
    return values.stream()
        .filter(v -> v.outcome().equals(outcome) && v.term().equals("att"))
        .filter(v -> v.group().filter(k -> k == campaign).isPresent())
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static Map<Line, Integer> units(RetailDraw draw, World world) {
    var all = new HashMap<Line, Integer>();
    for (int h = 0; h < draw.households(); h++) {
      int household = h;
      draw.shopping()
          .trips(
              draw.household(h),
              world,
              1,
              Shopping.DAYS,
              basket -> {
                for (int i = 0; i < basket.size; i++) {
                  all.put(
                      new Line(household, basket.trip, basket.products[i]), basket.quantities[i]);
                }
              });
    }
    return all;
  }
}
