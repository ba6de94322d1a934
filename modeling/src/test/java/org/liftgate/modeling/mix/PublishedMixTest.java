package org.liftgate.modeling.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The original's printed figures, each beside what is computed. */
class PublishedMixTest {
  private static final int TRAINING = 83;

  private static void figure(String name, double value, double printed, double halfDigit) {
    System.out.printf("  %-32s %18.6f  printed %s%n", name, value, printed);
    assertThat(value).as(name).isCloseTo(printed, within(halfDigit));
  }

  @Test
  void modelsOfStageZero() {
    MixData data = MixData.read();
    var weekly =
        new WindowRidge(1, true, TRAINING)
            .fit(
                data.spends().and(data.controls()).and(Calendar.weeks(data.weeks())),
                data.revenue());
    figure("scaled, week dummies: test R2", weekly.test().r2(), -0.695, 5e-4);
    figure("scaled, week dummies: MAE", weekly.test().mae(), 58_417.56, 5e-3);
    var monthly =
        new WindowRidge(1, false, TRAINING)
            .fit(
                data.spends().and(data.controls()).and(Calendar.months(data.weeks())),
                data.revenue());
    figure("unscaled, months: test R2", monthly.test().r2(), -0.2567, 5e-5);
    figure("unscaled, months: MAE", monthly.test().mae(), 52_717.74, 5e-3);
  }

  @Test
  void bothStages() {
    MixData data = MixData.read();
    Features controls = data.controls().and(Calendar.months(data.weeks()));
    TwoStageMix.Fit fit =
        new TwoStageMix(50, TRAINING)
            .fit(
                data.carried("social", data.social(), 0.5),
                data.carried("google", data.spend("google"), 0.4),
                controls,
                data.revenue());
    figure("stage 1: social", fit.mediator().coefficients().get("social"), -5.859, 5e-4);
    figure("stage 1: train R2", fit.mediator().train().r2(), 0.220, 5e-4);
    figure("stage 2: train R2", fit.outcome().train().r2(), 0.4649, 5e-5);
    figure("stage 2: test R2", fit.outcome().test().r2(), -0.285092, 5e-7);
    figure("stage 2: MAE", fit.outcome().test().mae(), 51_042.6246, 5e-5);
    PRINTED.forEach(
        (name, printed) ->
            figure("stage 2: " + name, fit.outcome().coefficients().get(name), printed, 5.1e-7));
  }

  private static final Map<String, Double> PRINTED =
      new java.util.TreeMap<>(
          Map.ofEntries(
              Map.entry("social", 23984.882546),
              Map.entry("sms", 19121.960224),
              Map.entry("month_12", 9750.463763),
              Map.entry("followers", 6153.841428),
              Map.entry("time", 6093.096335),
              Map.entry("residual_google", -1980.575486),
              Map.entry("predicted_google", -2088.737511),
              Map.entry("emails", -2771.063945),
              Map.entry("promotions", -6104.672269),
              Map.entry("month_7", -16426.905802),
              Map.entry("price", -20366.604580)));
}
