package org.liftgate.modeling.refit;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

/**
 * The treatment dealt anew among the rows: it can have done nothing. Judged by t-statistics, which
 * units of several rows leave comparable.
 */
public record PlaceboTreatment() implements Challenge {
  private static final double LEVEL = 0.05;
  private static final double CHANCE = 0.999;

  @Override
  public String name() {
    return "placebo-treatment";
  }

  @Override
  public String rule() {
    return "Dealt anew, the treatment is significant at 5% in no more draws than chance allows (99.9%), and the estimate lies farther out than 95% of them.";
  }

  @Override
  public boolean sameFolds() {
    return false;
  }

  @Override
  public Study change(Study study, SplittableRandom random) {
    double[] t = study.treatment().clone();
    for (int i = t.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swap = t[i];
      t[i] = t[j];
      t[j] = swap;
    }
    return study.withTreatment(t);
  }

  @Override
  public Trial judge(Study study, Estimate.Value found, List<Estimate.Value> draws) {
    int n = draws.size();
    int significant = (int) draws.stream().filter(d -> d.pValue() < LEVEL).count();
    int allowed = BinomialDistribution.of(n, LEVEL).inverseCumulativeProbability(CHANCE);
    double farther =
        (double)
                draws.stream()
                    .filter(d -> Math.abs(d.statistic()) < Math.abs(found.statistic()))
                    .count()
            / n;
    Trial.Word word =
        significant > allowed
            ? Trial.Word.FAIL
            : farther > StudentT.LEVEL ? Trial.Word.PASS : Trial.Word.FRAGILE;
    String sentence =
        "Dealt anew, the treatment is significant in %d of %d draws (chance allows %d); the estimate lies farther out than %d%% of them."
            .formatted(significant, n, allowed, Math.round(100 * farther));
    return new Trial(
        name(), rule(), word, (double) significant / n, (double) allowed / n, n, sentence);
  }
}
