package org.liftgate.modeling.formula;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** What is wrong with a formula, by position in its text. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /**
   * @param at 1-based position
   * @param what stands there
   */
  void add(int at, String what, String message, String hint) {
    found.add(Problem.of(what, null, message, hint).at("formula", 1, at));
  }

  boolean none() {
    return found.isEmpty();
  }

  LiftgateException exception(String text) {
    found.sort((a, b) -> Long.compare(a.column().orElse(0), b.column().orElse(0)));
    return LiftgateException.input("formula (" + text + ") cannot be read", found);
  }
}
