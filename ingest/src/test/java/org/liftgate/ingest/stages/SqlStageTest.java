package org.liftgate.ingest.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

class SqlStageTest {
  @TempDir Path home;
  TestContext context;

  @BeforeEach
  void open() {
    context =
        new TestContext(home)
            .spec("kept", List.of("id"), "", "")
            .input(Table.named("raw").longs("id", 3, 1, 2, 4).longs("q", 5, 0, 7, -1).build());
    context.setting("least", 1);
  }

  @AfterEach
  void close() {
    context.close();
  }

  void run() {
    new SqlStage().run(new SqlStage.Parameters("sql/clean"), context);
  }

  List<Problem> problems() {
    var e = catchThrowableOfType(LiftgateException.class, this::run);
    assertThat(e).isNotNull();
    return e.problems();
  }

  @Test
  void tables_follow_their_references_and_rejections_are_counted() {
    context
        .pipelineFile(
            "sql/clean/kept.sql",
            "SELECT id, q FROM raw WHERE id NOT IN (SELECT id FROM kept_rejected)")
        .pipelineFile(
            "sql/clean/kept_rejected.sql",
            "SELECT id, CASE WHEN q < 0 THEN 'negative' ELSE 'too few' END AS reason FROM raw"
                + " WHERE q < :least")
        .pipelineFile("sql/clean/README.md", "not SQL");
    run();
    assertThat(context.outputs.keySet()).containsExactly("kept_rejected", "kept");
    assertThat(context.read("kept").longs("id")).containsExactly(2, 3);
    assertThat(context.metrics)
        .containsEntry("rows.kept", 2.0)
        .containsEntry("rejected.kept.negative", 1.0)
        .containsEntry("rejected.kept.too few", 1.0);
    assertThat(context.notes).contains("kept: 1 rows left out: negative.");
  }

  @Test
  void rejected_rows_need_a_reason() {
    context.pipelineFile("sql/clean/kept_rejected.sql", "SELECT id FROM raw");
    assertThat(problems().getFirst().name()).isEqualTo("kept_rejected.reason");
  }

  @Test
  void cycles_unknown_tables_and_unportable_sql_are_reported_at_once() {
    context
        .pipelineFile("sql/clean/a.sql", "SELECT id FROM b")
        .pipelineFile("sql/clean/b.sql", "SELECT id FROM c")
        .pipelineFile("sql/clean/c.sql", "SELECT id FROM a")
        .pipelineFile("sql/clean/d.sql", "SELECT id\nFROM rwa")
        .pipelineFile("sql/clean/e.sql", "SELECT AVG(id) AS m FROM raw")
        .pipelineFile("sql/clean/f.sql", "SELECT id FROM raw;")
        .pipelineFile("sql/clean/raw.sql", "SELECT 1 AS id");
    assertThat(problems())
        .extracting(Problem::sentence)
        .anyMatch(s -> s.contains("a -> b -> c -> a is a cycle"))
        .anyMatch(
            s ->
                s.startsWith("sql/clean/d.sql:2: rwa is not a table")
                    && s.contains("Maybe raw was meant."))
        .anyMatch(s -> s.startsWith("sql/clean/e.sql:1:8: AVG"))
        .anyMatch(s -> s.startsWith("sql/clean/f.sql:1: SQL holds a semicolon"))
        .anyMatch(s -> s.contains("raw is already a table"))
        .hasSize(5);
  }

  @Test
  void an_empty_folder_and_unknown_parameters_and_columns() {
    assertThat(problems().getFirst().sentence()).contains("at least one .sql file");
    context.pipelineFile("sql/clean/a.sql", "SELECT id FROM raw WHERE q > :leats");
    assertThat(problems().getFirst().hint()).isEqualTo("Maybe least was meant.");
    context.pipelineFile("sql/clean/a.sql", "SELECT id,\n  qq\nFROM raw");
    assertThat(problems().getFirst().sentence()).contains("a cannot be computed").contains("qq");
  }
}
