package org.liftgate.app.estimate;

import java.util.Arrays;
import java.util.HashMap;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.kernel.Table.Column;
import org.liftgate.kernel.Table.Doubles;
import org.liftgate.kernel.Table.Longs;
import org.liftgate.kernel.Table.Texts;

/**
 * What columns mean, whatever type a program stored them under: doubles that are all whole are
 * integers (periods and cohorts with gaps are often kept as doubles), timestamps that are all
 * midnight are dates.
 */
final class PlainTypes {
  private static final double MOST_EXACT = 0x1p53;
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private PlainTypes() {}

  static Table of(Table table) {
    var builder = Table.named(table.name());
    for (Schema.Column c : table.schema().columns()) {
      builder.column(c.name(), plain(table.column(c.name())));
    }
    return builder.build();
  }

  static Column plain(Column column) {
    return switch (column) {
      case Doubles c when whole(c) -> integers(c);
      case Longs c when c.type() == Schema.Type.TIMESTAMP && midnights(c) ->
          new Longs(
              Schema.Type.DATE,
              Arrays.stream(c.values()).map(v -> Math.floorDiv(v, MICROS_A_DAY)).toArray(),
              c.nulls());
      default -> column;
    };
  }

  private static boolean whole(Doubles c) {
    double[] values = c.values();
    int filled = 0;
    for (int i = 0; i < values.length; i++) {
      if (!c.nulls().get(i)) {
        if (values[i] != Math.rint(values[i]) || Math.abs(values[i]) > MOST_EXACT) {
          return false;
        }
        filled++;
      }
    }
    return filled > 0;
  }

  private static Longs integers(Doubles c) {
    var out = new long[c.values().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = c.nulls().get(i) ? 0 : (long) c.values()[i];
    }
    return new Longs(Schema.Type.INTEGER, out, c.nulls());
  }

  private static boolean midnights(Longs c) {
    for (int i = 0; i < c.values().length; i++) {
      if (!c.nulls().get(i) && c.values()[i] % MICROS_A_DAY != 0) {
        return false;
      }
    }
    return true;
  }

  /** The same values as text. */
  static Texts text(Column column) {
    if (column instanceof Texts texts) {
      return texts;
    }
    var index = new HashMap<String, Integer>();
    var codes = new int[column.size()];
    for (int i = 0; i < codes.length; i++) {
      Object value = column.boxed(i);
      codes[i] = value == null ? 0 : index.computeIfAbsent(value.toString(), _ -> index.size());
    }
    var labels = new String[index.size()];
    index.forEach((label, code) -> labels[code] = label);
    return new Texts(codes, labels, column.nulls());
  }
}
