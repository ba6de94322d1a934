package org.liftgate.modeling.increment;

import java.util.function.IntFunction;
import org.liftgate.kernel.Panel;
import org.liftgate.kernel.Sample;

/**
 * A stacked panel and what other treatments do in it.
 *
 * @param panel rows in any order; a unit's treated flag says whether it is on its group's own list
 * @param offsets offsets of units (codes 0..U-1 of the panel) into {@code lists}, U + 1 values
 * @param lists codes of all lists a unit is on; the group's own has no effect here
 * @param factors by code of a group, what its weight in the pooled effect is multiplied by
 * @param groupName what messages call a group
 */
public record ListedPanel(
    Panel panel,
    int[] offsets,
    int[] lists,
    Exposures exposures,
    double[] factors,
    IntFunction<String> groupName)
    implements Sample {
  public ListedPanel {
    if (offsets.length == 0 || offsets[offsets.length - 1] != lists.length) {
      throw new IllegalArgumentException("offsets must end at the lists (" + lists.length + ")");
    }
  }

  /** Units are coded 0 to this, exclusive. */
  public int units() {
    return offsets.length - 1;
  }

  ListedPanel with(Panel rows) {
    return new ListedPanel(rows, offsets, lists, exposures, factors, groupName);
  }

  @Override
  public int rows() {
    return panel.rows();
  }
}
