package org.liftgate.kernel;

/** A number with its uncertainty, or the reason why there is none. */
public sealed interface Estimate {

  /** What the number is about, such as {@code att} or {@code event(-3)}. */
  String term();

  /**
   * @param value the point estimate, in units of the outcome
   * @param stdError its standard error
   * @param df degrees of freedom of the reference t distribution; infinite for the normal
   * @param pValue two-sided, against zero
   * @param confLow lower end of the 95% interval
   * @param confHigh upper end of the 95% interval
   */
  record Value(
      String term,
      double value,
      double stdError,
      double df,
      double pValue,
      double confLow,
      double confHigh)
      implements Estimate {
    public Value {
      if (!Double.isFinite(value) || !Double.isFinite(stdError) || stdError < 0) {
        throw new IllegalArgumentException(
            "%s: value (%s) and stdError (%s) must be finite".formatted(term, value, stdError));
      }
    }

    public double statistic() {
      return value / stdError;
    }
  }

  /**
   * A number to which no uncertainty belongs, such as a penalised coefficient. It is never judged.
   *
   * @param why it has none
   */
  record Point(String term, double value, String why) implements Estimate {
    public Point {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("%s: value (%s) must be finite".formatted(term, value));
      }
    }
  }

  /** A typed outcome in place of a number. */
  record Missing(String term, Reason reason, String detail) implements Estimate {}

  /** Why a number is missing. */
  enum Reason {
    NO_ROWS,
    EMPTY_ARM,
    INCOMPLETE_CELLS,
    TOO_FEW_CLUSTERS,
    SMALL_ARM,
    COLLINEAR,
    NO_VARIATION,
    DISCONNECTED,
    DUPLICATE_ROWS,
    NOT_CONVERGED,
    NOT_FINITE,
    /** Covariates tell the two outcomes of a logit apart without error. */
    SEPARATION,
    /** Nothing untreated to compare with, such as no never-treated unit. */
    NO_COMPARISON,
    NO_MATCH,
    /** Too few effective degrees of freedom for the reference law. */
    LOW_DF,
    NO_OVERLAP,
    /** Effects do not differ by what is known of the units, as far as the data can tell. */
    NO_HETEROGENEITY,
    /** An optional input was not given. */
    MISSING_INPUT,
    /** A causal graph leaves a path open that nothing observed closes. */
    NOT_IDENTIFIED,
    /** The data have a shape this estimator is not for. */
    UNSUITED
  }
}
