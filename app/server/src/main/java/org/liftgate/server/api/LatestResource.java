package org.liftgate.server.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.liftgate.app.execute.Platform;
import org.liftgate.server.access.Roles;

/** What a pipeline published last. A name is looked up among its files, never joined to a path. */
@Path("/api/v1/pipelines/{pipeline}/latest")
@Blocking
@RolesAllowed(Roles.VIEWER)
public class LatestResource {
  @Inject Platform platform;

  /** Names of the files that were published. */
  public record FileList(String pipeline, List<String> files) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Lists the files of a pipeline's latest publication")
  public FileList files(@PathParam("pipeline") String pipeline) throws IOException {
    return new FileList(pipeline, List.copyOf(published(pipeline).keySet()));
  }

  @GET
  @RolesAllowed(Roles.ANALYST)
  @Path("/{name: .+}")
  @Operation(summary = "A file of a pipeline's latest publication")
  public Response file(@PathParam("pipeline") String pipeline, @PathParam("name") String name)
      throws IOException {
    var files = published(pipeline);
    var found = files.get(name);
    if (found == null) {
      throw Lookup.missing("name", name, "is not a published file", files.keySet());
    }
    String plain = found.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
    return Response.ok(found.toFile(), MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Disposition", "attachment; filename=\"" + plain + "\"")
        .build();
  }

  private Map<String, java.nio.file.Path> published(String pipeline) throws IOException {
    var published = platform.home().resolve("published");
    var latest = published.resolve(Lookup.shipped(platform, pipeline)).resolve("latest");
    if (!Files.exists(latest)) {
      throw Lookup.missing("pipeline", pipeline, "has published nothing yet", List.of());
    }
    var tree = latest.toRealPath(); // a publication under way does not mix two of them
    var files = new TreeMap<String, java.nio.file.Path>();
    try (var walk = Files.walk(tree)) {
      walk.filter(Files::isRegularFile).forEach(f -> files.put(tree.relativize(f).toString(), f));
    }
    return files;
  }
}
