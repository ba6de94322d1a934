package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.JointTest;

/** A linear regression with its whole covariance, or the reason why there is none. */
public sealed interface LinearFit {

  /** One estimate a term, the intercept first; those that cannot be estimated are named too. */
  List<Estimate> estimates();

  /** What the reader must know: what was left out, which convention, which tolerance. */
  List<String> notes();

  /**
   * @param terms p that were estimated
   * @param coefficients p
   * @param covariance p x p
   * @param df of each term's t distribution
   * @param rows 0-based rows of the sample that were used, ascending
   * @param convention the covariance in words
   */
  record Solved(
      List<String> terms,
      double[] coefficients,
      double[][] covariance,
      double[] df,
      List<Estimate> estimates,
      Parameters parameters,
      int[] rows,
      Convention convention,
      FitSummary summary,
      List<String> notes)
      implements LinearFit {
    public Solved {
      terms = List.copyOf(terms);
      estimates = List.copyOf(estimates);
      notes = List.copyOf(notes);
    }

    /**
     * Wald test that the terms are all zero, over the smallest of their degrees of freedom.
     *
     * @return empty when their covariance is singular or a term was not estimated
     */
    public Optional<JointTest> joint(List<String> tested) {
      int[] at = tested.stream().mapToInt(terms::indexOf).toArray();
      var b = new double[at.length];
      var v = new double[at.length][at.length];
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < at.length; i++) {
        if (at[i] < 0) {
          return Optional.empty();
        }
        b[i] = coefficients[at[i]];
        least = Math.min(least, df[at[i]]);
        for (int j = 0; j < at.length; j++) {
          v[i][j] = covariance[at[i]][at[j]];
        }
      }
      return at.length == 0 ? Optional.empty() : JointTest.wald(b, v, least);
    }

    /** Wald test that all slopes are zero. */
    public Optional<JointTest> slopes() {
      var slopes = new ArrayList<>(terms);
      slopes.remove("(Intercept)");
      return joint(slopes);
    }
  }

  /**
   * @param kind such as {@code CR1}
   * @param clusters names of what it clusters by
   * @param ssc the small-sample factor in words; empty when there is none
   */
  record Convention(String kind, List<String> clusters, String ssc) {
    public Convention {
      clusters = List.copyOf(clusters);
    }
  }

  /**
   * No term has an uncertainty: each says why.
   *
   * @param detail in one sentence
   */
  record Missing(List<Estimate> estimates, String detail, List<String> notes) implements LinearFit {
    public Missing {
      estimates = List.copyOf(estimates);
      notes = List.copyOf(notes);
    }

    /** One reason for all terms. */
    static Missing all(
        List<String> terms, Estimate.Reason reason, String detail, List<String> notes) {
      List<Estimate> each =
          terms.stream().map(t -> (Estimate) new Estimate.Missing(t, reason, detail)).toList();
      return new Missing(each, detail, notes);
    }
  }
}
