package org.liftgate.modeling.uplift;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.kernel.Sample;

/**
 * Units with features known before a binary treatment, and the outcome after it.
 *
 * @param names of the p features
 * @param features p arrays of n finite values
 * @param treated n values 0 or 1
 * @param outcome n finite values
 * @param groups n codes of what stays together in folds and errors, such as the household; the row
 *     itself where rows are independent
 */
public record UpliftSample(
    List<String> names, double[][] features, byte[] treated, double[] outcome, int[] groups)
    implements Sample {

  public UpliftSample {
    names = List.copyOf(names);
    if (names.size() != features.length) {
      throw new IllegalArgumentException("names must be one for each feature");
    }
    if (treated.length != outcome.length || groups.length != outcome.length) {
      throw new IllegalArgumentException("treated, outcome and groups must have the same length");
    }
  }

  /** Independent rows. */
  public static UpliftSample of(
      List<String> names, double[][] features, byte[] treated, double[] outcome) {
    int[] rows = IntStream.range(0, outcome.length).toArray();
    return new UpliftSample(names, features, treated, outcome, rows);
  }

  public UpliftSample withGroups(int[] codes) {
    return new UpliftSample(names, features, treated, outcome, codes);
  }

  UpliftSample withTreated(byte[] flags) {
    return new UpliftSample(names, features, flags, outcome, groups);
  }

  @Override
  public int rows() {
    return outcome.length;
  }

  /** What is not finite, in a sentence; empty when all is. */
  Optional<String> notFinite() {
    for (int k = 0; k < features.length; k++) {
      if (!finite(features[k])) {
        return Optional.of("Feature " + names.get(k) + " is missing or infinite in a row.");
      }
    }
    return finite(outcome)
        ? Optional.empty()
        : Optional.of("The outcome is missing or infinite in a row.");
  }

  private static boolean finite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }
}
