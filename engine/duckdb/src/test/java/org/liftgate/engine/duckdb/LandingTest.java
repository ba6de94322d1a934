package org.liftgate.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Type;

class LandingTest {
  private static final Schema ALL =
      Schema.of(
          new Schema.Column("n", Type.INTEGER),
          new Schema.Column("amount", Type.DECIMAL),
          new Schema.Column("share", Type.DOUBLE),
          new Schema.Column("yes", Type.BOOLEAN),
          new Schema.Column("name", Type.TEXT),
          new Schema.Column("day", Type.DATE),
          new Schema.Column("at", Type.TIMESTAMP));

  @TempDir Path folder;

  private Engine.Session open() {
    return new DuckDbEngine().open(new Engine.Settings(folder.resolve("spill"), 200L << 20, 2));
  }

  private static @Nullable Object[] row(long i) {
    return i % 7 == 6
        ? new @Nullable Object[] {i, null, null, null, null, null, null}
        : new Object[] {
          i,
          BigDecimal.valueOf(123_456_789_012_345_678L - i, 4),
          i / 3.0,
          i % 2 == 0,
          "name, \"" + i,
          LocalDate.ofEpochDay(i),
          LocalDateTime.of(2017, 2, 28, 23, 59, 59, 123_456_000).plusSeconds(i)
        };
  }

  @Test
  void rowsComeBackAsTheyWentInOverManyFilesAndSeveralLandingsAtOnce() {
    int n = ParquetLanding.ROWS + 1000;
    try (var session = open()) {
      var halves =
          List.of(0, 1).stream()
              .map(h -> CompletableFuture.supplyAsync(() -> land(session, h, (long) h * n, n)))
              .toList();
      var files = new ArrayList<Path>();
      halves.forEach(h -> files.addAll(h.join()));
      assertThat(files).hasSize(4).allMatch(Files::exists);
      session.define("t", files, ALL);
      var rows = new ArrayList<@Nullable Object[]>();
      session.scan("t", rows::add);
      assertThat(rows).hasSize(2 * n);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i)).containsExactly(row(i));
      }
      var lines = session.query("SELECT line_number, n FROM t_lines WHERE n = 130000", Map.of());
      assertThat(lines.row(0)).containsExactly(130_002L, 130_000L);
    }
  }

  private List<Path> land(Engine.Session session, int half, long from, int n) {
    try (var landing = session.land("half" + half, ALL, folder)) {
      for (long i = from; i < from + n; i++) {
        landing.add(row(i));
      }
      return landing.finish();
    }
  }

  @Test
  void someColumnsOnlyAndNoRowsAtAll() {
    try (var session = open()) {
      session.define("t", land(session, 0, 0, 3), new Schema(ALL.columns().subList(1, 2)));
      assertThat(session.schema("t").names()).containsExactly("amount");
      session.define("none", land(session, 1, 0, 0), ALL);
      assertThat(session.count("none")).isZero();
      assertThat(session.schema("none_lines").names()).hasSize(8);
    }
  }
}
