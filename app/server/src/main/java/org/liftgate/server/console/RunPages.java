package org.liftgate.server.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
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
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.execute.Pipelines;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.RunSearch;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;
import org.liftgate.server.access.Audited;
import org.liftgate.server.access.Roles;
import org.liftgate.server.api.Lookup;
import org.liftgate.server.api.Page;
import org.liftgate.server.node.Node;

/** Runs: the list, and one as it goes or went. */
@Path("/runs")
@Produces(MediaType.TEXT_HTML)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class RunPages {
  private static final int MOST = 50;

  @Inject Platform platform;
  @Inject Node node;

  /** What the list was asked for; empty lets everything pass. */
  public record Asked(
      String pipeline, String status, String profile, String data, String since, String until) {}

  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance runs(
        List<RunSummary> runs,
        Asked asked,
        List<String> pipelines,
        List<String> statuses,
        String next,
        boolean later);

    static native TemplateInstance run(RunView v);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance runs(
      @QueryParam("pipeline") @Nullable String pipeline,
      @QueryParam("status") @Nullable String status,
      @QueryParam("profile") @Nullable String profile,
      @QueryParam("data") @Nullable String data,
      @QueryParam("since") @Nullable String since,
      @QueryParam("until") @Nullable String until,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    var asked =
        new Asked(
            word(pipeline), word(status), word(profile), word(data), word(since), word(until));
    List<RunRow> rows =
        platform.journal().search().newestFirst(filter(asked), Page.place(cursor), MOST + 1);
    boolean more = rows.size() > MOST;
    var page = more ? rows.subList(0, MOST) : rows;
    String next =
        more
            ? "/runs?"
                + uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", Page.cursor(page.getLast()))
                    .build()
                    .getRawQuery()
            : "";
    return Templates.runs(
        page.stream().map(RunSummary::of).toList(),
        asked,
        Pipelines.shipped(platform),
        Arrays.stream(Run.Status.values()).map(Run.Status::word).toList(),
        next,
        cursor != null);
  }

  private static RunSearch.Filter filter(Asked asked) {
    return new RunSearch.Filter(
        blank(asked.pipeline()),
        Page.word(Run.Status.class, "status", blank(asked.status())),
        Page.word(Profile.class, "profile", blank(asked.profile())),
        asked.data().isEmpty() ? null : (Boolean) asked.data().equals("simulated"),
        day("since", asked.since()),
        day("until", asked.until()));
  }

  private static String word(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static @Nullable String blank(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Long day(String name, String day) {
    return day.isEmpty() ? null : Page.time(name, day + "T00:00:00Z");
  }

  @GET
  @Path("/{run}")
  @Operation(hidden = true)
  public TemplateInstance run(@PathParam("run") String run) {
    return Templates.run(RunView.of(platform, Lookup.run(platform, run)));
  }

  @POST
  @Audited("run.cancel")
  @Path("/{run}/cancel")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(hidden = true)
  public Response cancel(@PathParam("run") String run) {
    RunRow row = Lookup.run(platform, run);
    if (!row.status().ended()) {
      platform.journal().requestCancel(row.id());
    }
    return shown(row.id());
  }

  @POST
  @Audited("run.resume")
  @Path("/{run}/resume")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(hidden = true)
  public Response resume(@PathParam("run") String run) {
    String id = new RunStarter(platform).reopen(Lookup.run(platform, run).id()).id();
    node.offer(id);
    return shown(id);
  }

  private static Response shown(String id) {
    return Response.seeOther(URI.create("/runs/" + id)).build();
  }
}
