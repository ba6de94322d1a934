package org.liftgate.server.api;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunSearch;
import org.liftgate.app.quality.ColumnHistory;
import org.liftgate.app.quality.QualityHistory;
import org.liftgate.kernel.Profile;
import org.liftgate.server.access.Roles;

/** Data over time: what gates said from run to run, and how tables changed. */
@Path("/api/v1/pipelines/{pipeline}/quality")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class QualityResource {
  private static final int MOST = 200;

  @Inject Platform platform;

  @GET
  @Operation(summary = "Gate outcomes and table sizes over the last runs of a pipeline")
  public QualityHistory quality(
      @PathParam("pipeline") String pipeline,
      @QueryParam("last") @DefaultValue("30") int last,
      @QueryParam("profile") @Nullable String profile,
      @QueryParam("simulated") @Nullable Boolean simulated) {
    var filter =
        new RunSearch.Filter(
            Lookup.shipped(platform, pipeline),
            null,
            Page.word(Profile.class, "profile", profile),
            simulated,
            null,
            null);
    return QualityHistory.of(platform.journal(), pipeline, filter, Page.limit("last", last, MOST));
  }

  @GET
  @Path("/{table: .+}")
  @Operation(summary = "Missing values, least and greatest of a table's columns over those runs")
  public ColumnHistory columns(
      @PathParam("pipeline") String pipeline,
      @PathParam("table") String table,
      @QueryParam("last") @DefaultValue("30") int last,
      @QueryParam("profile") @Nullable String profile,
      @QueryParam("simulated") @Nullable Boolean simulated) {
    QualityHistory history = quality(pipeline, last, profile, simulated);
    return Lookup.named(() -> ColumnHistory.of(platform.journal(), history, table));
  }
}
