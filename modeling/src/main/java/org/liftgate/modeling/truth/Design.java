package org.liftgate.modeling.truth;

import java.util.SplittableRandom;
import org.liftgate.kernel.Digest;

/**
 * A world with planted effects that can be drawn as often as one likes. Its parameters are the
 * components of a record; a draw depends on them and the seed alone.
 *
 * @param <S> what a draw gives
 */
public interface Design<S> {

  /** What kind of world it is and its size, such as {@code panel 12 v 300, ar 0.6}. */
  String name();

  /** One sample. The same seed gives the same sample. */
  S draw(long seed);

  /**
   * The planted value in the population that samples are drawn from.
   *
   * @param estimand such as {@code att}, {@code ate} or {@code event(2)}
   * @throws IllegalArgumentException for an estimand the design does not plant
   */
  double truth(String estimand);

  /** A stream that neighbouring seeds do not share. */
  static SplittableRandom stream(long seed) {
    return new SplittableRandom(Digest.mix(seed + 0x5851f42d4c957f2dL));
  }

  /** What {@link #truth} throws. */
  static IllegalArgumentException unknown(String estimand, String known) {
    return new IllegalArgumentException("estimand (" + estimand + ") must be " + known);
  }
}
