package org.liftgate.modeling.refit;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.modeling.refit.UnseenCause.Benchmark;

/**
 * How strong the observed covariates are, by what is lost without each: the share r of the
 * treatment that is left which it explained, and the share s of the outcome's error (Chernozhukov
 * and others, 2022, section 4). A cause with the same shares has a = sqrt(r V) and b = sqrt(s E /
 * (1 - r)).
 */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * @param names k covariates
   * @param without residuals of the same rows with each covariate left out, in that order
   */
  public static List<Benchmark> of(Residuals all, List<String> names, List<Residuals> without) {
    double variance = all.treatmentVariance();
    double error = all.errorVariance();
    var out = new ArrayList<Benchmark>();
    for (int j = 0; j < names.size(); j++) {
      double r = share(variance, without.get(j).treatmentVariance());
      double s = share(error, without.get(j).errorVariance());
      out.add(new Benchmark(names.get(j), Math.sqrt(r * variance), Math.sqrt(s * error / (1 - r))));
    }
    return List.copyOf(out);
  }

  /** What of a variance goes when a covariate comes in; 0 where it did not help. */
  private static double share(double with, double without) {
    return Math.max(0, 1 - with / without);
  }
}
