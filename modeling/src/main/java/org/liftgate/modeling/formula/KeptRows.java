package org.liftgate.modeling.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.kernel.Table.Doubles;

/** Which rows of a table a model can use, and why not the others. */
final class KeptRows {
  private final int size;
  private final BitSet out = new BitSet();
  private final List<String> notes = new ArrayList<>();

  KeptRows(Table data, List<String> columns) {
    this.size = data.rows();
    for (String name : columns) {
      Table.Column column = data.column(name);
      out.or(column.nulls());
      if (column instanceof Doubles(Schema.Type _, double[] values, BitSet _)) {
        unless(values, BitSet.valueOf(new long[0]));
      }
    }
    note(out.cardinality(), "because a value is missing or not finite");
  }

  /** Leaves out rows where the values of an expression are not finite. */
  void finite(String label, double[] values) {
    int before = out.cardinality();
    unless(values, out);
    note(out.cardinality() - before, "because " + label + " is not a finite number there");
  }

  /** Leaves out rows of weight zero. */
  void positive(String label, double[] weights) {
    int before = out.cardinality();
    for (int i = 0; i < size; i++) {
      if (weights[i] == 0) {
        out.set(i);
      }
    }
    note(out.cardinality() - before, "because " + label + " gives them no weight");
  }

  private void unless(double[] values, BitSet known) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i]) && !known.get(i)) {
        out.set(i);
      }
    }
  }

  private void note(int count, String why) {
    if (count > 0) {
      notes.add("%,d of %,d rows were left out %s.".formatted(count, size, why));
    }
  }

  boolean kept(int row) {
    return !out.get(row);
  }

  int[] rows() {
    var rows = new int[size - out.cardinality()];
    for (int i = 0, k = 0; i < size; i++) {
      if (!out.get(i)) {
        rows[k++] = i;
      }
    }
    return rows;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The values of these rows; the same array when they are all of them. */
  static double[] take(double[] values, int[] rows) {
    return rows.length == values.length
        ? values
        : Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }
}
