package org.liftgate.server.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.document.StageEntry;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.StageRow;
import org.liftgate.app.store.Json;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.server.access.Roles;
import org.liftgate.server.api.Lookup;

/** One stage of a run: what it read, made and was judged by. */
@Path("/runs/{run}/stages/{stage}")
@Produces(MediaType.TEXT_HTML)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class StagePage {
  @Inject Platform platform;

  /** Something read or made; rows are empty where it is no table. */
  public record Thing(String name, String rows, String bytes, String hash) {}

  /**
   * What a gate said.
   *
   * @param quarantine the artifact that holds the offending rows; empty where there is none
   */
  public record Judged(
      String gate, String table, String group, String outcome, String message, String quarantine) {}

  /**
   * A stage as its page shows it.
   *
   * @param error why it did not come through; empty where it did
   * @param manifest pretty JSON; empty where there is none yet
   */
  public record View(
      RunSummary run,
      StageEntry stage,
      String seconds,
      String error,
      List<Thing> inputs,
      List<Thing> outputs,
      List<Judged> gates,
      String manifest,
      String curl) {}

  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance stage(View v);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance stage(
      @PathParam("run") String run, @PathParam("stage") String stage, @Context UriInfo uri) {
    var row = Lookup.run(platform, run);
    var stages = platform.journal().stages(row.id());
    StageRow s =
        stages.stream()
            .filter(x -> x.id().equals(stage))
            .findFirst()
            .orElseThrow(
                () ->
                    Lookup.missing(
                        "stage",
                        stage,
                        "is not a stage of this run",
                        stages.stream().map(StageRow::id).toList()));
    var entry = StageEntry.of(s);
    String body =
        s.manifestSha() == null
            ? ""
            : platform.journal().memory().manifest(s.manifestSha()).orElse("");
    JsonNode manifest = body.isEmpty() ? Json.object() : Json.parse(body, "manifest");
    JsonNode predicate = manifest.path("predicate");
    String api = uri.getBaseUri() + "api/v1/runs/" + row.id() + "/stages/" + s.id();
    return Templates.stage(
        new View(
            RunSummary.of(row),
            entry,
            s.finishedAt() == 0 ? "" : Times.span(s.seconds()),
            entry.error() == null ? "" : entry.error().path("message").asText(),
            things(predicate.path("buildDefinition").path("resolvedDependencies")),
            things(predicate.path("outputs")),
            gates(predicate.path("gates")),
            body.isEmpty() ? "" : Json.pretty(manifest),
            "curl -s " + api + (body.isEmpty() ? "" : "/manifest")));
  }

  private static List<Thing> things(JsonNode list) {
    var things = new ArrayList<Thing>();
    for (JsonNode t : list) {
      String hash = t.path("hash").asText(t.path("digest").path("sha256").asText(""));
      things.add(
          new Thing(
              t.path("name").asText(),
              t.has("rowCount") ? Numbers.count(t.path("rowCount").asLong()) : "",
              t.has("bytes") ? Numbers.count(t.path("bytes").asLong()) : "",
              hash.replace("sha256:", "")));
    }
    return things;
  }

  private static List<Judged> gates(JsonNode list) {
    var gates = new ArrayList<Judged>();
    for (JsonNode g : list) {
      gates.add(
          new Judged(
              g.path("gate").asText(),
              g.path("table").asText(),
              g.path("group").isTextual() ? g.path("group").asText() : "",
              g.path("outcome").asText(),
              g.path("message").asText(),
              g.path("quarantine").path("name").asText("")));
    }
    return gates;
  }
}
