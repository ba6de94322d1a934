package org.liftgate.modeling.truth;

import java.util.function.Function;
import org.liftgate.kernel.Estimate;

/**
 * An estimator, a design to try it on, and what must come out.
 *
 * @param name of the estimator, such as {@code did cluster(unit)}
 * @param estimand one that the design plants
 * @param estimator reads a draw; called from several threads at once
 * @param expected what a sound estimator must show here
 */
public record TruthCase<S>(
    String name,
    Design<S> design,
    String estimand,
    Function<? super S, Estimate> estimator,
    Expected expected) {

  /** What must come out. */
  public enum Expected {
    /** Unbiased, with intervals that cover. */
    IDENTIFIED,
    /** Not identified: its bias must show. */
    BIASED,
    /** Unbiased, but intervals known to be too narrow: that must show. */
    OVERCONFIDENT,
    /** Unbiased, with intervals known to be too wide: they must cover at least as they say. */
    CONSERVATIVE,
    /** No number in any draw, a typed reason instead. */
    REFUSED
  }

  /** One that must be unbiased with intervals that cover. */
  public static <S> TruthCase<S> identified(
      String name, Design<S> design, String estimand, Function<? super S, Estimate> estimator) {
    return new TruthCase<>(name, design, estimand, estimator, Expected.IDENTIFIED);
  }

  public TruthCase<S> expecting(Expected other) {
    return new TruthCase<>(name, design, estimand, estimator, other);
  }
}
