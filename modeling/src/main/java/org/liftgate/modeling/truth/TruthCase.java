package org.liftgate.modeling.truth;

import java.util.function.Function;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

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

  private static final double EXACT = 1e-9;

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
    /**
     * A set of values without a point estimate, for an effect that is only known within bounds: it
     * must hold the truth at least as often as it says.
     */
    COVERING,
    /** A set that holds too little: departures lie outside it, and that must show. */
    EXCLUDING,
    /**
     * Unbiased, with a test and intervals that keep their word, beside a standard error known to be
     * too small: a bootstrap of few clusters, or models of many covariates for the units there are.
     */
    TESTED,
    /** An identity, no estimate: it must hold in every draw. */
    EXACT,
    /** No number in any draw, a typed reason instead. */
    REFUSED
  }

  /** One that must be unbiased with intervals that cover. */
  public static <S> TruthCase<S> identified(
      String name, Design<S> design, String estimand, Function<? super S, Estimate> estimator) {
    return new TruthCase<>(name, design, estimand, estimator, Expected.IDENTIFIED);
  }

  /** What an estimator of a set says about a value within it. */
  static Estimate set(String term, double low, double high) {
    double half = (high - low) / 2;
    double sd = half / new StudentT(Double.POSITIVE_INFINITY).quantile(0.975);
    return new StudentT(Double.POSITIVE_INFINITY).value(term, low + half, sd);
  }

  /** How far two figures that must agree lie apart, held against a billionth. */
  static Estimate identity(String term, double one, double other) {
    double distance = one - other;
    return new Estimate.Value(
        term, distance, EXACT, Double.POSITIVE_INFINITY, 1, distance - EXACT, distance + EXACT);
  }

  public TruthCase<S> expecting(Expected other) {
    return new TruthCase<>(name, design, estimand, estimator, other);
  }
}
