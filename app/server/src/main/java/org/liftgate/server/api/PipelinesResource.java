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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.liftgate.app.document.ParameterSchema;
import org.liftgate.app.document.PipelineDocument;
import org.liftgate.app.document.PipelineSummary;
import org.liftgate.app.execute.Pipelines;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.kernel.Pipeline;
import org.liftgate.server.access.Roles;

/** Pipelines that ship with the product. */
@Path("/api/v1/pipelines")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class PipelinesResource {
  @Inject Platform platform;

  /** All of them. */
  public record PipelineList(List<PipelineSummary> pipelines) {}

  @GET
  @Operation(summary = "Lists the shipped pipelines")
  public PipelineList pipelines() {
    return new PipelineList(
        Pipelines.shipped(platform).stream().map(n -> PipelineSummary.of(load(n))).toList());
  }

  @GET
  @Path("/{pipeline}")
  @Operation(summary = "Describes a pipeline: question, parameters, files it reads, stages, gates")
  public PipelineDocument pipeline(@PathParam("pipeline") String name) {
    return PipelineDocument.of(shipped(name), List.of());
  }

  @GET
  @Path("/{pipeline}/parameters")
  @Operation(summary = "The settings of a pipeline as JSON Schema, draft 2020-12")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema =
                  @Schema(
                      type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)))
  public JsonNode parameters(@PathParam("pipeline") String name) {
    return ParameterSchema.of(shipped(name));
  }

  private Pipeline shipped(String name) {
    return load(Lookup.shipped(platform, name));
  }

  private Pipeline load(String name) {
    return new RunStarter(platform).load(name, Map.of()).pipeline();
  }
}
