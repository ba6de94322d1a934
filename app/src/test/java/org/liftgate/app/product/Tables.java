package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Published tables as an analyst reads them, and printed figures they must meet. */
final class Tables {
  private Tables() {}

  /** Rows of a table of the latest publication. */
  static List<CSVRecord> of(Product product, String tree, String name) {
    Path file = product.home().resolve("published/" + tree + "/latest/tables/" + name + ".csv");
    try (var parser =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .build()
            .parse(Files.newBufferedReader(file))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one row with these values. */
  static CSVRecord row(List<CSVRecord> rows, Map<String, String> values) {
    var found =
        rows.stream()
            .filter(
                r ->
                    values.entrySet().stream()
                        .allMatch(e -> e.getValue().equals(r.get(e.getKey()))))
            .toList();
    assertThat(found).as(values.toString()).hasSize(1);
    return found.getFirst();
  }

  static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
  }

  /** Ours beside the printed figure, which must agree to its last digit. */
  static void printed(String what, String target, double ours) {
    int decimals = target.contains(".") ? target.length() - target.indexOf('.') - 1 : 0;
    System.out.printf("%-32s target %16s  ours %18.7f%n", what, target, ours);
    assertThat(ours)
        .as(what)
        .isCloseTo(Double.parseDouble(target), within(0.51 * Math.pow(10, -decimals)));
  }
}
