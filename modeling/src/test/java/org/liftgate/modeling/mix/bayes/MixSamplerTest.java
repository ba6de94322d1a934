package org.liftgate.modeling.mix.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.bayes.Convergence;
import org.liftgate.modeling.mix.Features;

class MixSamplerTest {

  @Test
  void tenChannelsConverge() {
    MixPosterior posterior = MixSampler.standard(1).sample(TenChannels.draw(3));
    double worst =
        posterior.convergence().values().stream().mapToDouble(Convergence::rHat).max().orElse(9);
    assertThat(worst).isLessThan(Convergence.MOST);
    assertThat(posterior.converged()).isTrue();
    Contributions parts = Contributions.of(posterior);
    for (Contributions.Part part : parts.parts()) {
      double truth = TenChannels.contribution(posterior.model(), part.channel());
      assertThat(truth)
          .as(part.channel())
          .isBetween(part.total().low() - 0.02 * Math.abs(truth), part.total().high() * 1.02);
    }
    double sum = parts.base();
    for (Contributions.Part part : parts.parts()) {
      sum += part.total().mean();
    }
    double fitted = 0;
    for (int d = 0; d < posterior.size(); d += 40) {
      fitted += Arrays.stream(posterior.expected(d)).sum() / (posterior.size() / 40);
    }
    assertThat(sum / fitted).isCloseTo(1, within(0.005));
    assertThat(PredictiveCheck.of(posterior, 1)).noneMatch(PredictiveCheck::misfit);
  }

  @Test
  void drawsDependOnTheSeedAloneAndNotOnThreads() {
    var random = new SplittableRandom(4);
    MixModel model = MixWorld.draw(MixWorld.small(random, 30), 1, random).model();
    var sampler = new MixSampler(3, 20, 10, 1, 8, Workers.of(1));
    double[][][] one = sampler.sample(model).values();
    assertThat(sampler.with(Workers.of(3)).sample(model).values()).isDeepEqualTo(one);
    assertThat(one[0][0][1]).isNotEqualTo(one[1][0][1]);
  }

  @Test
  void aLiftNarrowsItsChannel() {
    MixModel model = TenChannels.draw(5);
    var sampler = new MixSampler(2, 400, 200, 1, 3, Workers.all());
    double lift = 0.5 * model.scale();
    MixModel told = model.withLifts(List.of(new Lift("c4", 40, 50, 0, 52, lift, lift / 20)));
    double[] before = sampler.sample(model).draws("effect.c4");
    double[] after = sampler.sample(told).draws("effect.c4");
    assertThat(Interval.of(after).high() - Interval.of(after).low())
        .isLessThan(0.7 * (Interval.of(before).high() - Interval.of(before).low()));
    assertThat(sampler.sample(told).inclusion("c4")).isEqualTo(1);
  }

  @Test
  void weeksThatCannotBeModelledAreRefusedByName() {
    double[] y = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] none = new double[9];
    assertThat(MixModel.refusal(List.of(Channel.of("radio", none)), y).orElseThrow().detail())
        .contains("radio")
        .contains("Maybe");
    assertThat(MixModel.refusal(List.of(), new double[9]).orElseThrow().reason())
        .isEqualTo(Reason.NO_VARIATION);
    assertThatThrownBy(() -> Channel.of("tv", new double[] {1, -3}))
        .hasMessageContaining("tv")
        .hasMessageContaining("row 2");
    assertThatThrownBy(
            () ->
                MixModel.of(List.of(Channel.of("tv", new double[8])), Features.none(), y)
                    .withLifts(List.of(new Lift("radio", 0, 2, 0, 2, 1, 1))))
        .hasMessageContaining("spend of tv (8 weeks)");
  }

  @Test
  void theExpansionOfTheNormalMeetsItsLibrary() {
    assertThat(Effect.logNormal(-8.0001)).isCloseTo(Effect.logNormal(-7.9999), within(2e-3));
    assertThat(Effect.logNormal(-20)).isCloseTo(-203.91715537109726, within(1e-7));
  }
}
