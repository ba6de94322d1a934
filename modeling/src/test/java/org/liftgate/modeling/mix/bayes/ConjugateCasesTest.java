package org.liftgate.modeling.mix.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.modeling.bayes.Prior;
import org.liftgate.modeling.mix.Features;

/** Where the posterior has a closed form, the draws must have its moments. */
class ConjugateCasesTest {
  private static final int N = 24;
  private static final double SLAB = 0.8;
  private static final double V = 2;
  private static final Curve STRAIGHT =
      new Curve(
          new Curve.GeometricCarry(new Prior.Fixed(0)), new Curve.PowerBend(new Prior.Fixed(1)));
  private static final MixSampler SAMPLER =
      new MixSampler(2, 20_000, 100, 1, 5, org.liftgate.accumulate.Workers.of(2));

  private static MixModel model(int channels, boolean positive, double inclusion, double sigma2) {
    var random = new SplittableRandom(21);
    double[] common = random.doubles(N).toArray();
    List<Channel> list =
        IntStream.range(0, channels)
            .mapToObj(
                c -> {
                  double[] x = new double[N];
                  Arrays.setAll(x, t -> 0.6 * common[t] + random.nextDouble());
                  var channel =
                      Channel.of("c" + c, x).with(STRAIGHT).withSlab(SLAB).withInclusion(inclusion);
                  return positive ? channel : channel.ofEitherSign();
                })
            .toList();
    double[] z = random.doubles(N, -1, 1).toArray();
    double[] y = new double[N];
    Arrays.setAll(
        y,
        t ->
            0.4 * z[t]
                + (channels > 0 ? 0.5 * list.get(0).scaled()[t] : 0)
                + 0.6 * random.nextGaussian());
    return MixModel.of(list, Features.of("z", z), y)
        .scaled(0, 1, V)
        .with(new MixModel.NoisePrior(sigma2 > 0 ? 0 : 3, sigma2 > 0 ? sigma2 : 1));
  }

  /** Precision matrix and linear term of the effects, given the noise. */
  private static double[][] system(MixModel m, double sigma2) {
    double[][] s =
        ExactPosterior.inverse(ExactPosterior.covariance(m.design(), N, V, sigma2), new double[1]);
    int k = m.channels().size();
    var out = new double[k + 1][k];
    for (int a = 0; a < k; a++) {
      double[] x = m.channels().get(a).scaled();
      for (int b = 0; b < k; b++) {
        out[a][b] =
            ExactPosterior.form(x, s, m.channels().get(b).scaled())
                + (a == b ? 1 / (SLAB * SLAB) : 0);
      }
      out[k][a] = ExactPosterior.form(x, s, m.outcome());
    }
    return out;
  }

  @Test
  void effectsOfKnownCurvesAndNoiseAreNormalAndALiftIsOneMoreObservation() {
    MixModel plain = model(3, false, 1, 0.36);
    var lift = new Lift("c1", 4, 9, 0, 9, 2.5, 0.4);
    for (MixModel m : List.of(plain, plain.withLifts(List.of(lift)))) {
      double[][] system = system(m, 0.36);
      if (!m.lifts().isEmpty()) {
        double g = Arrays.stream(m.channels().get(1).scaled(), 4, 9).sum();
        system[1][1] += g * g / 0.16;
        system[3][1] += g * 2.5 / 0.16;
      }
      double[][] covariance = ExactPosterior.inverse(Arrays.copyOf(system, 3), new double[1]);
      MixPosterior posterior = SAMPLER.sample(m);
      for (int a = 0; a < 3; a++) {
        double mean = 0;
        for (int b = 0; b < 3; b++) {
          mean += covariance[a][b] * system[3][b];
        }
        double sd = Math.sqrt(covariance[a][a]);
        double[] draws = posterior.draws("effect.c" + a);
        assertThat(mean(draws)).as("mean").isCloseTo(mean, within(0.03 * sd));
        assertThat(sd(draws) / sd).as("sd").isCloseTo(1, within(0.03));
      }
      assertThat(correlation(posterior.draws("effect.c0"), posterior.draws("effect.c1")))
          .isCloseTo(
              covariance[0][1] / Math.sqrt(covariance[0][0] * covariance[1][1]), within(0.03));
    }
  }

  @Test
  void inclusionProbabilitiesEqualThoseOfAllEightModels() {
    MixModel m = model(3, false, 0.4, 0.36);
    double[][] system = system(m, 0.36);
    double[] weight = new double[8];
    for (int set = 0; set < 8; set++) {
      int chosen = set;
      int[] in = IntStream.range(0, 3).filter(c -> (chosen >> c & 1) == 1).toArray();
      var p = new double[in.length][in.length];
      var b = new double[in.length];
      for (int i = 0; i < in.length; i++) {
        b[i] = system[3][in[i]];
        for (int j = 0; j < in.length; j++) {
          p[i][j] = system[in[i]][in[j]];
        }
      }
      double[] log = new double[1];
      double[][] v = ExactPosterior.inverse(p, log);
      weight[set] =
          Math.pow(0.4, in.length)
              * Math.pow(0.6, 3 - in.length)
              * Math.exp(ExactPosterior.form(b, v, b) / 2 - log[0] / 2)
              / Math.pow(SLAB, in.length);
    }
    double all = Arrays.stream(weight).sum();
    MixPosterior posterior = SAMPLER.sample(m);
    for (int c = 0; c < 3; c++) {
      double known = 0;
      for (int set = 0; set < 8; set++) {
        known += (set >> c & 1) * weight[set] / all;
      }
      assertThat(posterior.inclusion("c" + c)).isCloseTo(known, within(0.015));
    }
  }

  @Test
  void aPositiveEffectWithASpikeAgreesWithIntegration() {
    MixModel m = model(1, true, 0.5, 0.36);
    double[][] system = system(m, 0.36);
    double slab = 0;
    double first = 0;
    double step = 1e-4;
    for (double b = step / 2; b < 6; b += step) {
      double density =
          step
              * Math.exp(system[1][0] * b - system[0][0] * b * b / 2)
              * 2
              / (SLAB * Math.sqrt(2 * Math.PI));
      slab += density;
      first += b * density;
    }
    MixPosterior posterior = SAMPLER.sample(m);
    assertThat(posterior.inclusion("c0")).isCloseTo(slab / (1 + slab), within(0.01));
    assertThat(mean(posterior.draws("effect.c0"))).isCloseTo(first / (1 + slab), within(0.01));
  }

  @Test
  void withoutChannelsTheNoiseIsInverseGammaAndControlsAreStudents() {
    MixModel m = model(0, true, 1, 0);
    double[][] s =
        ExactPosterior.inverse(ExactPosterior.covariance(m.design(), N, V, 1), new double[1]);
    double shape = 3 + N / 2.0;
    double rate = 1 + ExactPosterior.form(m.outcome(), s, m.outcome()) / 2;
    MixPosterior posterior = SAMPLER.sample(m);
    double[] variance = Arrays.stream(posterior.draws("sigma")).map(v -> v * v).toArray();
    assertThat(mean(variance)).isCloseTo(rate / (shape - 1), within(0.01 * rate / shape));
    double sy = 0;
    double[][] design = m.design();
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        sy += V * V * design[1][i] * s[i][j] * m.outcome()[j];
      }
    }
    assertThat(mean(posterior.draws("control.z"))).isCloseTo(sy, within(0.01));
  }

  private static double mean(double[] v) {
    return Arrays.stream(v).average().orElseThrow();
  }

  private static double sd(double[] v) {
    double m = mean(v);
    return Math.sqrt(Arrays.stream(v).map(x -> (x - m) * (x - m)).average().orElseThrow());
  }

  private static double correlation(double[] a, double[] b) {
    double ma = mean(a);
    double mb = mean(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - ma) * (b[i] - mb) / a.length;
    }
    return sum / (sd(a) * sd(b));
  }
}
