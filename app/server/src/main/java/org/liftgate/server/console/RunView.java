package org.liftgate.server.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.liftgate.app.document.RunDocument;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunHistory;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.StageRow;
import org.liftgate.reporting.format.Numbers;

/**
 * A run as its page shows it.
 *
 * @param ended whether it goes on no more
 * @param report whether there is one to read
 * @param cached how many stages came from the cache
 */
public record RunView(
    RunSummary run,
    String data,
    String seconds,
    boolean ended,
    boolean cancelling,
    boolean resumable,
    boolean report,
    List<Reason> reasons,
    List<Answer> answers,
    List<Line> stages,
    int done,
    int cached,
    DagLayout.Picture dag,
    Gantt gantt,
    List<RunHistory.Attempt> attempts) {

  /**
   * Why something did not come through.
   *
   * @param stage empty where it is the run itself
   */
  public record Reason(String stage, String message) {}

  /** A stage in the table. */
  public record Line(
      String id,
      String uses,
      String status,
      String seconds,
      String rows,
      int pass,
      int warn,
      int fail) {}

  /** Bars over the time of the run. */
  public record Gantt(int width, int height, List<Bar> bars, List<Tick> ticks) {}

  /** When a stage worked. */
  public record Bar(
      String id, String status, String span, int x, int y, int wide, int textY, int barY) {}

  /** A mark on the axis of time. */
  public record Tick(int x, String label) {}

  static RunView of(Platform platform, RunRow row) {
    var document = new RunDocument(platform).of(row.id());
    var stages = platform.journal().stages(row.id());
    var lines = lines(document.path("stages"));
    return new RunView(
        RunSummary.of(row),
        row.data(),
        Times.span(document.path("seconds").asDouble()),
        row.status().ended(),
        row.cancelRequested(),
        row.status().ended() && !row.status().word().equals("succeeded"),
        document.path("report").isTextual(),
        reasons(document),
        Answer.of(document),
        lines,
        (int) stages.stream().filter(s -> s.status().ended()).count(),
        (int) stages.stream().filter(s -> s.status() == StageRow.Status.CACHED).count(),
        DagLayout.of(stages.stream().map(RunView::node).toList()),
        gantt(stages, platform.journal().clock().millis()),
        platform.journal().history().attempts(row.id()));
  }

  private static DagLayout.Node node(StageRow s) {
    String href = "/runs/" + s.run() + "/stages/" + s.id();
    return new DagLayout.Node(s.id(), s.status().word(), href, s.needs());
  }

  private static List<Reason> reasons(JsonNode document) {
    var seen = new HashMap<String, Reason>();
    var all = new ArrayList<JsonNode>();
    document.path("errors").forEach(all::add);
    if (document.has("error")) {
      all.add(document.path("error"));
    }
    var reasons = new ArrayList<Reason>();
    for (JsonNode e : all) {
      var reason = new Reason(e.path("stage").asText(""), e.path("message").asText());
      if (seen.putIfAbsent(reason.message(), reason) == null) {
        reasons.add(reason);
      }
    }
    return reasons;
  }

  private static List<Line> lines(JsonNode stages) {
    var lines = new ArrayList<Line>();
    for (JsonNode s : stages) {
      double seconds = s.path("seconds").asDouble();
      long rows = s.path("rows").asLong();
      JsonNode gates = s.path("gates");
      lines.add(
          new Line(
              s.path("id").asText(),
              s.path("uses").asText(),
              s.path("status").asText(),
              seconds == 0 ? "" : Times.span(seconds),
              rows == 0 ? "" : Numbers.count(rows),
              gates.path("pass").asInt(),
              gates.path("warn").asInt(),
              gates.path("fail").asInt()));
    }
    return lines;
  }

  private static final int LABELS = 170;
  private static final int AXIS = 780;
  private static final int STEP = 20;

  private static Gantt gantt(List<StageRow> stages, long now) {
    var begun = stages.stream().filter(s -> s.startedAt() > 0).toList();
    long from = begun.stream().mapToLong(StageRow::startedAt).min().orElse(now);
    long until = begun.stream().mapToLong(s -> end(s, now)).max().orElse(now);
    double scale = (double) AXIS / Math.max(1, until - from);
    var bars = new ArrayList<Bar>();
    for (StageRow s : begun) {
      int y = 24 + bars.size() * STEP;
      long took = end(s, now) - s.startedAt();
      int x = LABELS + (int) Math.round((s.startedAt() - from) * scale);
      int wide = Math.max(2, (int) Math.round(took * scale));
      String span = Times.span(took / 1000.0);
      bars.add(new Bar(s.id(), s.status().word(), span, x, y, wide, y + 13, y + 4));
    }
    var ticks = new ArrayList<Tick>();
    for (int i = 0; i <= 4; i++) {
      ticks.add(new Tick(LABELS + AXIS * i / 4, Times.span((until - from) / 4000.0 * i)));
    }
    return new Gantt(LABELS + AXIS + 70, 30 + bars.size() * STEP, bars, ticks);
  }

  private static long end(StageRow s, long now) {
    return s.finishedAt() > 0 ? Math.max(s.finishedAt(), s.startedAt()) : now;
  }
}
