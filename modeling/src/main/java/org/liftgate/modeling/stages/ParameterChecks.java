package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.dml.Basis;

/** What must hold of a stage's parameters; all that does not is said at once. */
final class ParameterChecks {
  private final List<Problem> problems = new ArrayList<>();

  ParameterChecks least(String name, int value, int least) {
    return must(
        value >= least,
        name,
        Integer.toString(value),
        "must be at least " + least,
        "Maybe leave it out to get the default.");
  }

  /** A basis of functions; {@code none} among them only where one effect for all will do. */
  ParameterChecks basis(String name, String text, boolean none) {
    return must(
        Basis.parse(text).isPresent() && (none || !text.equals("none")),
        name,
        text,
        none ? "must be none, poly:K, log:K, ns:K or bs:K" : "must be poly:K, log:K, ns:K or bs:K",
        none ? "Maybe poly:2, or ns:4." : "Maybe poly:2, or ns:8.");
  }

  ParameterChecks must(boolean holds, String name, String value, String must, String maybe) {
    if (!holds) {
      problems.add(Problem.of(name, value, must, maybe));
    }
    return this;
  }

  /**
   * @throws LiftgateException with every problem, if there is one
   */
  void of(String kind) {
    if (!problems.isEmpty()) {
      throw LiftgateException.input(kind + " cannot be run so", problems);
    }
  }
}
