package org.liftgate.reporting.stages;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.testing.TestContext;

/** Sections of a report read from tables that a test writes down. */
abstract class PartsFixture {
  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = Flagship.context(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  /** What people call a study's treatment, outcome, unit and level. */
  static Setting words(
      String treatment, String outcome, String unit, String level, Map<String, String> labels) {
    return new Setting(treatment, outcome, "", unit, "week", "", "", level, labels, "");
  }

  /**
   * @param columns names, those that are not DOUBLE with their type: {@code name:TEXT value}
   */
  final void table(String name, String columns, List<List<Object>> rows) {
    var schema =
        new Schema(
            Arrays.stream(columns.split(" "))
                .map(c -> c.split(":"))
                .map(c -> new Column(c[0], c.length > 1 ? Type.valueOf(c[1]) : Type.DOUBLE))
                .toList());
    context.input(Table.named(name).rows(schema, rows).build());
  }

  static List<Object> row(Object... cells) {
    return Arrays.asList(cells);
  }

  final List<Part> parts(Setting words, String units, String... shown) {
    var reader = new PartsReader(words, new Inputs(context), units, List.of(shown));
    return reader.read(reader.money());
  }

  static String text(Part part) {
    return String.join(" ", part.paragraphs());
  }
}
