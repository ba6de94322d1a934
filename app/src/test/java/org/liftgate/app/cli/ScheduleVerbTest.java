package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleVerbTest {
  @TempDir Path home;

  private InProcess.Result call(String... words) {
    var all = new java.util.ArrayList<>(java.util.List.of(words));
    all.add("--home");
    all.add(home.toString());
    return InProcess.call(all.toArray(String[]::new));
  }

  private InProcess.Result add(String name, String... more) {
    var words =
        new java.util.ArrayList<>(
            java.util.List.of(
                "schedule",
                "add",
                name,
                "--pipeline",
                "mix-regression",
                "--data",
                "/srv/sales/{date}"));
    words.addAll(java.util.List.of(more));
    return call(words.toArray(String[]::new));
  }

  @Test
  void aScheduleIsKeptShownPausedAndForgotten() {
    var added =
        add("nightly", "--cron", "30 5 * * *", "--zone", "Europe/Berlin", "--json")
            .exits(0)
            .json("schedule");
    assertThat(added.path("next")).hasSize(3);
    assertThat(added.path("next").path(0).path("local").asText()).contains("T05:30+0");
    assertThat(call("schedule", "list").exits(0).out()).contains("nightly").contains("at 05:30");
    assertThat(call("schedule", "show", "nightly", "--json").json("schedule").path("next"))
        .hasSize(10);
    call("schedule", "pause", "nightly").exits(0);
    assertThat(call("schedule", "show", "nightly").exits(0).out()).contains("paused");
    call("schedule", "resume", "nightly").exits(0);
    call("schedule", "remove", "nightly", "--yes").exits(0);
    assertThat(call("schedule", "show", "nightly").exits(2).err())
        .contains("SCHEDULE (nightly) is not a schedule of this home");
  }

  @Test
  void aSourceKeepsTheReferenceToItsPasswordOnly() {
    var words =
        java.util.List.of("schedule", "add", "db", "--pipeline", "mix-regression", "--cron");
    var plain = new java.util.ArrayList<>(words);
    plain.addAll(java.util.List.of("0 5 * * *", "--source", "jdbc:mysql://u:hush-b1d7@h/d"));
    assertThat(call(plain.toArray(String[]::new)).exits(2).err())
        .contains("must not hold a password")
        .doesNotContain("hush-b1d7");
    var kept = new java.util.ArrayList<>(words);
    String source = "jdbc:mysql://h/d?password=${env:LIFTGATE_SOURCE_DB}";
    kept.addAll(java.util.List.of("0 5 * * *", "--source", source));
    call(kept.toArray(String[]::new)).exits(0);
    assertThat(call("schedule", "show", "db", "--json").json("schedule").path("source").asText())
        .isEqualTo(source);
  }

  @Test
  void aBackfillNamesItsDatesFirst() {
    add("nightly", "--cron", "30 5 * * *").exits(0);
    var dry =
        call(
                "schedule",
                "backfill",
                "nightly",
                "--from",
                "2026-11-01",
                "--to",
                "2026-11-03",
                "--dry-run")
            .exits(0);
    assertThat(dry.out())
        .contains("2026-11-01\n2026-11-02\n2026-11-03\n")
        .contains("would run 3 times");
    assertThat(
            call("schedule", "backfill", "nightly", "--from", "2026-11-03", "--to", "2026-11-01")
                .exits(2)
                .err())
        .contains("--to (2026-11-01) must not be before 2026-11-03");
  }

  @Test
  void everythingThatIsWrongIsTold() {
    var err =
        add("Nightly", "--cron", "61 5 * * *", "--zone", "Mars/Base", "--needs", "sales")
            .exits(2)
            .err();
    assertThat(err)
        .contains("name (Nightly)")
        .contains("cron (61 5 * * *)")
        .contains("needs (sales)");
    assertThat(add("nightly", "--patience", "soon").exits(2).err()).contains("patience (soon)");
  }
}
