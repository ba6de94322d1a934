package org.liftgate.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.StageEntry;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunHistory;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.StageRow;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.RunFolder;
import org.liftgate.app.store.RunVerifier;
import org.liftgate.server.access.Roles;

/** What happened inside a run. */
@Path("/api/v1/runs/{run}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class StagesResource {
  @Inject Platform platform;

  /** The stages of a run in the pipeline's order. */
  public record StageList(List<StageEntry> stages) {}

  /** What the gates of a run said. */
  public record GateList(List<RunHistory.GateOutcome> gates) {}

  /** Every attempt at a stage, oldest first. */
  public record Log(List<RunHistory.Attempt> attempts) {}

  /** Whether stored bytes are what the manifests say. */
  public record Verification(
      String run,
      boolean ok,
      int files,
      @JsonProperty("result_digest") String resultDigest,
      List<Fault> problems) {}

  /** A file that is not what its manifest says. */
  public record Fault(String file, String name, String message, String hint) {}

  @GET
  @Path("/stages")
  @Operation(summary = "Lists the stages of a run and where they stand")
  public StageList stages(@PathParam("run") String run) {
    return new StageList(rows(run).stream().map(StageEntry::of).toList());
  }

  @GET
  @Path("/stages/{stage}")
  @Operation(summary = "Shows one stage of a run")
  public StageEntry stage(@PathParam("run") String run, @PathParam("stage") String stage) {
    return StageEntry.of(row(run, stage));
  }

  @GET
  @Path("/stages/{stage}/manifest")
  @Operation(summary = "The manifest of a stage: an in-toto statement")
  public JsonNode manifest(@PathParam("run") String run, @PathParam("stage") String stage) {
    return manifest("stage", stage, row(run, stage).manifestSha());
  }

  @GET
  @Path("/manifest")
  @Operation(summary = "The manifest of a run: an in-toto statement")
  public JsonNode manifest(@PathParam("run") String run) {
    RunRow row = Lookup.run(platform, run);
    return manifest("run", row.id(), row.manifestSha());
  }

  @GET
  @Path("/gates")
  @Operation(summary = "What the gates of a run said")
  public GateList gates(@PathParam("run") String run) {
    return new GateList(platform.journal().history().gates(Lookup.run(platform, run).id()));
  }

  @GET
  @Path("/log")
  @Operation(summary = "Every attempt at a stage of a run: who, when, how it ended")
  public Log log(@PathParam("run") String run) {
    return new Log(platform.journal().history().attempts(Lookup.run(platform, run).id()));
  }

  @GET
  @Path("/verify")
  @Operation(summary = "Checks every stored byte of a run against its manifests")
  public Verification verify(@PathParam("run") String run) {
    String id = Lookup.run(platform, run).id();
    var report = RunVerifier.verify(RunFolder.of(platform.home(), id).root());
    var faults =
        report.problems().stream()
            .map(p -> new Fault(p.file(), p.name(), p.message(), p.hint()))
            .toList();
    return new Verification(id, faults.isEmpty(), report.files(), report.resultDigest(), faults);
  }

  private List<StageRow> rows(String run) {
    return platform.journal().stages(Lookup.run(platform, run).id());
  }

  private StageRow row(String run, String stage) {
    var rows = rows(run);
    return rows.stream()
        .filter(s -> s.id().equals(stage))
        .findFirst()
        .orElseThrow(
            () ->
                Lookup.missing(
                    "stage",
                    stage,
                    "is not a stage of this run",
                    rows.stream().map(StageRow::id).toList()));
  }

  private JsonNode manifest(String what, String name, @Nullable String sha) {
    if (sha == null) {
      throw Lookup.missing(what, name, "has no manifest yet", List.of());
    }
    String body = platform.journal().memory().manifest(sha).orElse("{}");
    return Json.parse(body, "manifest");
  }
}
