package org.liftgate.modeling.segments;

import java.util.Arrays;
import org.liftgate.kernel.Sample;

/**
 * Rows before and after a common start, of clusters that are treated or not as a whole, such as
 * sales of stores.
 *
 * @param outcome n values
 * @param treated n flags, the same for all rows of a cluster
 * @param post n flags: from the start on
 * @param cluster n codes of the unit of assignment, 0 to G-1
 */
public record ArmRows(double[] outcome, boolean[] treated, boolean[] post, int[] cluster)
    implements Sample {
  public ArmRows {
    int n = outcome.length;
    if (treated.length != n || post.length != n || cluster.length != n) {
      throw new IllegalArgumentException("every column must have " + n + " values");
    }
    var arm = new int[Arrays.stream(cluster).max().orElse(-1) + 1];
    for (int i = 0; i < n; i++) {
      int own = treated[i] ? 1 : -1;
      if (arm[cluster[i]] == -own) {
        throw new IllegalArgumentException(
            "cluster (" + cluster[i] + ") must be treated in all of its rows or in none");
      }
      arm[cluster[i]] = own;
    }
  }

  @Override
  public int rows() {
    return outcome.length;
  }

  public int clusters() {
    return Arrays.stream(cluster).max().orElse(-1) + 1;
  }

  /** Clusters of an arm. */
  public int clusters(boolean arm) {
    var seen = new java.util.BitSet();
    for (int i = 0; i < outcome.length; i++) {
      if (treated[i] == arm) {
        seen.set(cluster[i]);
      }
    }
    return seen.cardinality();
  }

  /** The cell of a row: 0 comparison before, 1 comparison after, 2 treated before, 3 after. */
  int cell(int row) {
    return (treated[row] ? 2 : 0) + (post[row] ? 1 : 0);
  }
}
