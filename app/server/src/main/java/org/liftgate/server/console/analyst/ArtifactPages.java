package org.liftgate.server.console.analyst;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.ArtifactEntry;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunArtifacts;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.server.access.Roles;
import org.liftgate.server.api.Lookup;
import org.liftgate.server.api.TableRows;

/** What a run made: found by words of its name or stage, looked at, fetched. */
@Path("/runs/{run}/artifacts")
@Produces(MediaType.TEXT_HTML)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class ArtifactPages {
  private static final int PREVIEW = 200;

  @Inject Platform platform;

  /** An artifact in the list, its numbers as people read them. */
  public record Row(
      String name, String stage, boolean table, String rows, String bytes, String mediatype) {
    static Row of(ArtifactEntry entry) {
      return new Row(
          entry.name(),
          entry.stage(),
          entry.rows() != null,
          entry.rows() == null ? "" : Numbers.count(entry.rows()),
          Numbers.count(entry.bytes()),
          entry.mediatype());
    }
  }

  /**
   * A column of the preview.
   *
   * @param number whether its cells stand on the right
   */
  public record Column(String name, String type, String unit, boolean number) {}

  /** A cell; empty where there is no value. */
  public record Cell(String text, boolean number) {}

  @CheckedTemplate(basePath = "analyst")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance artifacts(RunSummary run, String q, List<Row> rows, int total);

    static native TemplateInstance artifact(
        RunSummary run, Row artifact, List<Column> columns, List<List<Cell>> cells);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance artifacts(
      @PathParam("run") String run, @QueryParam("q") @DefaultValue("") String q) {
    RunSummary row = RunSummary.of(Lookup.run(platform, run));
    var all = ArtifactEntry.all(RunArtifacts.of(platform, row.run()));
    var found = all.stream().filter(a -> matches(a, q)).map(Row::of).toList();
    return Templates.artifacts(row, q, found, all.size());
  }

  /** Every word must stand in the name, the stage or the media type. */
  static boolean matches(ArtifactEntry entry, String words) {
    String text =
        (entry.name() + " " + entry.stage() + " " + entry.mediatype()).toLowerCase(Locale.ROOT);
    return Arrays.stream(words.toLowerCase(Locale.ROOT).strip().split("\\s+"))
        .allMatch(text::contains);
  }

  @GET
  @Path("/{name: .+}")
  @Operation(hidden = true)
  public TemplateInstance artifact(@PathParam("run") String run, @PathParam("name") String name) {
    RunSummary row = RunSummary.of(Lookup.run(platform, run));
    var placed = Lookup.artifact(platform, row.run(), name);
    Row artifact = Row.of(ArtifactEntry.of(placed));
    if (!artifact.table()) {
      return Templates.artifact(row, artifact, List.of(), List.of());
    }
    var head = new TableRows(platform, platform.store().path(placed.artifact())).head(PREVIEW);
    var columns =
        head.schema().columns().stream()
            .map(
                c ->
                    new Column(
                        c.name(),
                        c.type().name().toLowerCase(Locale.ROOT),
                        c.unit(),
                        number(c.type().name())))
            .toList();
    return Templates.artifact(row, artifact, columns, cells(columns, head.rows()));
  }

  private static boolean number(String type) {
    return List.of("INTEGER", "DOUBLE", "DECIMAL").contains(type);
  }

  private static List<List<Cell>> cells(List<Column> columns, List<List<@Nullable Object>> rows) {
    return rows.stream()
        .map(
            values ->
                java.util.stream.IntStream.range(0, columns.size())
                    .mapToObj(
                        i -> new Cell(Objects.toString(values.get(i), ""), columns.get(i).number()))
                    .toList())
        .toList();
  }
}
