package org.liftgate.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunDocument;
import org.liftgate.app.execute.RunOptions;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.kernel.Profile;
import org.liftgate.server.node.Node;

/** Runs: trigger one, look at one. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RunsResource {
  private static final double SCALE = 0.1;

  @Inject Platform platform;
  @Inject Node node;

  /**
   * What to run.
   *
   * @param data folder on the server with raw data; simulated data of known truth where it is null
   */
  public record Trigger(
      String pipeline,
      @Nullable String data,
      @Nullable Double scale,
      @Nullable Map<String, String> settings,
      @Nullable String profile,
      @Nullable Long seed) {}

  @POST
  public Response trigger(Trigger body) {
    Double scale = body.data() == null ? Optional.ofNullable(body.scale()).orElse(SCALE) : null;
    var request =
        new RunStarter.Request(
            body.pipeline(),
            body.data() == null ? null : java.nio.file.Path.of(body.data()),
            scale == null ? SCALE : scale,
            body.settings() == null ? Map.of() : body.settings(),
            "published".equals(body.profile()) ? Profile.PUBLISHED : Profile.DEFENDED,
            new RunOptions(null, false, "duckdb", scale),
            body.seed() == null ? 1 : body.seed());
    String id = new RunStarter(platform).queue(request).id();
    node.offer(id);
    return Response.accepted(new RunDocument(platform).of(id))
        .location(URI.create("/api/v1/runs/" + id))
        .build();
  }

  @GET
  @Path("/{run}")
  public JsonNode run(@PathParam("run") String run) {
    return new RunDocument(platform).of(RunStarter.find(platform, run).id());
  }
}
