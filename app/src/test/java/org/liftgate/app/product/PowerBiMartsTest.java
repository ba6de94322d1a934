package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.journal.Database;
import org.liftgate.testing.MySqlServer;

/** The marts as readers see them: the same on both databases, and enough for Power BI. */
class PowerBiMartsTest {
  private static final String COLUMNS =
      "SELECT LOWER(table_name), LOWER(column_name) FROM information_schema.columns WHERE table_schema = SCHEMA() ORDER BY table_name, ordinal_position";

  @TempDir Path folder;

  private Map<String, List<String>> columns(Optional<String> url) {
    var columns = new TreeMap<String, List<String>>();
    try (var database = Database.open(folder, url)) {
      database.migrate();
      database
          .transact(tx -> tx.list(COLUMNS, r -> List.of(r.getString(1), r.getString(2))))
          .forEach(
              c ->
                  columns
                      .computeIfAbsent(c.getFirst(), _ -> new java.util.ArrayList<>())
                      .add(c.getLast()));
    }
    return columns;
  }

  @Test
  void everyTableOfTheModelHasItsColumnsInAViewOfTheMarts() {
    var views = columns(Optional.of(MySqlServer.get().newDatabase("powerbi")));
    var tables = new PowerBi(Product.ROOT.resolve("deploy/powerbi")).tables();
    assertThat(tables).hasSizeGreaterThan(10);
    tables.forEach(
        (name, table) ->
            assertThat(views.getOrDefault(table.view(), List.of()))
                .as(name + " reads " + table.view())
                .contains("pipeline")
                .containsAll(table.sources()));
    assertThat(columns(Optional.empty()))
        .as("H2 has the tables and views of MySQL")
        .isEqualTo(views);
  }
}
