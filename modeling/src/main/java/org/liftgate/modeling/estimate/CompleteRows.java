package org.liftgate.modeling.estimate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.liftgate.kernel.Table;
import org.liftgate.kernel.Table.Column;
import org.liftgate.kernel.Table.Doubles;
import org.liftgate.kernel.Table.Longs;
import org.liftgate.kernel.Table.Texts;

/**
 * The rows of a table in which all columns asked for hold values.
 *
 * @param table those columns and rows, nothing missing, numbers finite
 * @param rows 0-based rows of the data, ascending
 * @param dropped rows left out
 */
public record CompleteRows(Table table, int[] rows, int dropped) {

  static CompleteRows of(Table data, List<String> columns) {
    var out = new BitSet();
    for (String name : columns) {
      out.or(MissingValues.rows(data.column(name)));
    }
    int dropped = out.cardinality();
    int[] kept = new int[data.rows() - dropped];
    for (int i = 0, k = 0; i < data.rows(); i++) {
      if (!out.get(i)) {
        kept[k++] = i;
      }
    }
    var builder = Table.named(data.name());
    for (String name : columns) {
      Column column = data.column(name);
      builder.column(name, dropped == 0 ? column : take(column, kept));
    }
    return new CompleteRows(builder.build(), kept, dropped);
  }

  /** A sentence on what was dropped; empty when nothing was. */
  public List<String> notes() {
    return dropped == 0
        ? List.of()
        : List.of(
            "%,d of %,d rows were left out because a value is missing or not finite."
                .formatted(dropped, dropped + rows.length));
  }

  private static Column take(Column column, int[] rows) {
    var none = new BitSet();
    return switch (column) {
      case Doubles c ->
          new Doubles(
              c.type(), Arrays.stream(rows).mapToDouble(i -> c.values()[i]).toArray(), none);
      case Longs c ->
          new Longs(c.type(), Arrays.stream(rows).mapToLong(i -> c.values()[i]).toArray(), none);
      case Texts c ->
          new Texts(Arrays.stream(rows).map(i -> c.codes()[i]).toArray(), c.labels(), none);
    };
  }
}
