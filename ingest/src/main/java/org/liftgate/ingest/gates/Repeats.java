package org.liftgate.ingest.gates;

import java.util.List;
import java.util.stream.Collectors;

/** Rows that share values with another row. */
final class Repeats {
  private Repeats() {}

  /** A condition on a row of the table: another row has the same values in these columns. */
  static String condition(String table, List<String> columns) {
    String list = String.join(", ", columns);
    String same =
        columns.stream()
            .map(c -> "d.%1$s IS NOT DISTINCT FROM %2$s.%1$s".formatted(c, table))
            .collect(Collectors.joining(" AND "));
    return "EXISTS (SELECT 1 FROM (SELECT %1$s FROM %2$s GROUP BY %1$s HAVING COUNT(*) > 1) AS d WHERE %3$s)"
        .formatted(list, table, same);
  }
}
