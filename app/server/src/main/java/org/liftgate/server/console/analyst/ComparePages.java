package org.liftgate.server.console.analyst;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.compare.RunDiff;
import org.liftgate.app.compare.RunRecord;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.RunSearch;
import org.liftgate.app.store.RunFolder;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.server.access.Roles;
import org.liftgate.server.api.Lookup;

/** Two runs of a pipeline side by side, and why an answer is another. */
@Path("/compare")
@Produces(MediaType.TEXT_HTML)
@Blocking
@RolesAllowed(Roles.ANALYST)
public class ComparePages {
  private static final int OFFERED = 50;

  @Inject Platform platform;

  /** What the two runs do not share. */
  public record Row(String what, String name, String left, String right) {}

  /** An answer of both runs; empty where a run has none. */
  public record Answer(
      String estimand, Shown left, Shown right, boolean changed, List<String> because) {}

  /** An answer as people read it. */
  public record Shown(String effect, String range, String grade, String verdict) {
    static Shown of(JsonNode node) {
      if (!node.isObject()) {
        return new Shown("", "", "", "");
      }
      double se = node.path("std_error").asDouble(Double.NaN);
      double estimate = node.path("estimate").asDouble(Double.NaN);
      boolean known = node.path("estimate").isNumber() && node.path("std_error").isNumber();
      boolean interval = known && node.path("conf_low").isNumber();
      return new Shown(
          known ? Numbers.effect(estimate, se) : "",
          interval
              ? Numbers.range(
                  node.path("conf_low").asDouble(), node.path("conf_high").asDouble(), se)
              : "",
          node.path("grade").asText(""),
          node.path("verdict").asText(""));
    }
  }

  /** Both runs, what they answer, and whatever else is not the same. */
  public record Comparison(
      RunSummary left,
      RunSummary right,
      boolean equal,
      List<Answer> answers,
      List<Row> differences) {}

  @CheckedTemplate(basePath = "analyst")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance compare(
        String left,
        String right,
        List<RunSummary> runs,
        String problem,
        @Nullable Comparison comparison);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance compare(
      @QueryParam("left") @DefaultValue("") String left,
      @QueryParam("right") @DefaultValue("") String right) {
    var runs =
        platform
            .journal()
            .search()
            .newestFirst(new RunSearch.Filter(null, null, null, null, null, null), null, OFFERED)
            .stream()
            .map(RunSummary::of)
            .toList();
    if (left.isBlank() || right.isBlank()) {
      return Templates.compare(left, right, runs, "", null);
    }
    RunRow a = Lookup.run(platform, left.strip());
    RunRow b = Lookup.run(platform, right.strip());
    try {
      return Templates.compare(left, right, runs, "", comparison(a, b));
    } catch (LiftgateException e) {
      return Templates.compare(left, right, runs, e.getMessage(), null);
    }
  }

  private Comparison comparison(RunRow left, RunRow right) {
    JsonNode diff = RunDiff.of(record(left), record(right));
    var answers = new ArrayList<Answer>();
    for (JsonNode e : diff.path("estimates")) {
      answers.add(
          new Answer(
              e.path("estimand").asText(),
              Shown.of(e.path("left")),
              Shown.of(e.path("right")),
              e.path("changed").asBoolean(),
              e.path("because").findValuesAsText("because")));
    }
    return new Comparison(
        RunSummary.of(left),
        RunSummary.of(right),
        diff.path("equal").asBoolean(),
        answers,
        differences(diff));
  }

  private static List<Row> differences(JsonNode diff) {
    var found = new ArrayList<Row>();
    for (String part : List.of("settings", "environment", "gates")) {
      diff.path(part).forEach(c -> found.add(row(c, "")));
    }
    for (JsonNode stage : diff.path("stages")) {
      stage.path("causes").forEach(c -> found.add(row(c, stage.path("id").asText() + ": ")));
    }
    return found;
  }

  private static Row row(JsonNode change, String stage) {
    return new Row(
        change.path("what").asText(),
        stage + change.path("name").asText(),
        shortened(change.path("left").asText("")),
        shortened(change.path("right").asText("")));
  }

  /** A hash is told by its beginning. */
  private static String shortened(String text) {
    return text.matches("[0-9a-f]{64}") ? text.substring(0, 12) : text;
  }

  private RunRecord record(RunRow run) {
    return RunRecord.of(RunFolder.of(platform.home(), run.id()).root());
  }
}
