package org.liftgate.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.liftgate.app.compare.RunDiff;
import org.liftgate.app.compare.RunRecord;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.store.RunArchive;
import org.liftgate.app.store.RunFolder;
import org.liftgate.server.access.Roles;

/** Runs as wholes: one held against another, one as a file. */
@Path("/api/v1/runs/{run}")
@Blocking
@RolesAllowed(Roles.ANALYST)
public class CompareResource {
  @Inject Platform platform;

  @GET
  @Path("/diff/{other}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Compares two runs of a pipeline and says why an answer changed")
  public JsonNode diff(@PathParam("run") String run, @PathParam("other") String other) {
    return RunDiff.of(RunRecord.of(folder(run).root()), RunRecord.of(folder(other).root()));
  }

  @GET
  @Path("/zip")
  @Produces("application/zip")
  @Operation(summary = "A run as one zip that verify checks anywhere")
  public Response zip(@PathParam("run") String run) {
    RunFolder folder = folder(run);
    var report = RunArchive.checked(folder.root());
    StreamingOutput body = out -> RunArchive.write(folder.root(), report, out);
    return Response.ok(body)
        .header(
            "Content-Disposition",
            "attachment; filename=\"" + folder.root().getFileName() + ".zip\"")
        .build();
  }

  private RunFolder folder(String run) {
    return RunFolder.of(platform.home(), Lookup.run(platform, run).id());
  }
}
