package org.liftgate.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Engine.Delimited.Field;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;

class DelimitedTest {
  @TempDir Path folder;
  Engine.Session session;

  @BeforeEach
  void open() {
    session = new DuckDbEngine().open(new Engine.Settings(folder.resolve("spill"), 600L << 20, 2));
  }

  @AfterEach
  void close() {
    session.close();
  }

  static Field field(String name, Type type) {
    return new Field(name, name, type, true);
  }

  Engine.Delimited file(String text, Field... fields) {
    return file(text, ',', StandardCharsets.UTF_8, "", fields);
  }

  Engine.Delimited file(
      String text, char delimiter, Charset charset, String dateFormat, Field... fields) {
    try {
      Path path = folder.resolve("f.csv");
      Files.write(path, text.getBytes(charset));
      String first = text.replace("\uFEFF", "").split("\r?\n", -1)[0].replace("\"", "");
      return new Engine.Delimited(
          path,
          delimiter,
          '"',
          charset.equals(StandardCharsets.UTF_8) ? "utf-8" : "latin-1",
          List.of(first.split(String.valueOf(delimiter), -1)),
          List.of(fields),
          dateFormat,
          2_000_000);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  List<Problem> problems(Engine.Delimited file) {
    session.define("t", file);
    var e = catchThrowableOfType(LiftgateException.class, () -> session.read("t"));
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(LiftgateException.Code.INPUT);
    return e.problems();
  }

  @Test
  void columns_are_found_by_header_and_typed_and_numbered() {
    session.define(
        "t",
        file(
            "\uFEFFextra,b,A,c,d,e\r\nx,1.5,7,2017-02-28,\"say \"\"hi\"\"\nthere\",2017-01-28 19:06:53\r\ny,,NA,,,\r\n",
            field("A", Type.INTEGER),
            field("b", Type.DECIMAL),
            field("c", Type.DATE),
            field("d", Type.TEXT),
            field("e", Type.TIMESTAMP),
            new Field("absent", "absent", Type.DECIMAL, false)));
    Table t = session.read("t_lines");
    assertThat(t.schema().names())
        .containsExactly("line_number", "A", "b", "c", "d", "e", "absent");
    assertThat(t.row(0))
        .containsExactly(2L, 7L, 1.5, 17225L, "say \"hi\"\nthere", 1485630413000000L, null);
    assertThat(t.row(1)).containsExactly(3L, null, null, null, null, null, null);
    assertThat(session.schema("t").column("absent").orElseThrow().type()).isEqualTo(Type.DECIMAL);
  }

  @Test
  void bad_cells_are_problems_with_line_column_and_value() {
    var found =
        problems(
            file(
                "id,amount,day,rate\n1,1.25,2017-02-28,0.5\n1.5,NaN,2017-02-30,inf\nabc,1e308,x,1e309\n4,3.14159,2017-01-01,NaN\n",
                field("id", Type.INTEGER),
                field("amount", Type.DECIMAL),
                field("day", Type.DATE),
                field("rate", Type.DOUBLE)));
    assertThat(found)
        .extracting(
            p ->
                p.line().orElseThrow()
                    + ":"
                    + p.column().orElseThrow()
                    + " "
                    + p.name()
                    + " "
                    + p.value().orElseThrow())
        .containsExactly(
            "3:1 id 1.5",
            "3:2 amount NaN",
            "3:3 day 2017-02-30",
            "3:4 rate inf",
            "4:1 id abc",
            "4:2 amount 1e308",
            "4:3 day x",
            "4:4 rate 1e309",
            "5:2 amount 3.14159",
            "5:4 rate NaN");
    assertThat(found.get(2).hint()).contains("day does not exist");
  }

  @Test
  void remains_of_binary_fractions_are_no_digits() {
    session.define(
        "t",
        file("v\n4.440892e-16\n-0.6000000000000001\n12345678901.2345\n", field("v", Type.DECIMAL)));
    assertThat(session.query("SELECT CAST(v AS STRING) AS v FROM t", Map.of()).texts("v"))
        .containsExactly("0.0000", "-0.6000", "12345678901.2345");
  }

  @Test
  void wide_integers_and_amounts_stay_exact() {
    session.define(
        "t",
        file(
            "a,b\n9007199254740993,99999999999999.9999\n12.0,-1\n1e3,0.5\n",
            field("a", Type.INTEGER),
            field("b", Type.DECIMAL)));
    assertThat(session.read("t").longs("a")).containsExactly(9007199254740993L, 12, 1000);
    assertThat(session.query("SELECT CAST(b AS STRING) AS b FROM t", Map.of()).texts("b"))
        .containsExactly("99999999999999.9999", "-1.0000", "0.5000");
  }

  @Test
  void all_bad_files_of_a_session_are_told_together() throws IOException {
    Path first = folder.resolve("first.csv");
    Path second = folder.resolve("second.csv");
    Files.writeString(first, "a\n1\nx\n");
    Files.writeString(second, "a\ny\n2,3\n");
    for (Path p : List.of(first, second)) {
      session.define(
          p.getFileName().toString().replace(".csv", ""),
          new Engine.Delimited(
              p, ',', '"', "utf-8", List.of("a"), List.of(field("a", Type.INTEGER)), "", 1000));
    }
    session.define("made", "SELECT a FROM first WHERE a > 0", Map.of());
    var e =
        catchThrowableOfType(
            LiftgateException.class, () -> session.write("made", List.of(), folder.resolve("m")));
    assertThat(e).hasMessage("first.csv, second.csv have 3 bad cells or lines");
    assertThat(e.problems())
        .extracting(p -> p.file() + ":" + p.line().orElseThrow())
        .containsExactly("first.csv:3", "second.csv:2", "second.csv:3");
  }

  @Test
  void a_fault_of_the_select_is_not_laid_on_the_file() {
    session.define("t", file("a\n1\n", field("a", Type.INTEGER)));
    session.define(
        "wrong", "SELECT CAST('x' || CAST(a AS STRING) AS BIGINT) AS b FROM t", Map.of());
    assertThat(catchThrowableOfType(LiftgateException.class, () -> session.read("wrong")))
        .hasMessageContaining("Could not convert string 'x1'");
  }

  @Test
  void decimal_comma_gets_a_hint() {
    var found =
        problems(file("a;b\n1;3,86\n", ';', StandardCharsets.UTF_8, "", field("b", Type.DECIMAL)));
    assertThat(found.getFirst().hint()).contains("decimals with a comma");
  }

  @Test
  void broken_records_are_told_apart_and_later_lines_keep_their_number() {
    var found =
        problems(
            file("a,b\n1,2\n1,2,3\n4\nx,5\n", field("a", Type.INTEGER), field("b", Type.INTEGER)));
    assertThat(found).extracting(p -> p.line().orElseThrow()).containsExactly(3L, 4L, 5L);
    assertThat(found.get(0).message()).contains("more than the 2 columns");
    assertThat(found.get(1).message()).contains("fewer than the 2 columns");
    assertThat(found.get(2).value()).hasValue("x");
  }

  @Test
  void a_quote_without_end_is_found() {
    assertThat(
            problems(
                file("a,b\n1,x\n2,\"open\n3,y\n", field("a", Type.INTEGER), field("b", Type.TEXT))))
        .isNotEmpty();
  }

  @Test
  void line_ends_of_two_kinds_are_told() {
    assertThat(problems(file("a,b\r\n1,2\r\n3,4\n5,6\r\n", field("a", Type.INTEGER))))
        .first()
        .satisfies(
            p -> {
              assertThat(p.message()).contains("lines that end in different ways");
              assertThat(p.hint()).isEqualTo("Maybe save it again with one kind of line end.");
            });
  }

  @Test
  void at_most_a_hundred_problems() {
    var text = new StringBuilder("a\n");
    text.repeat("x\n", 500);
    assertThat(problems(file(text.toString(), field("a", Type.INTEGER)))).hasSize(100);
  }

  @Test
  void latin_1_semicolons_and_other_dates() {
    session.define(
        "t",
        file(
            "Straße;Tag\nKönig;28/02/2017\n",
            ';',
            StandardCharsets.ISO_8859_1,
            "%d/%m/%Y",
            new Field("Straße", "street", Type.TEXT, true),
            new Field("Tag", "day", Type.DATE, true)));
    assertThat(session.read("t").row(0)).containsExactly("König", 17225L);
    assertThat(
            problems(
                    file(
                        "Tag\n30/02/2017\n",
                        ';',
                        StandardCharsets.ISO_8859_1,
                        "%d/%m/%Y",
                        new Field("Tag", "day", Type.DATE, true)))
                .getFirst()
                .value())
        .hasValue("30/02/2017");
  }

  @Test
  void line_numbers_follow_the_file_on_two_threads() throws IOException {
    Path path = folder.resolve("big.csv");
    int n = 900_000;
    try (BufferedWriter w = Files.newBufferedWriter(path)) {
      w.write("id,filler\n");
      for (int i = 2; i < n + 2; i++) {
        w.write(i + ",some text to make the file longer than one buffer of the reader\n");
      }
    }
    session.define(
        "t",
        new Engine.Delimited(
            path,
            ',',
            '"',
            "utf-8",
            List.of("id", "filler"),
            List.of(field("id", Type.INTEGER)),
            "",
            2_000_000));
    assertThat(
            session
                .query(
                    "SELECT COUNT(*) AS n, COUNT(CASE WHEN id <> line_number THEN 1 END) AS off"
                        + " FROM t_lines",
                    Map.of())
                .row(0))
        .containsExactly((long) n, 0L);
    session.define("ids", "SELECT id FROM t", Map.of());
    session.viewNumbered("stored", session.write("ids", List.of(), folder.resolve("p")).file());
    Table stored = session.read("stored");
    assertThat(stored.schema().names()).containsExactly("line_number", "id");
    assertThat(stored.longs("id")).hasSize(n).isEqualTo(stored.longs("line_number"));
  }
}
