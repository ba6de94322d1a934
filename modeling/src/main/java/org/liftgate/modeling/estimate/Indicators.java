package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/** Columns that say yes or no. */
final class Indicators {
  private Indicators() {}

  /**
   * Values of the columns named by options, each 0 or 1.
   *
   * @throws LiftgateException naming every column that holds anything else
   */
  static double[][] of(Request request, Table data, String... options) {
    var problems = new ArrayList<Problem>();
    var all = new ArrayList<double[]>();
    for (String option : options) {
      String column = request.required(option);
      if (data.column(column).type() == Schema.Type.TEXT) {
        problems.add(request.problem(option, "must hold 0 and 1, not text", ""));
      } else {
        double[] values = data.doubles(column);
        for (int i = 0; i < values.length; i++) {
          if (values[i] != 0 && values[i] != 1) {
            String message =
                "must hold 0 and 1 only; data row %,d holds %s".formatted(i + 1, values[i]);
            problems.add(request.problem(option, message, ""));
            break;
          }
        }
        all.add(values);
      }
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("columns do not hold 0 and 1", List.copyOf(problems));
    }
    return all.toArray(double[][]::new);
  }
}
