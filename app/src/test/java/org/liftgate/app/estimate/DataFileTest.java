package org.liftgate.app.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;

/** Files as people have them, into columns of the right type. */
class DataFileTest {
  @TempDir Path folder;
  private Engine.Session session;

  @BeforeEach
  void open() {
    session =
        ServiceLoader.load(Engine.class)
            .findFirst()
            .orElseThrow()
            .open(new Engine.Settings(folder.resolve("spill"), 400L << 20, 2));
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Path file(String text, Charset charset) {
    try {
      return Files.write(folder.resolve("data.csv"), text.getBytes(charset));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private DataFile of(String text) {
    return DataFile.open(file(text, StandardCharsets.UTF_8), session);
  }

  private Table read(String text) {
    DataFile file = of(text);
    return file.read(file.columns(), Set.of());
  }

  private LiftgateException refused(String text) {
    return catchThrowableOfType(LiftgateException.class, () -> read(text));
  }

  private static List<Type> types(Table table) {
    return table.schema().columns().stream().map(c -> c.type()).toList();
  }

  @Test
  void typesComeFromAllCells() {
    Table t =
        read(
            """
            whole,decimal,mixed,date,yes,name,empty,gaps,long
            1,1.5,1,2024-02-29,true,a,,2004.0,123456789012345678901
            -2,2,1e3,2024-03-01,FALSE,b,NA,,2
            """);
    assertThat(types(t))
        .containsExactly(
            Type.INTEGER,
            Type.DOUBLE,
            Type.INTEGER,
            Type.DATE,
            Type.BOOLEAN,
            Type.TEXT,
            Type.DOUBLE,
            Type.INTEGER,
            Type.TEXT);
    assertThat(t.row(1)).containsExactly(-2L, 2.0, 1000L, 19783L, false, "b", null, null, "2");
  }

  @Test
  void marksDelimitersLineEndsQuotesAndAnEncodingAreFound() throws IOException {
    String text = "\uFEFF\"a \"\"q\"\" b\";y\r\n\"x;1\";1\r\n\"x\ny\";2\r\n";
    Table t = read(text);
    assertThat(t.schema().names()).containsExactly("a \"q\" b", "y");
    assertThat(t.texts("a \"q\" b")).containsExactly("x;1", "x\ny");
    DataFile latin =
        DataFile.open(file("caf\u00e9\ty\nM\u00fcller\t1\n", StandardCharsets.ISO_8859_1), session);
    assertThat(latin.read(latin.columns(), Set.of()).texts("caf\u00e9"))
        .containsExactly("M\u00fcller");
    assertThat(latin.notes()).singleElement().asString().contains("Latin-1");
    Path zipped = folder.resolve("data.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write("y|x\n1|2\n".getBytes(StandardCharsets.UTF_8));
    }
    DataFile gz = DataFile.open(zipped, session);
    assertThat(gz.read(List.of("x"), Set.of()).longs("x")).containsExactly(2);
  }

  @Test
  void onlyTheColumnsAskedForAreRead() {
    DataFile file = of("y,note,y2,note\n1,oops,3,b\n2,5,4,c\n");
    assertThat(file.read(List.of("y2", "y"), Set.of()).schema().names()).containsExactly("y2", "y");
    var e =
        catchThrowableOfType(LiftgateException.class, () -> file.read(List.of("note"), Set.of()));
    assertThat(e.getMessage()).contains("data.csv:1:4: note is a header twice");
  }

  @Test
  void aFewBadCellsAreProblemsByLineNotAFactor() {
    var text = new StringBuilder("id,y,day\n");
    for (int i = 0; i < 40; i++) {
      text.append(i)
          .append(i == 7 ? ",twelve," : "," + i + ".5,")
          .append(i == 9 ? "2024-02-30\n" : "2024-02-01\n");
    }
    LiftgateException e = refused(text.toString());
    assertThat(e.problems()).hasSize(2);
    assertThat(e.problems().getFirst().sentence())
        .contains("data.csv:9:2: y (twelve) must be a number")
        .contains("--text y");
    assertThat(e.problems().getLast().sentence()).contains("data.csv:11:3: day (2024-02-30)");
    DataFile file = of(text.toString());
    Table t = file.read(List.of("id", "y", "day"), Set.of("id", "y", "day"));
    assertThat(types(t)).containsOnly(Type.TEXT);
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    assertThat(refused("").getMessage()).contains("is empty");
    assertThat(refused("a,b\n").getMessage()).contains("has a header and no rows");
    assertThat(refused("a;b\n1,5;x\n2,7;y\n").getMessage()).contains("decimals with a comma");
    assertThat(refused("a,b\n1\n2,3\n").problems().getFirst().sentence())
        .contains("data.csv:2: record (1) has fewer than the 2 columns");
    assertThat(refused("a\n1\0\n").getMessage()).contains("NUL");
    assertThat(refused("PAR1 is not enough").getMessage()).contains("cannot be read as Parquet");
    assertThat(refused("PK\u0003\u0004 a workbook").getMessage()).contains("workbook");
    var missing =
        catchThrowableOfType(
            LiftgateException.class, () -> DataFile.open(folder.resolve("none"), session));
    assertThat(missing.getMessage()).contains("is not there");
    var folders =
        catchThrowableOfType(LiftgateException.class, () -> DataFile.open(folder, session));
    assertThat(folders.getMessage()).contains("must be a file");
  }

  @Test
  void parquetOfOtherProgramsIsReadForWhatItMeans() {
    Path file = folder.resolve("panel.parquet");
    session.define(
        "panel",
        "SELECT CAST(2004 AS DOUBLE) AS cohort, TIMESTAMP '2024-03-01 00:00:00' AS day, 0.5 AS y",
        java.util.Map.of());
    session.write("panel", List.of(), file);
    DataFile data = DataFile.open(file, session);
    Table t = data.read(data.columns(), Set.of());
    assertThat(types(t)).containsExactly(Type.INTEGER, Type.DATE, Type.DECIMAL);
    assertThat(data.read(List.of("cohort"), Set.of("cohort")).texts("cohort"))
        .containsExactly("2004");
  }
}
