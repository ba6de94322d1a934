package org.liftgate.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

class WriteTest {
  @TempDir Path folder;

  static final Schema MIXED =
      Schema.of(
          new Schema.Column("id", Schema.Type.INTEGER),
          new Schema.Column("name", Schema.Type.TEXT),
          new Schema.Column("value", Schema.Type.DOUBLE),
          new Schema.Column("yes", Schema.Type.BOOLEAN),
          new Schema.Column("day", Schema.Type.DATE));

  Engine.Session open(int threads) {
    return new DuckDbEngine()
        .open(new Engine.Settings(folder.resolve("spill"), 600L << 20, threads));
  }

  static Table mixed(int rows, long seed) {
    var random = new SplittableRandom(seed);
    double[] odd = {0.0, -0.0, 1.0 / 3, 5e-324, 1.7976931348623157e308, -123456789.125, 1e23, 0.1};
    String[] texts = {"", "a", "a,b", "say \"hi\"", "line\nbreak", "äöü€", "NA", "null"};
    var list = new ArrayList<List<?>>();
    for (int i = 0; i < rows; i++) {
      var row = new ArrayList<Object>();
      row.add((long) i);
      row.add(texts[random.nextInt(texts.length)]);
      row.add(i < odd.length ? odd[i] : random.nextDouble() * Math.pow(10, random.nextInt(-9, 9)));
      row.add(random.nextBoolean());
      row.add((long) random.nextInt(-1000, 30000));
      int missing = random.nextInt(10);
      if (missing > 0 && missing < 5) {
        row.set(missing, null);
      }
      list.add(row);
    }
    return Table.named("mixed").rows(MIXED, list).build();
  }

  /** The canonical encoding once more, without an engine. */
  static String plainHash(Table table) {
    var chunks = new ArrayList<String>();
    var text = new StringBuilder();
    for (int i = 0; i < table.rows(); i++) {
      var cells = new ArrayList<String>();
      List<Object> row = table.row(i);
      for (int k = 0; k < row.size(); k++) {
        cells.add(encode(table.schema().columns().get(k).type(), row.get(k)));
      }
      text.append(String.join(",", cells)).append('\n');
      if ((i + 1) % 4096 == 0 || i + 1 == table.rows()) {
        chunks.add(Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)));
        text.setLength(0);
      }
    }
    var digest = Digest.sha256().add("" + table.schema().columns().size());
    table.schema().columns().forEach(c -> digest.add(c.name()).add(c.type().name()));
    digest.add("" + table.rows());
    chunks.forEach(digest::add);
    return digest.hex();
  }

  private static String encode(Schema.Type type, Object value) {
    if (value == null) {
      return "";
    }
    return switch (type) {
      case TEXT -> '"' + value.toString().replace("\"", "\"\"") + '"';
      case DATE -> LocalDate.ofEpochDay((long) value).toString();
      case DOUBLE -> scientific((double) value);
      default -> value.toString();
    };
  }

  private static String scientific(double value) {
    if (value == 0) {
      return "0.0000000000000000e+00";
    }
    var exact = new BigDecimal(value).round(new MathContext(17, RoundingMode.HALF_EVEN));
    String digits = exact.unscaledValue().abs().toString();
    int exponent = exact.precision() - exact.scale() - 1;
    digits = digits + "0".repeat(Math.max(0, 17 - digits.length()));
    return "%s%s.%se%s%02d"
        .formatted(
            value < 0 ? "-" : "",
            digits.substring(0, 1),
            digits.substring(1, 17),
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  @Test
  void content_hash_needs_no_engine() {
    Table table = mixed(10_000, 1);
    for (int threads : new int[] {1, 2}) {
      try (var s = open(threads)) {
        s.define(table);
        var written = s.write("mixed", List.of("id"), folder.resolve("m" + threads));
        assertThat(written.contentHash()).isEqualTo(plainHash(table));
        assertThat(written.rows()).isEqualTo(10_000);
        assertThat(written.schema()).isEqualTo(MIXED);
      }
    }
  }

  @Test
  void an_empty_table_has_a_hash_of_its_schema() {
    try (var s = open(1)) {
      s.define(mixed(0, 1));
      assertThat(s.write("mixed", List.of(), folder.resolve("e")).contentHash())
          .isEqualTo(plainHash(mixed(0, 1)));
    }
  }

  @Test
  void null_and_empty_text_and_types_and_names_and_order_all_count() {
    var hashes = new HashSet<String>();
    List<String> selects =
        List.of(
            "SELECT 'a' AS x, '' AS y",
            "SELECT 'a' AS x, CAST(NULL AS VARCHAR) AS y",
            "SELECT 'a' AS y, '' AS x",
            "SELECT 'a,\"\"' AS x, '' AS y",
            "SELECT 1 AS x, '' AS y",
            "SELECT '1' AS x, '' AS y",
            "SELECT 1.0 AS x, '' AS y",
            "SELECT CAST(1 AS DOUBLE) AS x, '' AS y",
            "SELECT 1 AS x, '' AS y UNION ALL SELECT 2, ''",
            "SELECT 2 AS x, '' AS y UNION ALL SELECT 1, ''");
    try (var s = open(1)) {
      for (String select : selects) {
        s.define("t", select, Map.of());
        hashes.add(s.write("t", List.of(), folder.resolve("t")).contentHash());
      }
      assertThat(hashes).hasSize(selects.size());
    }
  }

  @Test
  void decimals_hash_by_value_whatever_their_scale() {
    var fine = new HashSet<String>();
    var whole = new HashSet<String>();
    try (var s = open(1)) {
      for (String type : List.of("DECIMAL(18,2)", "DECIMAL(18,4)", "DECIMAL(30,6)")) {
        fine.add(decimals(s, type, "(1.50), (100), (-0.25), (0), (NULL), (1234567.1)"));
        whole.add(decimals(s, type, "(1), (100), (-7), (0)"));
      }
      whole.add(decimals(s, "DECIMAL(18,0)", "(1), (100), (-7), (0)"));
      whole.add(decimals(s, "DECIMAL(18,1)", "(1), (100), (-7), (0)"));
      assertThat(fine).hasSize(1);
      assertThat(whole).hasSize(1);
      assertThat(decimals(s, "DECIMAL(18,4)", "(1.5001), (1.5)"))
          .isEqualTo(decimals(s, "DECIMAL(18,6)", "(1.5001), (1.5)"))
          .isNotEqualTo(decimals(s, "DECIMAL(18,2)", "(1.5001), (1.5)"));
    }
  }

  private String decimals(Engine.Session s, String type, String values) {
    s.define(
        "d", "SELECT CAST(x AS " + type + ") AS x FROM (VALUES " + values + ") v(x)", Map.of());
    return s.write("d", List.of(), folder.resolve("d")).contentHash();
  }

  @Test
  void ordered_writes_have_the_same_bytes_on_any_number_of_threads() throws IOException {
    var digests = new HashSet<String>();
    var hashes = new HashSet<String>();
    for (int threads : new int[] {1, 2, 2}) {
      try (var s = open(threads)) {
        s.define(
            "t",
            """
            SELECT CAST(range % 1000 AS BIGINT) AS k, CAST(hash32(range) AS BIGINT) AS h,
                   CAST(range AS DECIMAL(18,2)) / 100 AS m, 'text ' || (range % 77) AS t
            FROM range(600000)
            """,
            Map.of());
        Path file = folder.resolve("t" + threads + digests.size());
        hashes.add(s.write("t", List.of("k"), file).contentHash());
        digests.add(Digest.of(file));
      }
    }
    assertThat(digests).hasSize(1);
    assertThat(hashes).hasSize(1);
  }

  @Test
  void rows_come_in_key_order_and_then_in_order_of_all_columns() {
    try (var s = open(2)) {
      s.define(Table.named("t").longs("k", 2, 1, 2, 1).texts("a", "x", null, "b", "c").build());
      s.view("stored", s.write("t", List.of("k"), folder.resolve("t")).file());
      assertThat(s.read("stored").longs("k")).containsExactly(1, 1, 2, 2);
      assertThat(s.read("stored").texts("a")).containsExactly("c", null, "b", "x");
      s.view("kept", s.write("t", List.of(), folder.resolve("u")).file());
      assertThat(s.read("kept").longs("k")).containsExactly(2, 1, 2, 1);
      assertThatThrownBy(() -> s.write("t", List.of("kk"), folder.resolve("v")))
          .hasMessageContaining("unknown columns");
    }
  }

  @Test
  void metrics_of_each_column() {
    try (var s = open(1)) {
      s.define(Table.named("t").longs("k", 2, 1, 2).texts("a", "x", null, "b").build());
      var written = s.write("t", List.of("k"), folder.resolve("t"));
      assertThat(written.metrics().get("k"))
          .containsAllEntriesOf(Map.of("nulls", "0", "min", "1", "max", "2"));
      assertThat(written.metrics().get("a")).containsEntry("nulls", "1").containsEntry("min", "b");
      assertThat(written.bytes()).isEqualTo(written.file().toFile().length());
      assertThat(Files.exists(written.file())).isTrue();
    }
  }

  @Test
  void types_that_tables_must_not_hold_are_named_together() {
    try (var s = open(1)) {
      assertThatThrownBy(
              () ->
                  s.define(
                      "t",
                      "SELECT [1] AS l, CAST(1 AS HUGEINT) AS h, INTERVAL 1 DAY AS i",
                      Map.of()))
          .satisfies(
              e ->
                  assertThat(((org.liftgate.kernel.LiftgateException) e).problems())
                      .extracting(p -> p.name())
                      .isEqualTo(Arrays.asList("t.l", "t.h", "t.i")));
    }
  }
}
