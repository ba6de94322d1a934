package org.liftgate.modeling.mix.bayes;

import java.util.SplittableRandom;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;

/**
 * Draws from the posterior of a {@link MixModel}: collapsed Gibbs, curves by slice sampling (Neal,
 * 2003), controls integrated out. The draws depend on the seed alone, not on the threads.
 *
 * @param chains at least 1, each from its own draw of the curves' priors
 * @param draws kept of each chain, at least 4
 * @param warmUp sweeps before the first draw
 * @param thin sweeps for one draw, at least 1
 */
public record MixSampler(int chains, int draws, int warmUp, int thin, long seed, Workers workers) {
  public MixSampler {
    if (chains < 1 || draws < 4 || warmUp < 0 || thin < 1) {
      throw new IllegalArgumentException(
          "chains (%d), draws (%d), warmUp (%d) and thin (%d) must be at least 1, 4, 0 and 1"
              .formatted(chains, draws, warmUp, thin));
    }
  }

  /** Four chains of 1,000 draws, 500 sweeps to warm up, 2 sweeps a draw. */
  public static MixSampler standard(long seed) {
    return new MixSampler(4, 1_000, 500, 2, seed, Workers.all());
  }

  public MixSampler with(Workers value) {
    return new MixSampler(chains, draws, warmUp, thin, seed, value);
  }

  /**
   * @throws IllegalArgumentException where {@link MixModel#refusal} has a reason
   */
  public MixPosterior sample(MixModel model) {
    MixModel.refusal(model.channels(), model.outcome())
        .ifPresent(
            m -> {
              throw new IllegalArgumentException("model must be one to sample: " + m.detail());
            });
    var projection = new Projection(model.design(), model.weeks(), model.controlScale());
    return new MixPosterior(
        model,
        workers
            .map(chains, c -> run(new Chain(model, projection, stream(c))))
            .toArray(double[][][]::new));
  }

  private SplittableRandom stream(int chain) {
    return new SplittableRandom(Digest.mix(Digest.mix(seed) + chain));
  }

  private double[][] run(Chain chain) {
    for (int i = 0; i < warmUp; i++) {
      chain.sweep();
    }
    var out = new double[draws][];
    for (int i = 0; i < draws; i++) {
      for (int s = 0; s < thin; s++) {
        chain.sweep();
      }
      out[i] = chain.draw();
    }
    return out;
  }
}
