package org.liftgate.ingest.simulate;

import org.liftgate.kernel.Digest;

/**
 * Random numbers fixed by a seed and the coordinates of what they are for, so that a draw is the
 * same in every world and on every thread. Coordinates pass a finaliser each: streams are never
 * shifted copies of one another. Transcendentals are {@link StrictMath}'s, the same on every
 * machine.
 */
public final class Stream {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** What a stream is for; draws of different purposes never meet. */
  public enum Purpose {
    HOUSEHOLD,
    NOISE,
    VISIT,
    LINES,
    CAMPAIGN_LINES,
    CAMPAIGN,
    ASSIGNMENT,
    TAKE_UP,
    REDEMPTION,
    COMMODITY,
    PRODUCT,
    DISCOUNT,
    BLEMISH,
    DEMOGRAPHICS,
    NULLS,
    AFFINITY,
    THRESHOLD,
    SHELF_LINES,
    OFFER,
    STORE
  }

  private long state;

  private Stream(long state) {
    this.state = state;
  }

  public static Stream of(long seed, Purpose purpose, long... coordinates) {
    return new Stream(key(seed, purpose, coordinates));
  }

  private static long key(long seed, Purpose purpose, long... coordinates) {
    long key = Digest.mix(seed + GOLDEN_GAMMA * (purpose.ordinal() + 1));
    for (long c : coordinates) {
      key = Digest.mix(key ^ Digest.mix(c + GOLDEN_GAMMA));
    }
    return key;
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return Digest.mix(state);
  }

  /** Uniform on [0, 1). */
  public double uniform() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** Uniform on [low, high). */
  public double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Uniform on 0..bound-1. */
  public int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** Standard normal (Box and Muller, 1958). */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** Poisson by inversion of one uniform draw; large means are split into independent halves. */
  public int poisson(double mean) {
    if (mean > 100) {
      return poisson(mean / 2) + poisson(mean / 2);
    }
    double u = uniform();
    double probability = StrictMath.exp(-mean);
    double cumulative = probability;
    int count = 0;
    while (u >= cumulative && probability > 0) {
      count++;
      probability *= mean / count;
      cumulative += probability;
    }
    return count;
  }
}
