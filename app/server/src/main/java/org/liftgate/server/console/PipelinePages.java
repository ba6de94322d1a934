package org.liftgate.server.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.ParameterSchema;
import org.liftgate.app.document.PipelineDocument;
import org.liftgate.app.document.PipelineSummary;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.execute.Pipelines;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.journal.RunSearch;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Problem;
import org.liftgate.server.access.Audited;
import org.liftgate.server.access.Roles;
import org.liftgate.server.api.Lookup;
import org.liftgate.server.api.RunsResource;
import org.liftgate.server.node.Node;

/** Pipelines: what there is, what one does, and a form that starts it. */
@Path("/pipelines")
@Produces(MediaType.TEXT_HTML)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class PipelinePages {
  private static final int LATEST = 8;
  private static final String SETTING = "set.";

  @Inject Platform platform;
  @Inject Node node;

  /** A pipeline in the list. */
  public record Line(PipelineSummary pipeline, @Nullable RunSummary last) {}

  /**
   * A field of the form.
   *
   * @param type of its JSON Schema
   */
  public record Field(String name, String type, String doc, String preset, String value) {
    public boolean changed() {
      return !value.equals(preset);
    }
  }

  /** What the form holds; simulator fields only shape simulated data. */
  public record Form(
      String data, String scale, String profile, List<Field> fields, List<Field> simulator) {}

  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance pipelines(List<Line> lines);

    static native TemplateInstance pipeline(
        PipelineDocument pipeline,
        DagLayout.Picture dag,
        Form form,
        String problem,
        List<RunSummary> runs);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance pipelines() {
    return Templates.pipelines(
        Pipelines.shipped(platform).stream()
            .map(
                n ->
                    new Line(
                        PipelineSummary.of(load(n)),
                        latest(n, 1).stream().findFirst().orElse(null)))
            .toList());
  }

  @GET
  @Path("/{pipeline}")
  @Operation(hidden = true)
  public TemplateInstance pipeline(@PathParam("pipeline") String name) {
    return page(Lookup.shipped(platform, name), new MultivaluedHashMap<>(), "");
  }

  @POST
  @Audited("run.trigger")
  @Path("/{pipeline}/runs")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(hidden = true)
  public Response start(@PathParam("pipeline") String name, MultivaluedMap<String, String> given) {
    Lookup.shipped(platform, name);
    try {
      var request = RunsResource.request(trigger(name, given));
      String id = new RunStarter(platform).queue(request).id();
      node.offer(id);
      return Response.seeOther(URI.create("/runs/" + id)).build();
    } catch (LiftgateException e) {
      if (e.code() != LiftgateException.Code.INPUT) {
        throw e;
      }
      return Response.status(400).entity(page(name, given, e.getMessage())).build();
    }
  }

  private RunsResource.Trigger trigger(String name, MultivaluedMap<String, String> given) {
    var settings = new TreeMap<String, String>();
    var form = form(load(name), given);
    form.fields().forEach(f -> put(settings, f));
    form.simulator().forEach(f -> put(settings, f));
    return new RunsResource.Trigger(
        name,
        text(given, "data").orElse(null),
        text(given, "scale").map(PipelinePages::scale).orElse(null),
        settings,
        text(given, "profile").orElse(null),
        null);
  }

  private static void put(Map<String, String> settings, Field f) {
    if (f.changed()) {
      settings.put(f.name(), f.value());
    }
  }

  private static double scale(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw LiftgateException.input(Problem.of("scale", text, "must be a number", "Maybe 0.1."));
    }
  }

  private static Optional<String> text(MultivaluedMap<String, String> given, String name) {
    return Optional.ofNullable(given.getFirst(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  private TemplateInstance page(String name, MultivaluedMap<String, String> given, String problem) {
    Pipeline pipeline = load(name);
    var document = PipelineDocument.of(pipeline, List.of());
    var nodes =
        document.stages().stream()
            .map(s -> new DagLayout.Node(s.id(), "", "#stage-" + s.id(), s.needs()))
            .toList();
    return Templates.pipeline(
        document, DagLayout.of(nodes), form(pipeline, given), problem, latest(name, LATEST));
  }

  private static Form form(Pipeline pipeline, MultivaluedMap<String, String> given) {
    JsonNode properties = ParameterSchema.of(pipeline).path("properties");
    var fields =
        properties.properties().stream().map(p -> field(p.getKey(), p.getValue(), given)).toList();
    return new Form(
        text(given, "data").orElse(""),
        text(given, "scale").orElse("0.1"),
        text(given, "profile").orElse("defended"),
        fields.stream().filter(f -> !simulator(f)).toList(),
        fields.stream().filter(PipelinePages::simulator).toList());
  }

  private static boolean simulator(Field field) {
    return field.doc().startsWith("Simulator: ");
  }

  private static Field field(String name, JsonNode schema, MultivaluedMap<String, String> given) {
    String preset = schema.path("default").asText();
    return new Field(
        name,
        schema.path("type").asText(),
        schema.path("description").asText(),
        preset,
        text(given, SETTING + name).orElse(preset));
  }

  private List<RunSummary> latest(String pipeline, int most) {
    var filter = new RunSearch.Filter(pipeline, null, null, null, null, null);
    return platform.journal().search().newestFirst(filter, null, most).stream()
        .map(RunSummary::of)
        .toList();
  }

  private Pipeline load(String name) {
    return new RunStarter(platform).load(name, Map.of()).pipeline();
  }
}
