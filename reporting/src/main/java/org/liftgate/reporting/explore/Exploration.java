package org.liftgate.reporting.explore;

import java.util.List;
import java.util.Optional;

/**
 * What exploring found.
 *
 * @param tables in the order asked for
 */
public record Exploration(
    List<TableProfile> tables,
    List<Distribution> distributions,
    Optional<Coverage> coverage,
    Optional<Segments> segments) {

  /** A table and its columns. */
  public record TableProfile(String name, long rows, List<ColumnProfile> columns) {}

  /** Every column of every table. */
  public List<ColumnProfile> columns() {
    return tables.stream().flatMap(t -> t.columns().stream()).toList();
  }

  Optional<Distribution> distribution(String table, String column) {
    return distributions.stream()
        .filter(d -> d.table().equals(table) && d.column().equals(column) && !d.bins().isEmpty())
        .findFirst();
  }
}
