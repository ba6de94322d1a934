package org.liftgate.server.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.RunDocument;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.execute.Pipelines;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.RunSearch;
import org.liftgate.app.schedule.ScheduleBook;
import org.liftgate.app.schedule.ScheduleJson;
import org.liftgate.app.store.Publication;
import org.liftgate.server.access.Roles;

/** Last night at a glance. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class HomePage {
  private static final int NEXT = 5;

  @Inject Platform platform;
  @Inject ExampleRun example;

  /**
   * How a pipeline went last.
   *
   * @param run null where it never ran
   */
  public record Last(
      String pipeline, @Nullable RunSummary run, @Nullable Answer answer, int others) {}

  /** When a schedule fires next, in UTC and on the clock of its zone. */
  public record Next(String schedule, String pipeline, String utc, String local, String zone) {}

  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance home(
        List<Last> lasts, List<Next> nexts, List<Publication> publications, boolean busy);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance home() throws IOException {
    example.startIfEmpty();
    var lasts =
        Pipelines.shipped(platform).stream()
            .map(this::last)
            .sorted(Comparator.comparing((Last l) -> l.run() == null))
            .toList();
    boolean busy =
        lasts.stream().map(Last::run).filter(Objects::nonNull).anyMatch(r -> r.finished() == null);
    var published = Publication.all(platform.home(), platform.journal().clock().instant());
    return Templates.home(lasts, nexts(), published, busy);
  }

  private Last last(String pipeline) {
    var filter = new RunSearch.Filter(pipeline, null, null, null, null, null);
    return platform.journal().search().newestFirst(filter, null, 1).stream()
        .findFirst()
        .map(this::last)
        .orElse(new Last(pipeline, null, null, 0));
  }

  private Last last(RunRow row) {
    var answers = Answer.of(new RunDocument(platform).of(row.id()));
    return new Last(
        row.pipeline(),
        RunSummary.of(row),
        answers.isEmpty() ? null : answers.getFirst(),
        Math.max(0, answers.size() - 1));
  }

  private List<Next> nexts() {
    var json = new ScheduleJson(platform);
    return new ScheduleBook(platform)
        .all().stream()
            .map(e -> json.of(e, 1))
            .filter(s -> s.path("next").size() > 0)
            .map(
                s ->
                    new Next(
                        s.path("name").asText(),
                        s.path("pipeline").asText(),
                        s.at("/next/0/utc").asText(),
                        s.at("/next/0/local").asText(),
                        s.path("zone").asText()))
            .sorted(Comparator.comparing(Next::utc))
            .limit(NEXT)
            .toList();
  }
}
