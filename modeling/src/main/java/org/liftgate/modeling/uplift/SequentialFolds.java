package org.liftgate.modeling.uplift;

import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.uplift.RankWeightedEffect.Weighting;

/**
 * Rank-weighted effects of rankings that were learned elsewhere: each fold is ranked by a model of
 * earlier folds alone, which keeps the size of the test. Pooled out-of-fold ranks would not.
 *
 * @param folds in the order they were learned
 */
public record SequentialFolds(List<Fold> folds) {
  public SequentialFolds {
    folds = List.copyOf(folds);
  }

  /**
   * Rows of one fold.
   *
   * @param predicted m effects by a model that has not seen the fold
   * @param scores m doubly robust scores
   * @param groups m codes of rows that depend on each other
   */
  public record Fold(double[] predicted, double[] scores, int[] groups) {}

  /** Area under TOC(q). */
  public Estimate autoc(String term) {
    return estimate(term, Weighting.AUTOC);
  }

  /** Area under q TOC(q). */
  public Estimate qini(String term) {
    return estimate(term, Weighting.QINI);
  }

  private Estimate estimate(String term, Weighting weighting) {
    var held =
        folds.stream()
            .map(
                f ->
                    HeldOut.of(
                        IntStream.range(0, f.scores().length).toArray(),
                        f.predicted(),
                        f.scores(),
                        f.groups()))
            .toList();
    return new SequentialRank(held, weighting).estimate(term);
  }
}
