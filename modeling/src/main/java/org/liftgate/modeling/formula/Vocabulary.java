package org.liftgate.modeling.formula;

import java.util.Collection;
import java.util.List;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/**
 * The columns a formula may name.
 *
 * @param known names of all columns of the data, also of those the table does not hold
 */
record Vocabulary(Table data, Collection<String> known) {

  /** Whether the column exists; reports it where it does not. */
  boolean check(Token name, Problems problems) {
    if (data.find(name.text()).isPresent()) {
      return true;
    }
    String hint = Problem.didYouMean(name.text(), known);
    String listed = "Maybe one of " + String.join(", ", known) + ".";
    problems.add(
        name.at(), name.text(), "must be a column of the data", hint.isEmpty() ? listed : hint);
    return false;
  }

  boolean isText(String column) {
    return data.find(column).map(c -> c.type() == Schema.Type.TEXT).orElse(false);
  }

  List<String> columns() {
    return data.schema().names();
  }
}
