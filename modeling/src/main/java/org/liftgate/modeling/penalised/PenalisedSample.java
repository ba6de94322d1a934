package org.liftgate.modeling.penalised;

import java.util.List;
import org.liftgate.kernel.Sample;

/**
 * Rows of a penalised regression; the intercept is added and not penalised.
 *
 * @param names of the k columns
 * @param columns k arrays of n finite values
 * @param outcome n finite values
 */
public record PenalisedSample(List<String> names, double[][] columns, double[] outcome)
    implements Sample {

  public PenalisedSample {
    names = List.copyOf(names);
    if (names.size() != columns.length) {
      throw new IllegalArgumentException("names must be one for each column");
    }
  }

  @Override
  public int rows() {
    return outcome.length;
  }
}
