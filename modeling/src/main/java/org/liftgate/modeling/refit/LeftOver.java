package org.liftgate.modeling.refit;

import java.util.Arrays;
import org.liftgate.modeling.verdict.Words;

/** Whether covariates leave enough of the treatment, and nothing of themselves in it. */
public final class LeftOver {
  private static final double CORRELATION = 0.1;
  private static final double LEAST = 0.05;
  private static final double NOTHING = 0.001;

  private LeftOver() {}

  /**
   * Balance: a covariate still correlated with the treatment that is left was not held fixed.
   *
   * @param study the rows of the residuals
   */
  public static Trial balance(Study study, Residuals left) {
    String rule =
        "No covariate is correlated by more than .1 with the treatment that the covariates leave.";
    double most = 0;
    String where = "";
    for (int j = 0; j < study.covariates().size(); j++) {
      double r = Math.abs(correlation(study.covariates().get(j), left.treatment()));
      if (r > most) {
        most = r;
        where = study.names().get(j);
      }
    }
    String sentence =
        where.isEmpty()
            ? "No covariate varies with the treatment that is left."
            : "The greatest correlation with the treatment that is left is %s, of %s."
                .formatted(Words.number(most, 0.1), where);
    return new Trial(
        "balance-of-residuals",
        rule,
        Trial.Word.within(most, CORRELATION, 2 * CORRELATION),
        most,
        CORRELATION,
        0,
        sentence);
  }

  /** Overlap: where covariates say the treatment, there is nothing to compare. */
  public static Trial overlap(Study study, Residuals left) {
    String rule = "The covariates leave at least 5% of the treatment's variance.";
    double[] t = study.treatment();
    double mean = Arrays.stream(t).average().orElseThrow();
    double all = Arrays.stream(t).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double share = Math.min(1, left.treatmentVariance() / all);
    Trial.Word word =
        share >= LEAST ? Trial.Word.PASS : share >= NOTHING ? Trial.Word.FRAGILE : Trial.Word.FAIL;
    return new Trial(
        "overlap",
        rule,
        word,
        share,
        LEAST,
        0,
        "The covariates leave %s%% of the treatment's variance to learn from."
            .formatted(Words.number(100 * share, 10 * share)));
  }

  private static double correlation(double[] a, double[] b) {
    double ma = Arrays.stream(a).average().orElse(0);
    double mb = Arrays.stream(b).average().orElse(0);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - ma) * (b[i] - mb);
      aa += (a[i] - ma) * (a[i] - ma);
      bb += (b[i] - mb) * (b[i] - mb);
    }
    return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
  }
}
