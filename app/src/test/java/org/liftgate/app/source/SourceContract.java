package org.liftgate.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.ingest.stages.FolderTables;
import org.liftgate.ingest.stages.SnapshotStage;
import org.liftgate.ingest.stages.Told;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.testing.TestContext;

/** Loading into a database and taking snapshots of it; the same on every database. */
abstract class SourceContract {
  static final SnapshotStage.Parameters SMALL_PARTS =
      new SnapshotStage.Parameters(2_000_000, "", 1000);

  static final String SHOPS = "shop,since\n1,2001-01-01\n2,2002-02-02\n";

  @TempDir Path home;
  Path data;
  RawSource source;

  /** URL, with account, of a new and empty database. */
  abstract String newDatabase();

  /** A quoted identifier as load writes it. */
  abstract String quoted(String name);

  static Source.Field field(String name, Type type) {
    return new Source.Field(name, type, true, List.of());
  }

  static List<Source> sources() {
    var sales =
        new Source.File(
            "sales",
            List.of("sales.csv"),
            false,
            List.of(
                field("shop", Type.INTEGER),
                field("day", Type.DATE),
                field("sold", Type.TIMESTAMP),
                field("amount", Type.DECIMAL),
                field("share", Type.DOUBLE),
                field("online", Type.BOOLEAN),
                new Source.Field("note", Type.TEXT, false, List.of("remark"))));
    var shops =
        new Source.File(
            "shop_list",
            List.of("shops.csv"),
            false,
            List.of(field("shop", Type.INTEGER), field("since", Type.DATE)));
    var closed =
        new Source.File(
            "closed", List.of("closed.csv"), true, List.of(field("shop", Type.INTEGER)));
    return List.of(
        new Source("plain", "sql/plain", List.of(sales, shops, closed)),
        new Source(
            "short",
            "sql/short",
            List.of(
                new Source.File(
                    "visits", List.of("visits.csv"), false, List.of(field("who", Type.INTEGER))))));
  }

  TestContext context(String name) {
    return new TestContext(home.resolve(name))
        .sources(sources())
        .pipelineFile(
            "sql/plain/sales_raw.sql",
            "SELECT line_number, shop, day, sold, amount, share, online, note FROM sales_lines")
        .pipelineFile("sql/plain/shops_raw.sql", "SELECT shop, since FROM shop_list")
        .pipelineFile("sql/plain/closed_raw.sql", "SELECT shop FROM closed")
        .pipelineFile("sql/short/visits_raw.sql", "SELECT who FROM visits")
        .data(data);
  }

  @BeforeEach
  void open() {
    data = home.resolve("data");
    source = new RawSource(url(newDatabase()), "test");
    put("sales.csv", sales(5000));
    put("shops.csv", SHOPS);
  }

  static JdbcUrl url(String text) {
    return JdbcUrl.of("--source", text, new JdbcUrl.Credentials(null, null));
  }

  void put(String name, String text) {
    try {
      Files.createDirectories(data);
      Files.writeString(data.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every type, and what text may do: quotes, line breaks, four-byte letters, nothing. */
  static String sales(int rows) {
    var text = new StringBuilder("remark,SHOP,Day,sold,amount,share,online\n");
    for (int i = 0; i < rows; i++) {
      text.append(
          switch (i % 5) {
            case 0 -> "\"said \"\"no\"\", then\nleft " + i + "\"";
            case 1 -> "naïve \uD83D\uDED2 " + i;
            case 2 -> "NA";
            case 3 -> "";
            default -> "back\\slash ' ` ";
          });
      text.append(',').append(7L * (i % 11) - 30);
      text.append(i % 13 == 0 ? "," : ",2017-02-" + (10 + i % 18));
      text.append(",2017-03-26 02:30:").append(10 + i % 50).append(i % 2 == 0 ? ".123456" : "");
      text.append(',').append(i % 17 == 0 ? "NA" : i + ".0" + i % 10 + "5");
      text.append(',').append(i % 19 == 0 ? "" : 1.0 / (i + 3));
      text.append(i % 3 == 0 ? ",true" : i % 3 == 1 ? ",false" : ",").append('\n');
    }
    return text.toString();
  }

  static Engine.Session engine(Path spill) {
    Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
    return engine.open(new Engine.Settings(spill, 400L << 20, 2));
  }

  static final Told SILENT = told((_, _) -> {});

  interface Watch {
    void see(String what, long done);
  }

  static Told told(Watch watch) {
    return new Told() {
      @Override
      public void progress(String what, long done, long total) {
        watch.see(what, done);
      }

      @Override
      public void metric(String name, double value) {}

      @Override
      public void note(String sentence) {}
    };
  }

  Load.Outcome load() {
    return load(sources(), Optional.empty(), SILENT);
  }

  Load.Outcome load(List<Source> sources, Optional<String> truth, Told told) {
    try (var engine = engine(home.resolve("load-spill"))) {
      Path scratch = Files.createTempDirectory(home, "load");
      var files = new FolderTables(SMALL_PARTS, data, sources);
      return new Load("test", files, source, scratch).run(engine, truth, false, told);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void sql(String... statements) {
    try (Connection connection = source.openForLoad();
        Statement statement = connection.createStatement()) {
      for (String s : statements) {
        statement.execute(s);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, String> fromFiles() {
    try (TestContext context = context("files-" + System.nanoTime())) {
      try {
        new SnapshotStage().run(SMALL_PARTS, context);
      } catch (LiftgateException e) {
        throw new AssertionError(e.problems().toString(), e);
      }
      return hashes(context);
    }
  }

  Map<String, String> fromDatabase(List<String> notes) {
    try (TestContext context = context("base-" + System.nanoTime()).database(source)) {
      new SnapshotStage().run(SMALL_PARTS, context);
      notes.addAll(context.notes);
      return hashes(context);
    }
  }

  static Map<String, String> hashes(TestContext context) {
    var hashes = new java.util.TreeMap<String, String>();
    context.outputs.keySet().forEach(t -> hashes.put(t, context.contentHash(t)));
    return hashes;
  }

  LiftgateException refused() {
    return catchThrowableOfType(LiftgateException.class, () -> fromDatabase(new ArrayList<>()));
  }

  static List<String> names(LiftgateException e) {
    return e.problems().stream().map(Problem::name).toList();
  }

  @Test
  void aSnapshotOfTheDatabaseIsThatOfTheFiles() {
    Load.Outcome outcome = load();
    assertThat(outcome.changed()).isTrue();
    assertThat(outcome.layout()).isEqualTo("plain");
    assertThat(outcome.tables())
        .extracting(Load.Filled::table, Load.Filled::file, Load.Filled::rows)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("sales", "sales.csv", 5000L),
            org.assertj.core.groups.Tuple.tuple("shop_list", "shops.csv", 2L),
            org.assertj.core.groups.Tuple.tuple("closed", null, 0L));
    var notes = new ArrayList<String>();
    assertThat(fromDatabase(notes)).isEqualTo(fromFiles()).containsKey("sales_raw");
    assertThat(notes)
        .anyMatch(n -> n.equalsIgnoreCase("sales: 5,000 rows, as the database counts."))
        .noneMatch(n -> n.contains("not used"))
        .anyMatch(n -> n.contains("in one snapshot"))
        .noneMatch(n -> n.contains("put in the order"));
  }

  @Test
  void theSameFilesAgainChangeNothingAndOthersReplaceThemAll() {
    load();
    assertThat(load().changed()).isFalse();
    put("sales.csv", sales(1200));
    put("closed.csv", "shop\n2\n");
    assertThat(load().changed()).isTrue();
    assertThat(fromDatabase(new ArrayList<>())).isEqualTo(fromFiles());
    sql("DELETE FROM " + quoted("shop_list"));
    assertThat(load().changed()).as("rows that went missing are put back").isTrue();
    assertThat(fromDatabase(new ArrayList<>())).isEqualTo(fromFiles());
  }

  @Test
  void aLoadThatBreaksOffLeavesWhatWasThere() {
    load();
    Map<String, String> before = fromDatabase(new ArrayList<>());
    put("shops.csv", SHOPS + "3,2003-02-30\nfour,2004-01-01\n");
    var bad = catchThrowableOfType(LiftgateException.class, this::load);
    assertThat(bad.code()).isEqualTo(LiftgateException.Code.INPUT);
    assertThat(bad.problems()).extracting(p -> p.line().orElse(0)).containsExactly(4L, 5L);
    assertThat(fromDatabase(new ArrayList<>())).isEqualTo(before);
    put("shops.csv", SHOPS + "3,2003-02-03\n");
    var halfway =
        told(
            (what, done) -> {
              if (what.startsWith("filling sales") && done >= 4000) {
                throw LiftgateException.cancelled();
              }
            });
    var broken =
        catchThrowableOfType(
            LiftgateException.class, () -> load(sources(), Optional.empty(), halfway));
    assertThat(broken.code()).isEqualTo(LiftgateException.Code.CANCELLED);
    assertThat(fromDatabase(new ArrayList<>())).isEqualTo(before);
    assertThat(load().changed()).isTrue();
    assertThat(fromDatabase(new ArrayList<>())).isEqualTo(fromFiles());
  }

  @Test
  void tablesOfOthersAreNeverTouched() {
    sql(
        "CREATE TABLE " + quoted("shop_list") + " (x INT)",
        "INSERT INTO " + quoted("shop_list") + " VALUES (1)");
    var e = catchThrowableOfType(LiftgateException.class, this::load);
    assertThat(e.code()).isEqualTo(LiftgateException.Code.INPUT);
    assertThat(e.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("not made by load");
    sql("INSERT INTO " + quoted("shop_list") + " VALUES (2)");
  }

  @Test
  void twoLayoutsStandBesideEachOtherAndAChangedOneIsMadeAnew() throws IOException {
    load();
    Files.delete(data.resolve("sales.csv"));
    put("visits.csv", "who\n1\n");
    assertThat(load().layout()).isEqualTo("short");
    put("visits.csv", "who,when\n1,2\n");
    var wider =
        List.of(
            new Source(
                "short",
                "sql/short",
                List.of(
                    new Source.File(
                        "visits",
                        List.of("visits.csv"),
                        false,
                        List.of(field("who", Type.INTEGER), field("when", Type.INTEGER))))));
    assertThat(load(wider, Optional.empty(), SILENT).changed()).isTrue();
    put("sales.csv", sales(5000));
    assertThat(load(List.of(sources().getFirst()), Optional.empty(), SILENT).changed()).isFalse();
  }

  @Test
  void everyTableAndColumnThatIsMissingIsToldAtOnce() {
    sql(
        "CREATE TABLE " + quoted("shop_lists") + " (x INT)",
        "CREATE TABLE "
            + quoted("sales")
            + " ("
            + String.join(
                ", ",
                List.of(quoted("shops") + " INT", quoted("dai") + " DATE", quoted("sold") + " INT"))
            + ")");
    LiftgateException e = refused();
    assertThat(e.code()).isEqualTo(LiftgateException.Code.INPUT);
    String said = e.problems().stream().map(Problem::sentence).toList().toString().toLowerCase();
    assertThat(said)
        .contains("sales.shop is not a column", "maybe shops is meant")
        .contains("sales.day is not a column", "maybe dai is meant")
        .contains("sales.amount is not a column")
        .contains("shop_list is missing", "maybe shop_lists was meant");
  }

  @Test
  void emptyTablesAreNoData() {
    load();
    sql("DELETE FROM " + quoted("sales"), "DELETE FROM " + quoted("shop_list"));
    assertThat(names(refused()).stream().map(String::toLowerCase))
        .containsExactly("sales", "shop_list");
  }

  /** Text for everything, another order of columns, no line numbers: as people import files. */
  private void ownTables(String key) {
    sql(
        "CREATE TABLE "
            + quoted("SALES")
            + " ("
            + quoted("remark")
            + " VARCHAR(200), "
            + quoted("id")
            + " INT NOT NULL "
            + key
            + ", "
            + quoted("SHOP")
            + " VARCHAR(20), "
            + quoted("day")
            + " VARCHAR(40), "
            + quoted("sold")
            + " VARCHAR(40), "
            + quoted("amount")
            + " DOUBLE PRECISION, "
            + quoted("share")
            + " VARCHAR(40), "
            + quoted("online")
            + " VARCHAR(10))",
        "CREATE TABLE "
            + quoted("shops")
            + " ("
            + quoted("shop")
            + " INT, "
            + quoted("since")
            + " DATE)",
        "INSERT INTO " + quoted("shops") + " VALUES (1, '2001-01-01'), (2, '2002-02-02')");
  }

  @Test
  void tablesThatPeopleMadeThemselvesGiveTypedRowsInAnOrderOfTheirOwn() {
    ownTables("PRIMARY KEY");
    var rows = new ArrayList<String>();
    for (int i = 0; i < 2500; i++) {
      rows.add(
          "('%s', %d, '%d', '2017-01-0%d', '2017-01-01 00:00:01', %s, '0.5', 'true')"
              .formatted(i % 2 == 0 ? "NA" : "x", 10 * i, 2500 - i, 1 + i % 9, i + ".25"));
    }
    sql("INSERT INTO " + quoted("SALES") + " VALUES " + String.join(", ", rows));
    var notes = new ArrayList<String>();
    try (TestContext context = context("own").database(source)) {
      new SnapshotStage().run(SMALL_PARTS, context);
      notes.addAll(context.notes);
      var sales = context.read("sales_raw");
      assertThat(sales.rows()).isEqualTo(2500);
      assertThat(sales.row(0).subList(0, 2)).containsExactly(2L, 1L);
      assertThat(sales.row(0).get(4)).isEqualTo(2499.25);
      assertThat(sales.row(2499).get(7)).isNull();
    }
    assertThat(notes).anyMatch(n -> n.contains("put in the order of shop, day"));
    sql("UPDATE " + quoted("SALES") + " SET " + quoted("id") + " = 100000 - " + quoted("id"));
    assertThat(fromDatabase(new ArrayList<>()))
        .as("the order does not hang on the table's own")
        .isEqualTo(fromDatabase(new ArrayList<>()));
  }

  @Test
  void cellsThatDoNotFitAreToldTogether() {
    ownTables("");
    sql(
        "INSERT INTO "
            + quoted("SALES")
            + " VALUES ('a', 1, 'twelve', '2017-02-30', '2017-01-01', 1e300, 'NaN', 'maybe'),"
            + " ('a', 2, '1.5', '2017-02-03 10:00:00', 'x', 0.00001, '1', 'yes'),"
            + " ('a', 3, '1e3', '2017-02-03 00:00:00', '2017-01-01 10:00:00.5', 0.0000001, '1', '0')");
    LiftgateException e = refused();
    assertThat(e.code()).isEqualTo(LiftgateException.Code.INPUT);
    assertThat(e.problems().stream().map(p -> p.value().orElse("")))
        .containsExactlyInAnyOrder(
            "twelve",
            "2017-02-30",
            "1.0E300",
            "NaN",
            "maybe",
            "1.5",
            "2017-02-03 10:00:00",
            "x",
            "1.0E-5");
    load(List.of(sources().get(1)), Optional.empty());
  }

  private void load(List<Source> sources, Optional<String> truth) {
    put("visits.csv", "who\n1\n");
    load(sources, truth, SILENT);
  }

  @Test
  void truthGoesWithTheDataAndMarksTheDatabaseSimulated() {
    load();
    assertThat(source.simulated()).isFalse();
    assertThat(source.truth("plain")).isEmpty();
    String truth = "{\"estimands\": []}";
    assertThat(load(sources(), Optional.of(truth), SILENT).simulated()).isTrue();
    assertThat(source.simulated()).isTrue();
    assertThat(source.truth("plain")).contains(truth);
    load();
    assertThat(source.simulated()).as("replaced by real files").isFalse();
  }
}
