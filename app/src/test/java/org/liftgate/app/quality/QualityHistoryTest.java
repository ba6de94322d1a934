package org.liftgate.app.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.journal.Journal;
import org.liftgate.app.journal.RunHistory;
import org.liftgate.app.journal.RunsAtOnce;
import org.liftgate.kernel.LiftgateException;

/** Three nights: one as it should be, one with rows that fail a gate, one that stopped early. */
class QualityHistoryTest {
  private static final List<RunSummary> RUNS = List.of(run("r1"), run("r2"), run("r3"));

  private static RunSummary run(String id) {
    return new RunSummary(
        id, "p", "defended", false, "succeeded", "2026-01-01T00:00:00Z", null, null);
  }

  private static RunsAtOnce.Judged said(
      String run, String gate, @Nullable String group, String status, double measure) {
    return new RunsAtOnce.Judged(
        run,
        new RunHistory.GateOutcome(
            "clean", gate, "x.k", "t", group, "fail", status, measure, 1.0, gate + " " + group));
  }

  private static QualityHistory history() {
    return QualityHistory.of(
        "p",
        RUNS,
        List.of(
            said("r1", "keys", null, "pass", 0),
            said("r2", "keys", null, "fail", 7),
            said("r2", "overlap", "8", "pass", 0),
            said("r2", "overlap", "13", "warn", 2),
            said("r2", "overlap", "18", "fail", 3),
            said("r2", "overlap", "26", "fail", 4)),
        List.of(
            new RunsAtOnce.Made("r1", "clean", "t", 10, "a"),
            new RunsAtOnce.Made("r3", "clean", "t", 10, "b")));
  }

  @Test
  void aGateIsALineWithAnOutcomeForEachRun() {
    var keys = history().gates().getFirst();
    assertThat(keys.outcomes())
        .containsExactly(
            new QualityHistory.Judgement("pass", 1, 0, 0.0, 1.0, "keys null"),
            new QualityHistory.Judgement("fail", 1, 1, 7.0, 1.0, "keys null"),
            null);
    assertThat(keys.kind()).isEqualTo("x.k");
  }

  @Test
  void groupsOfAGateAreCountedAndTheFirstOfTheWorstSpeaks() {
    assertThat(history().gates().get(1).outcomes())
        .containsExactly(
            null, new QualityHistory.Judgement("fail", 4, 3, null, null, "overlap 18"), null);
  }

  @Test
  void rowsChangedAreSeenAcrossARunThatMadeNone() {
    assertThat(history().tables().getFirst().sizes())
        .containsExactly(
            new QualityHistory.Size(10, false), null, new QualityHistory.Size(10, true));
  }

  @Test
  void aColumnIsALineOfWhatManifestsSay() {
    String manifest =
        """
        {"predicate": {"outputs": [
          {"name": "u", "hash": "sha256:0", "contentHash": "h", "rowCount": 1, "schema": {"fields": []}},
          {"name": "t", "hash": "sha256:0", "contentHash": "h", "rowCount": 10,
           "schema": {"fields": [{"name": "spend", "type": "double", "unit": ""}]},
           "columnMetrics": {"spend": {"nulls": "4", "min": "-1.5", "max": null}}}]}}
        """;
    var columns = ColumnHistory.of(history(), "t", "clean", Map.of("r3", manifest));
    assertThat(columns.columns())
        .singleElement()
        .satisfies(c -> assertThat(c.name()).isEqualTo("spend"));
    assertThat(columns.columns().getFirst().metrics())
        .containsExactly(null, null, new ColumnHistory.Metric(10, 4, "-1.5", null));
  }

  @Test
  void aTableThatNoRunMadeIsToldWithItsLikes() {
    Journal none = null;
    assertThatThrownBy(() -> ColumnHistory.of(none, history(), "tt"))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("table (tt) is not a table that these runs of p made");
  }
}
