package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.LiftgateException;

/** Each parameter does what its sentence says. */
class SwitchesTest {
  private static final double SCALE = 0.06;

  private static RetailParameters with(
      double persistence,
      double noise,
      double zeroInflation,
      boolean heavyTails,
      double attrition,
      boolean exclusion) {
    return RetailParameters.defaults()
        .with(
            Map.of(
                "persistence", persistence,
                "noise", noise,
                "zero_inflation", zeroInflation,
                "heavy_tails", heavyTails,
                "attrition", attrition,
                "redemption_exclusion", exclusion));
  }

  @Test
  void defaults_are_those_the_annotations_name() throws ReflectiveOperationException {
    assertDefaults(RetailParameters.defaults());
  }

  private static void assertDefaults(Record defaults) throws ReflectiveOperationException {
    for (var component : defaults.getClass().getRecordComponents()) {
      Object value = component.getAccessor().invoke(defaults);
      String named = component.getAnnotation(Default.class).value();
      if (value instanceof Record group) {
        assertThat(named).isEqualTo("{}");
        assertDefaults(group);
      } else if (value instanceof Number number) {
        assertThat(number.doubleValue()).as(component.getName()).isEqualTo(Double.valueOf(named));
      } else {
        assertThat(value.toString()).as(component.getName()).isEqualToIgnoringCase(named);
      }
    }
  }

  @Test
  void an_unknown_name_is_no_switch() {
    assertThatThrownBy(() -> RetailParameters.defaults().with(Map.of("nois", 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nois");
  }

  @Test
  void all_values_out_of_range_are_reported_at_once() {
    assertThatThrownBy(() -> with(1, 0.3, -1, false, 2, false))
        .isInstanceOfSatisfying(LiftgateException.class, e -> assertThat(e.problems()).hasSize(3))
        .hasMessageContaining("persistence (1.0) must lie between")
        .hasMessageContaining("Maybe");
  }

  @Test
  void zero_inflation_empties_weeks_and_keeps_the_mean() {
    long[][] few = weeks(with(0.6, 0.35, 0, false, 0, false));
    long[][] many = weeks(with(0.6, 0.35, 0.5, false, 0, false));
    assertThat(zeroShare(many)).isGreaterThan(zeroShare(few) + 0.2);
    assertThat(mean(many) / mean(few)).isBetween(0.97, 1.03);
  }

  @Test
  void attrition_ends_histories_for_good() {
    var draw = RetailDraw.of(with(0.6, 0.35, 0.1, false, 0.4, false), SCALE, 2);
    long left =
        IntStream.range(0, draw.households())
            .filter(h -> draw.household(h).lastDay() <= Shopping.DAYS)
            .count();
    assertThat(left / (double) draw.households()).isBetween(0.28, 0.52);
    for (int h = 0; h < draw.households(); h++) {
      int last = draw.household(h).lastDay();
      draw.shopping()
          .trips(
              draw.household(h),
              World.asObserved(),
              1,
              Shopping.DAYS,
              basket -> assertThat(basket.day).isLessThanOrEqualTo(last));
    }
  }

  @Test
  void heavy_tails_put_very_large_quantities_into_a_few_lines() {
    assertThat(largest(with(0.6, 0.35, 0.1, false, 0, false))).isLessThan(40);
    assertThat(largest(with(0.6, 0.35, 0.1, true, 0, false))).isGreaterThan(200);
  }

  @Test
  void under_exclusion_only_redeeming_households_respond() {
    var draw = RetailDraw.of(with(0.6, 0.35, 0.1, false, 0, true), SCALE, 4);
    Campaign campaign = draw.campaigns().getFirst();
    long redeemers = 0;
    for (int h : draw.mailings().list(campaign).stream().toArray()) {
      var household = draw.household(h);
      long gain = cents(draw, household, World.asObserved());
      gain -= cents(draw, household, World.without(campaign));
      if (draw.shopping().redeems(household, campaign)) {
        redeemers++;
        assertThat(gain).isPositive();
      } else {
        assertThat(gain).isZero();
      }
    }
    assertThat(redeemers).isPositive();
  }

  @Test
  void persistence_is_the_correlation_of_neighbouring_weeks_of_noise() {
    assertThat(correlation(with(0.6, 0.35, 0.1, false, 0, false))).isBetween(0.57, 0.63);
    assertThat(correlation(with(0, 0.35, 0.1, false, 0, false))).isBetween(-0.03, 0.03);
  }

  @Test
  void noise_spreads_weeks() {
    double calm = spread(weeks(with(0.6, 0, 0.1, false, 0, false)));
    double wild = spread(weeks(with(0.6, 0.8, 0.1, false, 0, false)));
    assertThat(wild).isGreaterThan(1.2 * calm);
  }

  private static double correlation(RetailParameters parameters) {
    double product = 0;
    double square = 0;
    for (int h = 0; h < 300; h++) {
      double[] noise = Household.draw(parameters, 11, Members.planned(300), h).noise();
      for (int w = 1; w < noise.length; w++) {
        product += noise[w] * noise[w - 1];
        square += noise[w] * noise[w];
      }
    }
    return product / square;
  }

  private static long cents(RetailDraw draw, Household household, World world) {
    var sum = new long[1];
    draw.shopping().trips(household, world, 1, Shopping.DAYS, basket -> sum[0] += basket.cents());
    return sum[0];
  }

  private static int largest(RetailParameters parameters) {
    var draw = RetailDraw.of(parameters, SCALE, 2);
    var largest = new int[1];
    for (int h = 0; h < draw.households(); h++) {
      draw.shopping()
          .trips(
              draw.household(h),
              World.asObserved(),
              1,
              Shopping.DAYS,
              basket ->
                  largest[0] =
                      Math.max(
                          largest[0],
                          Arrays.stream(basket.quantities, 0, basket.size).max().orElse(0)));
    }
    return largest[0];
  }

  private static long[][] weeks(RetailParameters parameters) {
    var draw = RetailDraw.of(parameters, SCALE, 2);
    var weeks = new long[draw.households()][Shopping.week(Shopping.DAYS)];
    for (int h = 0; h < draw.households(); h++) {
      long[] own = weeks[h];
      draw.shopping()
          .trips(
              draw.household(h),
              World.withoutAny(),
              1,
              Shopping.DAYS,
              basket -> own[Shopping.week(basket.day) - 1] += basket.units());
    }
    return weeks;
  }

  private static double zeroShare(long[][] weeks) {
    return Arrays.stream(weeks)
        .flatMapToLong(Arrays::stream)
        .mapToDouble(v -> v == 0 ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static double mean(long[][] weeks) {
    return Arrays.stream(weeks).flatMapToLong(Arrays::stream).average().orElseThrow();
  }

  private static double spread(long[][] weeks) {
    double mean = mean(weeks);
    return Math.sqrt(
        Arrays.stream(weeks)
            .flatMapToLong(Arrays::stream)
            .mapToDouble(v -> (v - mean) * (v - mean))
            .average()
            .orElseThrow());
  }
}
