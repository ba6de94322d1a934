package org.liftgate.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.schedule.Patience;
import org.liftgate.app.schedule.Planner;
import org.liftgate.app.schedule.Schedule;
import org.liftgate.app.schedule.ScheduleBook;
import org.liftgate.app.schedule.ScheduleJson;
import org.liftgate.app.store.Json;
import org.liftgate.server.access.Audited;
import org.liftgate.server.access.Roles;

/** Schedules: keep, look at, pause, fill in. */
@Path("/api/v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.VIEWER)
public class SchedulesResource {
  private static final int TEN = 10;

  @Inject Platform platform;

  /**
   * A schedule as it is given; what is left out takes the defaults of {@code schedule add}.
   *
   * @param patience such as 90m, 6h or 2d
   */
  public record Definition(
      String pipeline,
      @Nullable String profile,
      @Nullable String data,
      @Nullable String source,
      @Nullable Map<String, String> settings,
      @Nullable String cron,
      @Nullable String zone,
      Schedule.@Nullable Misfire misfire,
      Schedule.@Nullable Overlap overlap,
      @Nullable List<String> needs,
      @Nullable String marker,
      @Nullable String patience) {

    Schedule named(String name) {
      return new Schedule(
          name,
          pipeline,
          or(profile, "defended"),
          data,
          source,
          or(settings, Map.of()),
          cron,
          or(zone, "UTC"),
          or(misfire, Schedule.Misfire.LAST),
          or(overlap, Schedule.Overlap.SKIP),
          or(needs, List.of()),
          marker,
          Patience.minutes(or(patience, "6h")));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
      return Optional.ofNullable(given).orElse(otherwise);
    }
  }

  /** Dates to fill in. */
  public record Dates(LocalDate from, LocalDate to) {}

  @GET
  public JsonNode schedules() {
    ObjectNode document = Json.object();
    var list = document.putArray("schedules");
    book().all().forEach(e -> list.add(new ScheduleJson(platform).of(e, TEN)));
    return document;
  }

  @GET
  @Path("/{name}")
  public JsonNode schedule(@PathParam("name") String name) {
    return new ScheduleJson(platform).of(book().get(name), TEN);
  }

  @PUT
  @Audited("schedule.put")
  @Path("/{name}")
  @RolesAllowed(Roles.OPERATOR)
  public JsonNode put(@PathParam("name") String name, @Nullable Definition definition) {
    if (definition == null || definition.pipeline() == null) {
      throw Page.missing("pipeline", "Maybe see /api/v1/pipelines.");
    }
    book().put(definition.named(name));
    return schedule(name);
  }

  @DELETE
  @Audited("schedule.remove")
  @Path("/{name}")
  @RolesAllowed(Roles.OPERATOR)
  public Response remove(@PathParam("name") String name) {
    book().remove(name);
    return Response.noContent().build();
  }

  @POST
  @Audited("schedule.pause")
  @Path("/{name}/pause")
  @RolesAllowed(Roles.OPERATOR)
  public JsonNode pause(@PathParam("name") String name) {
    book().pause(name, true);
    return schedule(name);
  }

  @POST
  @Audited("schedule.resume")
  @Path("/{name}/resume")
  @RolesAllowed(Roles.OPERATOR)
  public JsonNode resume(@PathParam("name") String name) {
    book().pause(name, false);
    return schedule(name);
  }

  @POST
  @Audited("schedule.backfill")
  @Path("/{name}/backfill")
  @RolesAllowed(Roles.OPERATOR)
  public JsonNode backfill(
      @PathParam("name") String name,
      @QueryParam("dry_run") @DefaultValue("false") boolean dry,
      @Nullable Dates dates) {
    Schedule schedule = book().get(name).schedule();
    if (dates == null || dates.from() == null || dates.to() == null) {
      throw Page.missing(
          "from and to", "Maybe {\"from\": \"2026-11-01\", \"to\": \"2026-11-07\"}.");
    }
    ObjectNode document = Json.object().put("schedule", name).put("dry_run", dry);
    var list = document.putArray("dates");
    new Planner(platform)
        .backfill(name, dates.from(), dates.to(), dry)
        .forEach(t -> list.add(schedule.date(t).toString()));
    return document;
  }

  private ScheduleBook book() {
    return new ScheduleBook(platform);
  }
}
