package org.liftgate.ingest.simulate;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Gathers what is out of range, and says all of it at once. */
final class Limits {
  private final List<Problem> problems = new ArrayList<>();

  void within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      problems.add(
          Problem.of(
              name,
              Double.toString(value),
              "must lie between " + low + " and " + high,
              "Maybe leave it out to get the default."));
    }
  }

  void report() {
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          String.join("\n", problems.stream().map(Problem::sentence).toList()), problems);
    }
  }
}
