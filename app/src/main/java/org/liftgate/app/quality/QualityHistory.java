package org.liftgate.app.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.journal.Journal;
import org.liftgate.app.journal.RunHistory;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.RunSearch;
import org.liftgate.app.journal.RunsAtOnce;

/**
 * The last runs of a pipeline, oldest first: rows of every table, and what every gate said.
 *
 * @param runs the columns; the lists of every line have one entry for each, in the same order
 */
public record QualityHistory(
    String pipeline, List<RunSummary> runs, List<GateLine> gates, List<TableLine> tables) {

  /**
   * A gate over the runs.
   *
   * @param outcomes null where a run did not come to the gate, or has none of this name
   */
  public record GateLine(
      String stage,
      String gate,
      String kind,
      String table,
      String severity,
      List<@Nullable Judgement> outcomes) {}

  /**
   * What a gate said in a run.
   *
   * @param status the worst of its groups
   * @param groups how many it judged; 1 for a whole table
   * @param unmet how many of them did not pass
   * @param measure the figure compared, null where there is none or several
   * @param message of the first group with the worst status
   */
  public record Judgement(
      String status,
      int groups,
      int unmet,
      @Nullable Double measure,
      @Nullable Double threshold,
      String message) {}

  /**
   * A table over the runs.
   *
   * @param sizes null where a run did not make it
   */
  public record TableLine(String stage, String table, List<@Nullable Size> sizes) {}

  /**
   * A table in a run.
   *
   * @param changed whether its rows differ from those of the run before that made it; false for the
   *     first
   */
  public record Size(long rows, boolean changed) {}

  /**
   * @param filter which runs; of a pipeline
   * @param last how many of them
   */
  public static QualityHistory of(
      Journal journal, String pipeline, RunSearch.Filter filter, int last) {
    var rows = journal.search().newestFirst(filter, null, last).reversed();
    var ids = rows.stream().map(RunRow::id).toList();
    return of(
        pipeline,
        rows.stream().map(RunSummary::of).toList(),
        journal.atOnce().gates(ids),
        journal.atOnce().tables(ids));
  }

  static QualityHistory of(
      String pipeline,
      List<RunSummary> runs,
      List<RunsAtOnce.Judged> judged,
      List<RunsAtOnce.Made> made) {
    return new QualityHistory(pipeline, runs, gates(runs, judged), tables(runs, made));
  }

  private record GateName(String stage, String gate, String table) {}

  private static List<GateLine> gates(List<RunSummary> runs, List<RunsAtOnce.Judged> judged) {
    var lines = new LinkedHashMap<GateName, Map<String, List<RunHistory.GateOutcome>>>();
    for (RunsAtOnce.Judged j : judged) {
      RunHistory.GateOutcome o = j.outcome();
      lines
          .computeIfAbsent(new GateName(o.stage(), o.gate(), o.table()), _ -> new HashMap<>())
          .computeIfAbsent(j.run(), _ -> new ArrayList<>())
          .add(o);
    }
    var found = new ArrayList<GateLine>();
    lines.forEach((name, byRun) -> found.add(line(name, runs, byRun)));
    return found;
  }

  private static GateLine line(
      GateName name, List<RunSummary> runs, Map<String, List<RunHistory.GateOutcome>> byRun) {
    var outcomes = new ArrayList<@Nullable Judgement>();
    RunHistory.@Nullable GateOutcome latest = null;
    for (RunSummary run : runs) {
      var groups = byRun.get(run.run());
      outcomes.add(groups == null ? null : judgement(groups));
      latest = groups == null ? latest : groups.getFirst();
    }
    return new GateLine(
        name.stage(),
        name.gate(),
        latest == null ? "" : latest.kind(),
        name.table(),
        latest == null ? "" : latest.severity(),
        outcomes);
  }

  private static Judgement judgement(List<RunHistory.GateOutcome> groups) {
    RunHistory.GateOutcome worst = groups.getFirst();
    int unmet = 0;
    for (RunHistory.GateOutcome o : groups) {
      unmet += weight(o) > 0 ? 1 : 0;
      worst = weight(o) > weight(worst) ? o : worst;
    }
    boolean one = groups.size() == 1;
    return new Judgement(
        worst.status(),
        groups.size(),
        unmet,
        one ? worst.measure() : null,
        one ? worst.threshold() : null,
        worst.message());
  }

  private static int weight(RunHistory.GateOutcome outcome) {
    return switch (outcome.status()) {
      case "fail" -> 2;
      case "warn" -> 1;
      default -> 0;
    };
  }

  private record TableName(String stage, String table) {}

  private static List<TableLine> tables(List<RunSummary> runs, List<RunsAtOnce.Made> made) {
    var lines = new LinkedHashMap<TableName, Map<String, RunsAtOnce.Made>>();
    made.forEach(
        m ->
            lines
                .computeIfAbsent(new TableName(m.stage(), m.table()), _ -> new HashMap<>())
                .put(m.run(), m));
    var found = new ArrayList<TableLine>();
    lines.forEach(
        (name, byRun) -> found.add(new TableLine(name.stage(), name.table(), sizes(runs, byRun))));
    return found;
  }

  private static List<@Nullable Size> sizes(
      List<RunSummary> runs, Map<String, RunsAtOnce.Made> byRun) {
    var sizes = new ArrayList<@Nullable Size>();
    String before = null;
    for (RunSummary run : runs) {
      RunsAtOnce.Made made = byRun.get(run.run());
      if (made == null) {
        sizes.add(null);
      } else {
        sizes.add(new Size(made.rows(), before != null && !before.equals(made.contentHash())));
        before = made.contentHash();
      }
    }
    return sizes;
  }
}
