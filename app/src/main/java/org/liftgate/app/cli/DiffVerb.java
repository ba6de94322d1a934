package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import org.liftgate.app.compare.RunDiff;
import org.liftgate.app.compare.RunRecord;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.store.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code diff RUN RUN}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Compares two runs of a pipeline: settings, inputs, code, gates, tables, answers, and why an answer changed.",
    footer = {"", "Example:", "  liftgate diff 0199c2 0199d7"})
final class DiffVerb extends Verb {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, or the start of it.")
  String left;

  @Parameters(index = "1", paramLabel = "RUN", description = "The run to hold against it.")
  String right;

  @Override
  int run(Platform platform) {
    ObjectNode document = RunDiff.of(record(platform, left), record(platform, right));
    if (json()) {
      shell().print(document);
    } else {
      print(document);
    }
    return 0;
  }

  private static RunRecord record(Platform platform, String run) {
    return RunRecord.of(RunFolder.of(platform.home(), RunStarter.find(platform, run).id()).root());
  }

  private void print(JsonNode d) {
    out(d.path("pipeline").asText() + "  " + d.at("/left/run").asText());
    out("against  " + d.at("/right/run").asText());
    if (d.path("equal").asBoolean()) {
      out("equal: both end as " + d.at("/left/status").asText() + ", with one result digest");
    }
    d.path("settings").forEach(c -> out("  " + c.path("because").asText()));
    d.path("environment").forEach(c -> out("  " + c.path("because").asText()));
    stages(d.path("stages"));
    d.path("gates").forEach(c -> out("  " + c.path("because").asText()));
    tables(d.path("tables"));
    estimates(d.path("estimates"));
  }

  private void out(String line) {
    shell().out.println(line);
  }

  /** Stages that gave something else; a new key that changed no table is in the document alone. */
  private void stages(JsonNode stages) {
    var table = new Columns("lll", "stage that differs", "first", "second");
    for (JsonNode s : stages) {
      if (s.path("tables_changed").asBoolean() || !s.path("left").equals(s.path("right"))) {
        table.add(s.path("id").asText(), s.path("left").asText("-"), s.path("right").asText("-"));
      }
    }
    show(table);
  }

  private void tables(JsonNode tables) {
    var table = new Columns("llrr", "table that differs", "stage", "rows", "rows");
    tables.forEach(
        t ->
            table.add(
                t.path("name").asText(),
                t.path("stage").asText(),
                rows(t.path("left_rows")),
                rows(t.path("right_rows"))));
    show(table);
  }

  private void show(Columns table) {
    var lines = table.lines();
    if (lines.size() > 1) {
      out("");
      lines.forEach(this::out);
    }
  }

  private static String rows(JsonNode count) {
    return count.isNumber() ? String.format(Locale.ROOT, "%,d", count.asLong()) : "-";
  }

  private void estimates(JsonNode estimates) {
    for (JsonNode e : estimates) {
      out("");
      out(e.path("estimand").asText() + (e.path("changed").asBoolean() ? "" : ": the same"));
      out("  first   " + answer(e.path("left")));
      if (e.path("changed").asBoolean()) {
        out("  second  " + answer(e.path("right")));
        var reasons = new LinkedHashSet<String>();
        e.path("because").forEach(c -> reasons.add(c.path("because").asText()));
        reasons.forEach(r -> Wrap.lines("  because ", r, 98).forEach(this::out));
      }
    }
  }

  private static String answer(JsonNode a) {
    if (!a.isObject()) {
      return "-";
    }
    return RunPrinter.number(a, "estimate")
        + " ("
        + RunPrinter.interval(a)
        + "), "
        + a.path("verdict").asText()
        + ", "
        + a.path("grade").asText();
  }
}
