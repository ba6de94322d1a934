package org.liftgate.modeling.mix.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.forecast.RollingOrigin;
import org.liftgate.modeling.mix.Calendar;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.MixData;
import org.liftgate.modeling.mix.Standardiser;

/** What the joint model says of planted weeks, and of the original's. */
class MixValidationTest {
  private static final MixSampler SHORT = new MixSampler(1, 300, 150, 1, 5, Workers.of(1));

  /** The profile {@code long} takes 500 null channels. */
  @Test
  void channelsThatDoNothingAreHardlyEverCertain() {
    int worlds = Integer.getInteger("liftgate.draws", 40) >= 500 ? 125 : 12;
    List<Long> certain =
        Workers.all()
            .map(
                worlds,
                i -> {
                  MixPosterior p = SHORT.sample(TenChannels.draw(300 + i));
                  return IntStream.range(6, 10).filter(c -> p.inclusion("c" + c) >= 0.95).count();
                });
    double share = certain.stream().mapToLong(v -> v).sum() / (4.0 * worlds);
    System.out.printf("  null channels held for certain: %.3f of %d%n", share, 4 * worlds);
    assertThat(share).isLessThanOrEqualTo(0.05);
  }

  @Test
  void aModelOfTheTruthForetellsBetterThanRules() {
    MixModel m = TenChannels.draw(11);
    var forecaster = new MixForecaster(m.channels(), m.controls(), m.outcome(), SHORT);
    RollingOrigin.Result r = new RollingOrigin(80, 12, 52).validate(forecaster, m.outcome(), 1);
    assertThat(r.stands()).isTrue();
  }

  @Test
  void theOriginalsWeeks() {
    MixData data = MixData.read();
    Features controls = data.controls().and(Calendar.fourier(data.weeks(), 2));
    List<Channel> channels =
        MixData.CHANNELS.stream().map(c -> Channel.of(c, data.spend(c))).toList();
    var forecaster = new MixForecaster(channels, controls, data.revenue(), SHORT);
    RollingOrigin.Result r = new RollingOrigin(83, 4, 52).validate(forecaster, data.revenue(), 1);
    System.out.println("  " + r.sentence());
    MixPosterior posterior =
        MixSampler.standard(1)
            .sample(
                MixModel.of(
                    channels,
                    Standardiser.of(controls, data.weeks().size()).apply(controls),
                    data.revenue()));
    assertThat(posterior.converged()).isTrue();
    for (String c : MixData.CHANNELS) {
      System.out.printf("  %s: P(effect) %.2f%n", c, posterior.inclusion(c));
    }
    assertThat(PredictiveCheck.of(posterior, 1))
        .as("revenues near 0 or in the hundred thousands are not what a normal law makes")
        .anyMatch(PredictiveCheck::misfit);
  }
}
