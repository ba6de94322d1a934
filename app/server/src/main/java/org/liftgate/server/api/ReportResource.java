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
import java.nio.file.Files;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.store.RunFolder;
import org.liftgate.server.access.Roles;

/**
 * A run's report as a page. Its words come from data, so it has a policy of its own: no script, no
 * request to anywhere, no form, and an origin that shares nothing with the service.
 */
@Path("/api/v1/runs/{run}/report")
@Blocking
@RolesAllowed(Roles.VIEWER)
public class ReportResource {
  static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-downloads";

  @Inject Platform platform;

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(summary = "The report of a run that has ended, as a page")
  public Response report(@PathParam("run") String run) {
    String id = Lookup.run(platform, run).id();
    var report = RunFolder.of(platform.home(), id).report();
    if (!Files.isRegularFile(report)) {
      throw Lookup.missing("run", id, "has no report", List.of());
    }
    return Response.ok(report.toFile(), "text/html;charset=UTF-8")
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .build();
  }
}
