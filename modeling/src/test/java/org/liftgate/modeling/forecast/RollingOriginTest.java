package org.liftgate.modeling.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.mix.Adstock;
import org.liftgate.modeling.mix.Calendar;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.MixData;
import org.liftgate.modeling.mix.MixSearch;
import org.liftgate.modeling.mix.SearchBootstrap;

class RollingOriginTest {

  @Test
  void simpleRulesByHand() {
    double[] y = {4, 8, 6, 2, 10, 0};
    assertThat(Simple.TRAINING_MEAN.of(y, 2).forecast(4, 6)).containsExactly(5, 5);
    assertThat(Simple.TRAINING_MEDIAN.of(y, 2).forecast(4, 5)).containsExactly(5);
    assertThat(Simple.LAST_VALUE.of(y, 2).forecast(4, 6)).containsExactly(2, 2);
    assertThat(Simple.SEASONAL_NAIVE.of(y, 2).forecast(4, 6)).containsExactly(6, 2);
    assertThat(Simple.SEASONAL_NAIVE.of(y, 1).forecast(4, 6)).containsExactly(2, 2);
    RollingOrigin.Result r = new RollingOrigin(4, 1, 2).validate((a, b) -> new double[] {5}, y, 1);
    assertThat(r.model()).isEqualTo(new Errors(5, 5));
    assertThat(r.rules()).hasSize(4);
    assertThat(new RollingOrigin(2, 1, 3).validate((a, b) -> new double[] {5}, y, 1).rules())
        .doesNotContainKey(Simple.SEASONAL_NAIVE);
  }

  @Test
  void betterByOneErrorAloneIsRejected() {
    double[] y = {1, 1, 1, 1, 1, 1, 1, 9};
    var origins = new RollingOrigin(4, 1, 52);
    RollingOrigin.Result smoother =
        origins.validate((trained, until) -> new double[] {trained == 7 ? 6 : 3}, y, 1);
    assertThat(smoother.model()).isEqualTo(new Errors(2.25, Math.sqrt(5.25)));
    assertThat(smoother.rules().get(smoother.best())).isEqualTo(new Errors(2, 4));
    assertThat(smoother.stands()).as("lower RMSE, higher MAE").isFalse();
    assertThat(smoother.lead()).isEqualTo(-0.25);
    RollingOrigin.Result both =
        origins.validate((trained, until) -> new double[] {trained == 7 ? 6 : 2}, y, 1);
    assertThat(both.stands()).isTrue();
  }

  @Test
  void weeksAheadAreNotSeen() {
    MixSearch search = planted(3);
    double[] other = search.outcome().clone();
    Arrays.fill(other, 80, 104, -1e9);
    assertThat(search.withOutcome(other).forecast(80, 84)).containsExactly(search.forecast(80, 84));
  }

  private static MixSearch planted(long seed) {
    var random = new SplittableRandom(seed);
    double[] x = new double[104];
    double[] w = new double[104];
    for (int t = 0; t < 104; t++) {
      x[t] = random.nextDouble() < 0.4 ? 0 : 100 * random.nextDouble();
      w[t] = 50 * random.nextDouble();
    }
    double[] a = Adstock.Geometric.plain(0.6).of(x);
    double[] y = new double[104];
    Arrays.setAll(y, t -> 200 + 3 * a[t] + w[t] + 10 * random.nextGaussian());
    return MixSearch.standard(Features.of("x", x).and("w", w), Calendar.time(104), y);
  }

  @Test
  void aModelOfTheTruthStandsAndItsDecayIsFoundAgain() {
    MixSearch search = planted(3);
    RollingOrigin.Result r = new RollingOrigin(64, 8, 52).validate(search, search.outcome(), 1);
    assertThat(r.stands()).isTrue();
    assertThat(r.leadLow()).isPositive();
    assertThat(r.sentence()).contains("stands");
    var again = SearchBootstrap.of(search, 20, 5, 1, Workers.all());
    assertThat(again.chosen().decays()[0]).isEqualTo(0.6);
    assertThat(again.decays().get("x").getOrDefault(0.6, 0.0)).isGreaterThan(0.6);
    assertThat(again.decays().get("w").values().stream().mapToDouble(v -> v).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(again.coefficients().get("x")[0]).isPositive();
  }

  @Test
  void noModelOfTheOriginalsWeeksBeatsSimpleRules() {
    MixData data = MixData.read();
    MixSearch search =
        MixSearch.standard(
            data.spends(), data.controls().and(Calendar.fourier(data.weeks(), 2)), data.revenue());
    RollingOrigin.Result r = new RollingOrigin(83, 4, 52).validate(search, data.revenue(), 1);
    System.out.println("  " + r.sentence());
    System.out.println("  " + r.rules());
    assertThat(r.stands()).isFalse();
    RollingOrigin.Result once = new RollingOrigin(83, 21, 52).validate(search, data.revenue(), 1);
    System.out.println("  one origin: " + once.rules());
    assertThat(once.rules().get(Simple.TRAINING_MEDIAN).mae()).isCloseTo(31_692, within(0.5));
    assertThat(once.rules().get(Simple.SEASONAL_NAIVE).mae()).isCloseTo(41_422, within(0.5));
  }
}
