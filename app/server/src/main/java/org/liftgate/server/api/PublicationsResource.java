package org.liftgate.server.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.store.Publication;
import org.liftgate.server.access.Roles;

/** What every pipeline shows as its latest result. */
@Path("/api/v1/publications")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class PublicationsResource {
  @Inject Platform platform;

  /** By name. */
  public record PublicationList(List<Publication> publications) {}

  @GET
  @Operation(summary = "Latest publications, their age, and whether a failed night left them stale")
  public PublicationList publications() throws IOException {
    return new PublicationList(
        Publication.all(platform.home(), platform.journal().clock().instant()));
  }
}
