package org.liftgate.app.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.journal.Journal;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.ManifestJson;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;

/**
 * The columns of one table over the runs of a history.
 *
 * @param runs oldest first; the lists of every column have one entry for each, in the same order
 */
public record ColumnHistory(
    String pipeline, String table, String stage, List<RunSummary> runs, List<Line> columns) {

  /**
   * A column over the runs.
   *
   * @param type in the latest run that has it
   * @param metrics null where a run did not make the table, or not with this column
   */
  public record Line(String name, String type, List<@Nullable Metric> metrics) {}

  /**
   * A column in a run, as its manifest says.
   *
   * @param rows of the table
   * @param nulls how many of them have no value
   * @param min as text, null where no row has a value; so is max
   */
  public record Metric(long rows, long nulls, @Nullable String min, @Nullable String max) {}

  /**
   * @throws LiftgateException (input) if no run of the history made the table
   */
  public static ColumnHistory of(Journal journal, QualityHistory history, String table) {
    String stage =
        history.tables().stream()
            .filter(t -> t.table().equals(table))
            .findFirst()
            .orElseThrow(() -> unknown(history, table))
            .stage();
    var ids = history.runs().stream().map(RunSummary::run).toList();
    return of(history, table, stage, journal.atOnce().manifests(ids, stage));
  }

  static ColumnHistory of(
      QualityHistory history, String table, String stage, Map<String, String> manifests) {
    var types = new LinkedHashMap<String, String>();
    var byRun = new ArrayList<Map<String, Metric>>();
    for (RunSummary run : history.runs()) {
      var metrics = new LinkedHashMap<String, Metric>();
      facts(manifests.get(run.run()), table, stage)
          .ifPresent(
              f -> {
                for (Schema.Column c : f.schema().columns()) {
                  types.put(c.name(), c.type().name().toLowerCase(java.util.Locale.ROOT));
                  metrics.put(c.name(), metric(f, c.name()));
                }
              });
      byRun.add(metrics);
    }
    var lines = new ArrayList<Line>();
    types.forEach((n, t) -> lines.add(new Line(n, t, byRun.stream().map(m -> m.get(n)).toList())));
    return new ColumnHistory(history.pipeline(), table, stage, history.runs(), lines);
  }

  private static java.util.Optional<Artifact.TableFacts> facts(
      @Nullable String manifest, String table, String stage) {
    return manifest == null
        ? java.util.Optional.empty()
        : ManifestJson.outputs(Json.parse(manifest, "manifest of " + stage), stage).stream()
            .filter(a -> a.name().equals(table))
            .findFirst()
            .flatMap(Artifact::table);
  }

  private static @Nullable Metric metric(Artifact.TableFacts facts, String column) {
    Map<String, String> values = facts.metrics().get(column);
    return values == null || values.get("nulls") == null
        ? null
        : new Metric(
            facts.rows(),
            Long.parseLong(values.get("nulls")),
            values.get("min"),
            values.get("max"));
  }

  private static LiftgateException unknown(QualityHistory history, String table) {
    var known = history.tables().stream().map(QualityHistory.TableLine::table).toList();
    return LiftgateException.input(
        Problem.of(
            "table",
            table,
            "is not a table that these runs of " + history.pipeline() + " made",
            Problem.didYouMean(table, known)));
  }
}
