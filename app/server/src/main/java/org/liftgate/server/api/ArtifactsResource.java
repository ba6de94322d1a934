package org.liftgate.server.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.ArtifactEntry;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunArtifacts;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.server.access.Roles;

/** What runs made. A name is looked up among the run's artifacts, never joined to a path. */
@Path("/api/v1/runs/{run}")
@Blocking
@RolesAllowed(Roles.VIEWER)
public class ArtifactsResource {
  private static final int PREVIEW = 200;

  @Inject Platform platform;

  /** What a run made. */
  public record ArtifactList(List<ArtifactEntry> artifacts) {}

  /**
   * A column of a table.
   *
   * @param unit what one counts; empty when it has none
   */
  public record Column(String name, String type, String unit) {}

  /**
   * The first rows of a table.
   *
   * @param total rows of the whole table
   */
  public record Preview(
      String name, long total, List<Column> columns, List<List<@Nullable Object>> rows) {}

  @GET
  @Path("/artifacts")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Lists what a run made")
  public ArtifactList artifacts(@PathParam("run") String run) {
    String id = Lookup.run(platform, run).id();
    return new ArtifactList(ArtifactEntry.all(RunArtifacts.of(platform, id)));
  }

  @GET
  @Path("/preview/{name: .+}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The first 200 rows of a table")
  public Preview preview(@PathParam("run") String run, @PathParam("name") String name) {
    Artifact artifact = intact(run, name);
    var head = new TableRows(platform, table(artifact)).head(PREVIEW);
    var columns =
        head.schema().columns().stream()
            .map(
                c ->
                    new Column(
                        c.name(), c.type().name().toLowerCase(java.util.Locale.ROOT), c.unit()))
            .toList();
    long total = artifact.table().map(Artifact.TableFacts::rows).orElse(0L);
    return new Preview(name, total, columns, head.rows());
  }

  @GET
  @RolesAllowed(Roles.ANALYST)
  @Path("/artifacts/{name: .+}")
  @Operation(summary = "An artifact as stored, or a table as CSV (format=csv, or Accept: text/csv)")
  public Response artifact(
      @PathParam("run") String run,
      @PathParam("name") String name,
      @QueryParam("format") @Nullable String format,
      @HeaderParam("Range") @Nullable String range,
      @Context HttpHeaders headers,
      @Context Request request) {
    Artifact artifact = intact(run, name);
    boolean csv = csv(artifact, format, headers);
    var tag = new EntityTag(artifact.sha256() + (csv ? "-csv" : ""));
    var unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return unchanged.build();
    }
    if (csv) {
      var rows = new TableRows(platform, table(artifact));
      StreamingOutput body = rows::csv;
      return answer(200, name + ".csv", tag).type("text/csv;charset=UTF-8").entity(body).build();
    }
    return stored(artifact, tag, range);
  }

  private Response stored(Artifact artifact, EntityTag tag, @Nullable String header) {
    var path = platform.store().path(artifact);
    long size = artifact.bytes();
    String file =
        artifact.name() + (artifact.mediatype().equals(Artifact.PARQUET) ? ".parquet" : "");
    var range = ByteRange.of(header, size);
    if (range.isEmpty()) {
      return answer(200, file, tag).type(artifact.mediatype()).entity(path.toFile()).build();
    }
    var part = range.get();
    var answer =
        answer(part.length() == 0 ? 416 : 206, file, tag)
            .header("Content-Range", part.header(size));
    return part.length() == 0
        ? answer.build()
        : answer
            .type(artifact.mediatype())
            .entity(new PathPart(path, part.first(), part.length()))
            .build();
  }

  /** A page of an artifact runs no script and is not framed: its words come from data. */
  private static Response.ResponseBuilder answer(int status, String file, EntityTag tag) {
    String plain = file.substring(file.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    return Response.status(status)
        .tag(tag)
        .header("Accept-Ranges", "bytes")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Disposition", "attachment; filename=\"" + plain + "\"");
  }

  private boolean csv(Artifact artifact, @Nullable String format, HttpHeaders headers) {
    if (format == null) {
      return headers.getAcceptableMediaTypes().getFirst().toString().startsWith("text/csv")
          && artifact.mediatype().equals(Artifact.PARQUET);
    }
    return switch (format) {
      case "csv" -> true;
      case "stored" -> false;
      case "parquet" -> {
        table(artifact);
        yield false;
      }
      default ->
          throw LiftgateException.input(
              Problem.of("format", format, "must be csv, parquet or stored", ""));
    };
  }

  private java.nio.file.Path table(Artifact artifact) {
    if (!artifact.mediatype().equals(Artifact.PARQUET)) {
      throw LiftgateException.input(
          Problem.of(
              "name", artifact.name(), "is a file, not a table", "Maybe fetch it as stored."));
    }
    return platform.store().path(artifact);
  }

  private Artifact intact(String run, String name) {
    Artifact artifact = Lookup.artifact(platform, run, name).artifact();
    if (!platform.store().intact(artifact)) {
      throw LiftgateException.mismatch(
          name
              + " is missing or not what its manifest says\nMaybe run the pipeline again: it makes the artifact anew.",
          List.of());
    }
    return artifact;
  }
}
