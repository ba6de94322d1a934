package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.kernel.Table.Column;
import org.liftgate.kernel.Table.Doubles;

/** Which rows of a column hold no value that can be calculated with. */
final class MissingValues {
  private MissingValues() {}

  /** 0-based rows that are missing or not finite. */
  static BitSet rows(Column column) {
    var out = (BitSet) column.nulls().clone();
    if (column instanceof Doubles(Schema.Type _, double[] values, BitSet _)) {
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          out.set(i);
        }
      }
    }
    return out;
  }

  /**
   * @throws LiftgateException naming each column that lacks values
   */
  static void refuse(Table data, List<String> columns) {
    var problems = new ArrayList<Problem>();
    for (String name : columns) {
      BitSet rows = rows(data.column(name));
      if (!rows.isEmpty()) {
        problems.add(
            Problem.of(
                name,
                null,
                "must hold a finite value in every row; %,d of %,d lack one, first data row %,d"
                    .formatted(rows.cardinality(), data.rows(), rows.nextSetBit(0) + 1),
                "Maybe --missing drop leaves such rows out."));
      }
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("values are missing", problems);
    }
  }
}
