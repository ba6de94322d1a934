package org.liftgate.app.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;

/** New rows through a SELECT that a run left. */
class ScoringTest {
  private static final String SELECT =
      """
      SELECT r.customer, r.income,
        CASE WHEN r.income > 5 THEN 'income is above what the run saw' END AS refused,
        CASE WHEN r.income <= 5 THEN 2 * r.income END AS effect,
        CASE WHEN r.segment = 'x' THEN 'discount' ELSE 'keep' END AS advice
      FROM scored_rows AS r
      """;
  @TempDir Path folder;
  private Engine.Session session;
  private Path inputs;

  @BeforeEach
  void open() {
    session =
        ServiceLoader.load(Engine.class)
            .findFirst()
            .orElseThrow()
            .open(new Engine.Settings(folder.resolve("spill"), 400L << 20, 2));
    session.define(
        Table.named("score_inputs")
            .texts("column_name", "income", "segment")
            .texts("type", "number", "text")
            .build());
    inputs = folder.resolve("score_inputs.parquet");
    session.write("score_inputs", List.of("column_name"), inputs);
    session.drop("score_inputs");
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("new.csv"), text);
  }

  @Test
  void rowsGetNumbersAndThoseUnlikeTheRunAreRefused() throws IOException {
    var scoring = new Scoring(session);
    Scoring.Scored scored =
        scoring.score(
            SELECT, inputs, file("customer,income,segment\na,1.5,x\nb,9,y\n\"=c\",2,y\n"));
    assertThat(scored.refused()).isEqualTo(1);
    assertThat(scored.reasons()).containsEntry("income is above what the run saw", 1L);
    Path out = folder.resolve("deep/scored.csv");
    scoring.write(scored.rows(), out);
    assertThat(Files.readString(out))
        .isEqualTo(
            "customer,income,refused,effect,advice\r\na,1.5,,3,discount\r\n"
                + "b,9,income is above what the run saw,,keep\r\n'=c,2,,4,keep\r\n");
    Path parquet = folder.resolve("scored.parquet");
    scoring.write(scored.rows(), parquet);
    session.view("again", parquet);
    assertThat(session.count("again")).isEqualTo(3);
    try (var files = Files.list(out.getParent())) {
      assertThat(files).containsExactly(out);
    }
  }

  @Test
  void everyMissingColumnIsNamed() throws IOException {
    Path data = file("customer,incme\na,1\n");
    var e =
        catchThrowableOfType(
            LiftgateException.class, () -> new Scoring(session).score(SELECT, inputs, data));
    assertThat(e.problems()).extracting(Problem::name).containsExactly("income", "segment");
    assertThat(e.problems().getFirst().hint()).isEqualTo("Maybe incme was meant.");
  }

  @Test
  void textWhereNumbersMustBeIsTold() throws IOException {
    Path data = file("customer,income,segment\na,1,x\nb,much,x\n");
    var e =
        catchThrowableOfType(
            LiftgateException.class, () -> new Scoring(session).score(SELECT, inputs, data));
    assertThat(e.getMessage())
        .contains("new.csv: income must hold numbers")
        .contains("row 2 (much)");
  }
}
