package org.liftgate.ingest.simulate;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Gathers what is out of range, and says all of it at once. */
public final class Limits {
  private final List<Problem> problems = new ArrayList<>();

  /** Notes a value outside of low to high. */
  public void within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      problems.add(
          Problem.of(
              name,
              Double.toString(value),
              "must lie between " + low + " and " + high,
              "Maybe leave it out to get the default."));
    }
  }

  /**
   * @throws LiftgateException with all that was noted
   */
  public void report() {
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          String.join("\n", problems.stream().map(Problem::sentence).toList()), problems);
    }
  }
}
