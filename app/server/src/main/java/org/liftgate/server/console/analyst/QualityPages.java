package org.liftgate.server.console.analyst;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.execute.Pipelines;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunSearch;
import org.liftgate.app.quality.ColumnHistory;
import org.liftgate.app.quality.QualityHistory;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.server.access.Roles;
import org.liftgate.server.api.Lookup;

/** How the data of a pipeline went over its last runs. */
@Path("/quality")
@Produces(MediaType.TEXT_HTML)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class QualityPages {
  private static final int LAST = 20;

  @Inject Platform platform;

  /**
   * A cell of a line.
   *
   * @param mark pass, warn, fail, changed or empty
   * @param run where its rows are to be seen; empty where there is nothing to see
   */
  public record Cell(String text, String mark, String title, String run) {}

  /** A gate, table or column over the runs. */
  public record Line(String name, String note, List<Cell> cells) {}

  @CheckedTemplate(basePath = "analyst")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance quality(
        List<String> pipelines,
        String pipeline,
        boolean simulated,
        List<RunSummary> runs,
        List<Line> gates,
        List<Line> tables,
        String table,
        List<Line> columns);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance quality(
      @QueryParam("pipeline") @DefaultValue("") String asked,
      @QueryParam("simulated") @DefaultValue("false") boolean simulated,
      @QueryParam("table") @DefaultValue("") String table) {
    var pipelines = Pipelines.shipped(platform);
    String pipeline = asked.isBlank() ? pipelines.getFirst() : Lookup.shipped(platform, asked);
    var filter = new RunSearch.Filter(pipeline, null, null, simulated, null, null);
    var history = QualityHistory.of(platform.journal(), pipeline, filter, LAST);
    return Templates.quality(
        pipelines,
        pipeline,
        simulated,
        history.runs(),
        history.gates().stream().map(g -> gate(g, history.runs())).toList(),
        history.tables().stream().map(QualityPages::table).toList(),
        table,
        table.isBlank() ? List.of() : columns(history, table));
  }

  private static Line gate(QualityHistory.GateLine gate, List<RunSummary> runs) {
    var cells = new ArrayList<Cell>();
    for (int i = 0; i < runs.size(); i++) {
      cells.add(judged(gate.outcomes().get(i), runs.get(i).run()));
    }
    return new Line(gate.gate(), "of " + gate.table() + ", in " + gate.stage(), cells);
  }

  private static Cell judged(QualityHistory.@Nullable Judgement said, String run) {
    if (said == null) {
      return new Cell(Numbers.NONE, "", "not reached", "");
    }
    String text =
        said.groups() == 1 || said.unmet() == 0
            ? said.status()
            : said.status() + " " + said.unmet() + "/" + said.groups();
    return new Cell(text, said.status(), said.message(), said.unmet() == 0 ? "" : run);
  }

  private static Line table(QualityHistory.TableLine table) {
    var cells =
        table.sizes().stream()
            .map(
                s ->
                    s == null
                        ? new Cell(Numbers.NONE, "", "not made", "")
                        : new Cell(
                            Numbers.count(s.rows()),
                            s.changed() ? "changed" : "",
                            s.changed()
                                ? "its rows changed"
                                : "its rows are those of the run before",
                            ""))
            .toList();
    return new Line(table.table(), "by " + table.stage(), cells);
  }

  private List<Line> columns(QualityHistory history, String table) {
    var columns = Lookup.named(() -> ColumnHistory.of(platform.journal(), history, table));
    return columns.columns().stream()
        .map(
            c ->
                new Line(
                    c.name(),
                    c.type() + latest(c.metrics().getLast()),
                    IntStream.range(0, history.runs().size())
                        .mapToObj(i -> missing(c.metrics().get(i)))
                        .toList()))
        .toList();
  }

  private static Cell missing(ColumnHistory.@Nullable Metric metric) {
    if (metric == null) {
      return new Cell(Numbers.NONE, "", "not made", "");
    }
    double share = metric.rows() == 0 ? 0 : (double) metric.nulls() / metric.rows();
    return new Cell(
        Numbers.percent(share), metric.nulls() > 0 ? "some" : "", range(metric).strip(), "");
  }

  /** What the newest run has, beside the name: the cells tell theirs to a pointer only. */
  private static String latest(ColumnHistory.@Nullable Metric metric) {
    return metric == null ? "" : "," + range(metric);
  }

  private static String range(ColumnHistory.Metric metric) {
    return metric.min() == null ? " no value" : " from " + metric.min() + " to " + metric.max();
  }
}
