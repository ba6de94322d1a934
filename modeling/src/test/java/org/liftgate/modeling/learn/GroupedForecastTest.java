package org.liftgate.modeling.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;

class GroupedForecastTest {
  private static final int UNITS = 60;
  private static final int PERIODS = 12;
  private static final int N = UNITS * PERIODS;
  private static final int[] UNIT = IntStream.range(0, N).map(i -> i / PERIODS).toArray();
  private static final int[] TIME = IntStream.range(0, N).map(i -> i % PERIODS).toArray();
  private static final GroupedForecast FORECAST =
      new GroupedForecast(5, 0.67, 60, 3, 7, Workers.all());

  private static double[] column(IntToDoubleFunction f) {
    return IntStream.range(0, N).mapToDouble(f).toArray();
  }

  private static GroupedForecast.Score score(GroupedForecast.Result result, String model) {
    return ((GroupedForecast.Scored) result)
        .scores().stream().filter(s -> s.model().equals(model)).findFirst().orElseThrow();
  }

  @Test
  void whatMovesTheOutcomeIsImportantAndNoiseIsNot() {
    var random = new Random(3);
    double[] a = column(_ -> random.nextGaussian());
    double[] noise = column(_ -> random.nextGaussian());
    double[] y = column(i -> (a[i] > 0 ? 4 : 0) + random.nextGaussian());
    var found = FORECAST.score(y, List.of("a", "noise"), new double[][] {a, noise}, UNIT, TIME);
    for (String model : List.of("forest", "boosting")) {
      var s = score(found, model);
      assertThat(s.r2()).as(model).isGreaterThan(0.6);
      assertThat(s.gain().high()).as(model).isNegative();
      assertThat(s.importance().get("a").low()).as(model).isGreaterThan(0.5);
      assertThat(s.importance().get("noise").value()).as(model).isBetween(-0.1, 0.1);
    }
    assertThat(score(found, "mean").r2()).isZero();
    assertThat(score(found, "forest").r2()).isGreaterThan(score(found, "ols").r2());
  }

  @Test
  void whatOnlyNamesAUnitForecastsNothingForOthers() {
    var random = new Random(4);
    double[] level = new Random(5).doubles(UNITS, -5, 5).toArray();
    double[] id = column(i -> (UNIT[i] * 37) % UNITS);
    double[] y = column(i -> level[UNIT[i]] + 0.1 * random.nextGaussian());
    var found = FORECAST.score(y, List.of("id"), new double[][] {id}, UNIT, TIME);
    assertThat(score(found, "forest").r2()).as("rows of one unit never leak").isLessThan(0.25);
  }

  @Test
  void theSameSeedGivesTheSameAndTooFewUnitsNone() {
    var random = new Random(6);
    double[] a = column(_ -> random.nextGaussian());
    double[] y = column(i -> a[i] + random.nextGaussian());
    double[][] x = {a};
    assertThat(FORECAST.score(y, List.of("a"), x, UNIT, TIME))
        .isEqualTo(FORECAST.score(y, List.of("a"), x, UNIT, TIME));
    assertThat(FORECAST.score(y, List.of("a"), x, new int[N], TIME))
        .isInstanceOf(GroupedForecast.Refused.class);
    assertThat(FORECAST.score(new double[N], List.of("a"), x, UNIT, TIME))
        .isInstanceOf(GroupedForecast.Refused.class);
  }
}
