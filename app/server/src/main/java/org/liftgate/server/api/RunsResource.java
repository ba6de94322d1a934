package org.liftgate.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.RunDocument;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunOptions;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.journal.Journal;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.RunSearch;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;
import org.liftgate.server.access.Audited;
import org.liftgate.server.access.Roles;
import org.liftgate.server.node.Node;

/** Runs: trigger one, look at them, stop one, go on with one. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.VIEWER)
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

  /**
   * A page of runs, newest first.
   *
   * @param next where the next page is; null on the last
   */
  public record RunList(List<RunSummary> runs, @Nullable String next) {}

  @POST
  @Audited("run.trigger")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Triggers a run; Location says where it is")
  public Response trigger(
      @Parameter(description = "The same key with the same body gives the same run")
          @HeaderParam("Idempotency-Key")
          @Nullable String key,
      @Nullable Trigger body) {
    var request = request(body);
    var starter = new RunStarter(platform);
    return accepted((key == null ? starter.queue(request) : keyed(request, key)).id());
  }

  /** What a trigger asks for; what it leaves out takes the defaults of {@code run}. */
  public static RunStarter.Request request(@Nullable Trigger body) {
    if (body == null || body.pipeline() == null) {
      throw Page.missing("pipeline", "Maybe see /api/v1/pipelines.");
    }
    Double scale = body.data() == null ? Optional.ofNullable(body.scale()).orElse(SCALE) : null;
    Profile profile = Page.word(Profile.class, "profile", body.profile());
    return new RunStarter.Request(
        body.pipeline(),
        body.data() == null ? null : java.nio.file.Path.of(body.data()),
        scale == null ? SCALE : scale,
        body.settings() == null ? Map.of() : body.settings(),
        profile == null ? Profile.DEFENDED : profile,
        new RunOptions(null, false, "duckdb", scale),
        body.seed() == null ? 1 : body.seed());
  }

  private RunRow keyed(RunStarter.Request request, String key) {
    try {
      return new RunStarter(platform).queue(request, key);
    } catch (LiftgateException e) {
      boolean used = e.problems().stream().anyMatch(p -> p.message().startsWith(Journal.KEY_USED));
      throw used ? new ClientErrorException(Response.Status.CONFLICT, e) : e;
    }
  }

  @GET
  @Operation(summary = "Lists runs, newest first, a page at a time")
  public RunList runs(
      @QueryParam("pipeline") @Nullable String pipeline,
      @QueryParam("status") @Nullable String status,
      @QueryParam("profile") @Nullable String profile,
      @QueryParam("simulated") @Nullable Boolean simulated,
      @QueryParam("since") @Nullable String since,
      @QueryParam("until") @Nullable String until,
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    var filter =
        new RunSearch.Filter(
            pipeline,
            Page.word(Run.Status.class, "status", status),
            Page.word(Profile.class, "profile", profile),
            simulated,
            Page.time("since", since),
            Page.time("until", until));
    int most = Page.limit(limit);
    List<RunRow> rows =
        platform.journal().search().newestFirst(filter, Page.place(cursor), most + 1);
    if (rows.size() <= most) {
      return new RunList(rows.stream().map(RunSummary::of).toList(), null);
    }
    var page = rows.subList(0, most);
    URI next =
        uri.getRequestUriBuilder().replaceQueryParam("cursor", Page.cursor(page.getLast())).build();
    return new RunList(
        page.stream().map(RunSummary::of).toList(), next.getRawPath() + "?" + next.getRawQuery());
  }

  @GET
  @Path("/{run}")
  @Operation(summary = "Shows a run with its stages and results")
  public JsonNode run(@PathParam("run") String run) {
    return document(Lookup.run(platform, run).id());
  }

  @POST
  @Audited("run.cancel")
  @Path("/{run}/cancel")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Asks a run to stop, whichever process works on it")
  public Response cancel(@PathParam("run") String run) {
    RunRow row = Lookup.run(platform, run);
    if (row.status().ended()) {
      throw LiftgateException.stopped(
          "RUN (" + row.id() + ") has ended (" + row.status().word() + ")", List.of());
    }
    platform.journal().requestCancel(row.id());
    return Response.accepted(document(row.id())).build();
  }

  @POST
  @Audited("run.resume")
  @Path("/{run}/resume")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Goes on with a run that did not succeed; nothing done is done twice")
  public Response resume(@PathParam("run") String run) {
    String id = Lookup.run(platform, run).id();
    return accepted(new RunStarter(platform).reopen(id).id());
  }

  private Response accepted(String id) {
    node.offer(id);
    return Response.accepted(document(id)).location(URI.create("/api/v1/runs/" + id)).build();
  }

  private JsonNode document(String id) {
    return new RunDocument(platform).of(id);
  }
}
