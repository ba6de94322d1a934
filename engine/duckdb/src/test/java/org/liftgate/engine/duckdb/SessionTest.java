package org.liftgate.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

class SessionTest {
  @TempDir Path folder;

  Engine.Session open(int threads) {
    return new DuckDbEngine()
        .open(new Engine.Settings(folder.resolve("spill"), 600L << 20, threads));
  }

  @Test
  void is_found_as_a_service_and_names_its_version() {
    var engine =
        ServiceLoader.load(Engine.class).stream().map(ServiceLoader.Provider::get).toList();
    assertThat(engine).extracting(Engine::name).containsExactly("duckdb");
    assertThat(engine.getFirst().identity()).matches("duckdb@\\d+(\\.\\d+){3}\\+\\d+");
    try (var s = open(1)) {
      String own = s.query("SELECT version() AS v", Map.of()).row(0).getFirst().toString();
      assertThat(engine.getFirst().identity())
          .as("the jar's version is that of the library in it, " + own)
          .startsWith("duckdb@" + own.substring(1) + ".");
    }
  }

  @Test
  void parameters_become_typed_literals_and_nothing_else_changes() {
    try (var s = open(1)) {
      var values = Map.of("n", -3, "cut", new BigDecimal("6.50"), "who", "O'Brien; --", "on", true);
      Table t =
          s.query(
              """
              SELECT :n AS n, :cut AS cut, :who AS who, :on AS flag, -- not :this
                     '12:n' AS text, '5'::BIGINT AS cast_ /* nor :that */
              """,
              values);
      assertThat(t.row(0)).containsExactly(-3L, 6.5, "O'Brien; --", true, "12:n", 5L);
      assertThat(t.schema().column("cut").orElseThrow().type()).isEqualTo(Schema.Type.DECIMAL);
    }
  }

  @Test
  void unknown_parameters_are_all_named_with_the_nearest() {
    try (var s = open(1)) {
      var e =
          catchThrowableOfType(
              LiftgateException.class,
              () -> s.define("t", "SELECT :pre_week AS a,\n :zzz AS b", Map.of("pre_weeks", 8)));
      assertThat(e.problems()).hasSize(2);
      assertThat(e.problems().getFirst().hint()).isEqualTo("Maybe pre_weeks was meant.");
      assertThat(e.problems().getLast().line()).hasValue(2);
    }
  }

  @Test
  void parquet_of_other_programs_gets_the_nearest_types() throws Exception {
    Path file = folder.resolve("other.parquet");
    try (var connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT 7::UBIGINT AS id, TIMESTAMP_NS '2024-03-01 00:00:00' AS \"a day\","
              + " 'x'::ENUM('x', 'y') AS kind, [1, 2] AS list, 1.5::FLOAT AS y) TO '"
              + file
              + "' (FORMAT PARQUET)");
    }
    try (var s = open(1)) {
      s.foreign("other", file);
      assertThat(s.schema("other").names()).containsExactly("id", "a day", "kind", "y");
      Table t = s.read("other", "a day", "kind", "id");
      assertThat(t.row(0)).containsExactly(1_709_251_200_000_000L, "x", 7L);
      assertThat(t.schema().columns().getFirst().type()).isEqualTo(Schema.Type.TIMESTAMP);
      Path broken = Files.writeString(folder.resolve("broken.parquet"), "PAR1 and no more");
      assertThatThrownBy(() -> s.foreign("broken", broken))
          .isInstanceOf(LiftgateException.class)
          .extracting(e -> ((LiftgateException) e).code())
          .isEqualTo(LiftgateException.Code.INPUT);
    }
  }

  @Test
  void portable_functions() {
    try (var s = open(1)) {
      Table t =
          s.query(
              """
              SELECT days_between(DATE '2017-02-27', DATE '2017-03-01') AS days,
                     day_number(DATE '2017-01-01', DATE '2017-01-01') AS first,
                     day_number(day_date(300, DATE '2017-01-01'), DATE '2017-01-01') AS back,
                     week_number(7) AS w1, week_number(8) AS w2, week_number(0) AS w0,
                     week_first_day(14) AS f, int_div(-7, 2) AS cut, floor_div(-7, 2) AS down,
                     floor_div(-8, 2) AS even, int_div(1, 0) AS none, safe_div(1, 4) AS quarter,
                     hash32('liftgate') AS h, hash32(42) AS h42,
                     CAST(week_start(DATE '2017-03-01') AS VARCHAR) AS monday
              """,
              Map.of());
      assertThat(t.row(0))
          .containsExactly(
              2L,
              1L,
              300L,
              1L,
              2L,
              0L,
              8L,
              -3L,
              -4L,
              -4L,
              null,
              0.25,
              md5("liftgate"),
              md5("42"),
              "2017-02-27");
      assertThat(s.query("SELECT n FROM int_range(3, 5)", Map.of()).longs("n"))
          .containsExactly(3, 4, 5);
    }
  }

  private static long md5(String text) {
    try {
      byte[] hash = java.security.MessageDigest.getInstance("MD5").digest(text.getBytes());
      return Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(hash).getInt());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_table_from_memory_comes_back_as_it_was() {
    var schema =
        Schema.of(
            new Schema.Column("id", Schema.Type.INTEGER),
            new Schema.Column("name", Schema.Type.TEXT),
            new Schema.Column("value", Schema.Type.DOUBLE),
            new Schema.Column("yes", Schema.Type.BOOLEAN),
            new Schema.Column("day", Schema.Type.DATE),
            new Schema.Column("at", Schema.Type.TIMESTAMP));
    var rows = new java.util.ArrayList<List<?>>();
    rows.add(List.of(1L, "a,\"b\"", 0.1, true, 17225L, 1488326399000001L));
    rows.add(java.util.Arrays.asList(null, null, null, null, null, null));
    rows.add(List.of(-9L, "", -1e300, false, -1L, -1L));
    try (var s = open(2)) {
      s.define(Table.named("t").rows(schema, rows).build());
      Table back = s.read("t");
      assertThat(back.schema()).isEqualTo(schema);
      for (int i = 0; i < 3; i++) {
        assertThat(back.row(i)).isEqualTo(rows.get(i));
      }
      assertThat(s.count("t")).isEqualTo(3);
      assertThat(s.read("t", "name").schema().names()).containsExactly("name");
      assertThatThrownBy(() -> s.read("t", "nmae")).hasMessageContaining("Maybe name was meant");
    }
  }

  @Test
  void a_name_may_be_defined_again_as_something_else() {
    try (var s = open(1)) {
      s.define("t", "SELECT 1 AS a", Map.of());
      s.define(Table.named("t").longs("b", 1, 2).build());
      assertThat(s.count("t")).isEqualTo(2);
      s.define("t", "SELECT 3 AS c", Map.of());
      assertThat(s.schema("t").names()).containsExactly("c");
      assertThatThrownBy(() -> s.define("t", "SELECT * FROM t", Map.of()))
          .hasMessageContaining("made from itself");
    }
  }

  @Test
  void sums_of_integers_must_be_cast_before_they_are_a_table() {
    try (var s = open(1)) {
      s.define(Table.named("t").longs("b", 1, 2).build());
      assertThatThrownBy(() -> s.define("u", "SELECT SUM(b) AS n FROM t", Map.of()))
          .hasMessageContaining("u.n (HUGEINT)")
          .hasMessageContaining("CAST(n AS BIGINT)");
      assertThat(s.query("SELECT SUM(b) AS n FROM t", Map.of()).longs("n")).containsExactly(3);
    }
  }

  @Test
  void references_know_what_with_defines() {
    try (var s = open(1)) {
      assertThat(
              s.references(
                  """
                  WITH a AS (SELECT * FROM Raw), b AS (SELECT * FROM a JOIN other USING (x))
                  SELECT (SELECT MAX(x) FROM deep) AS m FROM b
                  WHERE x IN (WITH other2 AS (SELECT 1 AS x) SELECT x FROM other2) AND y > :cut
                  UNION ALL SELECT x FROM last_one
                  """))
          .containsExactly("deep", "last_one", "other", "raw");
      assertThat(
              s.references(
                  "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 9)"
                      + " SELECT n FROM r, base"))
          .containsExactly("base");
    }
  }

  @Test
  void errors_of_sql_say_what_a_person_needs() {
    try (var s = open(1)) {
      s.define(Table.named("campaigns").longs("start_day", 1).build());
      var e =
          catchThrowableOfType(
              LiftgateException.class,
              () -> s.define("t", "SELECT\n  strat_day\nFROM campaigns", Map.of()));
      assertThat(e.code()).isEqualTo(LiftgateException.Code.INPUT);
      assertThat(e.problems().getFirst().line()).hasValue(2);
      assertThat(e.getMessage())
          .contains("strat_day")
          .contains("start_day")
          .doesNotContain("LINE 2");
      assertThatThrownBy(() -> s.define("t", "SELECT 1; DROP TABLE campaigns", Map.of()))
          .hasMessageContaining("one bare SELECT");
      assertThatThrownBy(() -> s.define("t", "CREATE TABLE x (a INT)", Map.of()))
          .hasMessageContaining("one bare SELECT");
    }
  }

  @Test
  void cancel_interrupts_from_another_thread() throws Exception {
    try (var s = open(2)) {
      var busy =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      LiftgateException.class,
                      () ->
                          s.query(
                              "SELECT SUM(CAST(hash32(a.range + b.range) AS BIGINT)) AS x FROM"
                                  + " range(1000000) AS a, range(1000000) AS b",
                              Map.of())));
      Thread.sleep(300);
      s.cancel();
      assertThat(busy.get(20, java.util.concurrent.TimeUnit.SECONDS).code())
          .isEqualTo(LiftgateException.Code.CANCELLED);
    }
  }

  @Test
  void too_little_memory_names_the_limit() {
    var small = new Engine.Settings(folder.resolve("spill"), 20L << 20, 1);
    try (var s = new DuckDbEngine().open(small)) {
      assertThatThrownBy(
              () ->
                  s.query(
                      "SELECT string_agg(CAST(range AS VARCHAR), ',' ORDER BY range) AS x FROM"
                          + " range(20000000)",
                      Map.of()))
          .isInstanceOf(LiftgateException.class)
          .hasMessageContaining("memory limit 20 MB");
    }
  }

  @Test
  void a_full_disk_is_named() {
    var full =
        Faults.translate(
            new java.sql.SQLException(
                "IO Error: Could not write file \"x\": No space left on device"),
            "panel",
            0);
    assertThat(full.code()).isEqualTo(LiftgateException.Code.FAILED);
    assertThat(full).hasMessageContaining("panel").hasMessageContaining("disk is full");
  }

  @Test
  void json_rows_take_missing_members_as_null() throws Exception {
    Path file = folder.resolve("truth.json");
    Files.writeString(
        file, "{\"seed\": 1, \"estimands\": [{\"a\": 1, \"v\": 1.5}, {\"a\": 2, \"t\": \"x\"}]}");
    var schema =
        Schema.of(
            new Schema.Column("a", Schema.Type.INTEGER),
            new Schema.Column("v", Schema.Type.DOUBLE),
            new Schema.Column("t", Schema.Type.TEXT));
    try (var s = open(1)) {
      s.define("truth", file, "estimands", schema);
      Table t = s.read("truth");
      assertThat(t.schema()).isEqualTo(schema);
      assertThat(t.row(0)).containsExactly(1L, 1.5, null);
      assertThat(t.row(1)).containsExactly(2L, null, "x");
      assertThatThrownBy(() -> s.define("truth", file, "estimates", schema))
          .hasMessageContaining("estimates must be an array");
    }
  }

  @Test
  void settings_hold() {
    try (var s = open(2)) {
      Table t =
          s.query(
              "SELECT current_setting('threads') AS t, current_setting('memory_limit') AS m,"
                  + " current_setting('autoload_known_extensions') AS a",
              new HashMap<>());
      assertThat(t.row(0)).containsExactly(2L, "600.0 MiB", false);
    }
  }
}
