package org.liftgate.modeling.uplift;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.Refusal;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;

/** What is known of who was treated. */
public sealed interface Assignment {
  /** Scores are kept this far from 0 and 1. */
  double BOUND = 0.01;

  /** The probability of treatment of any rows. */
  interface Score {
    double[] predict(Features x);
  }

  Score fit(Features x, byte[] treated, Workers workers);

  /** Whether treatment was drawn without regard to the features. */
  boolean random();

  /**
   * Drawn at random with one probability for all.
   *
   * @param probability above 0, below 1
   */
  record Random(double probability) implements Assignment {
    public Random {
      if (!(probability > 0 && probability < 1)) {
        throw new IllegalArgumentException(
            "probability (" + probability + ") must be above 0, below 1");
      }
    }

    @Override
    public Score fit(Features x, byte[] treated, Workers workers) {
      return rows -> {
        var out = new double[rows.size()];
        Arrays.fill(out, probability);
        return out;
      };
    }

    @Override
    public boolean random() {
      return true;
    }
  }

  /** By the features, in a way that a logit describes. */
  record Logit() implements Assignment {
    @Override
    public Score fit(Features x, byte[] treated, Workers workers) {
      double[][] columns = x.numbers();
      List<String> names = names(columns.length);
      return switch (PropensityScore.of(names, columns, treated, workers)) {
        case PropensityScore.None none ->
            throw new Refusal(
                none.reason() == Reason.SEPARATION ? Reason.NO_OVERLAP : none.reason(),
                none.reason() == Reason.SEPARATION
                    ? "The features tell the arms apart without error: there is no overlap."
                    : none.detail());
        case PropensityScore.Fitted fitted ->
            rows ->
                Arrays.stream(
                        fitted.predict(
                            Observed.of(
                                names,
                                rows.numbers(),
                                new byte[rows.size()],
                                new double[rows.size()])))
                    .map(p -> Math.clamp(p, BOUND, 1 - BOUND))
                    .toArray();
      };
    }

    @Override
    public boolean random() {
      return false;
    }

    private static List<String> names(int count) {
      return IntStream.range(0, count).mapToObj(k -> "feature " + k).toList();
    }
  }
}
