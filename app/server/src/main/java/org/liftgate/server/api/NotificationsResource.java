package org.liftgate.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Delivery;
import org.liftgate.app.notify.NotificationJson;
import org.liftgate.app.notify.Notifications;
import org.liftgate.app.notify.Targets;
import org.liftgate.app.store.Json;
import org.liftgate.server.access.Audited;
import org.liftgate.server.access.Roles;

/**
 * What people were told of how nights went, and what could not be delivered. Targets are kept by
 * the command line alone: whoever could add one here could have this machine call any other.
 */
@Path("/api/v1/notifications")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.OPERATOR)
public class NotificationsResource {
  @Inject Platform platform;

  @GET
  public JsonNode notifications(
      @QueryParam("status") @Nullable String status,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    ObjectNode document = Json.object();
    var list = document.putArray("notifications");
    new Notifications(platform)
        .latest(Page.word(Delivery.Status.class, "status", status), Page.limit(limit))
        .forEach(d -> list.add(NotificationJson.of(d)));
    return document;
  }

  @GET
  @Path("/targets")
  public JsonNode targets() {
    ObjectNode document = Json.object();
    var list = document.putArray("targets");
    new Targets(platform).all().forEach(t -> list.add(NotificationJson.of(t.target())));
    return document;
  }

  @GET
  @Path("/{id}")
  public JsonNode notification(@PathParam("id") String id) {
    return NotificationJson.whole(Lookup.named(() -> new Notifications(platform).get(id)));
  }

  @POST
  @Audited("notification.retry")
  @Path("/{id}/retry")
  public JsonNode retry(@PathParam("id") String id) {
    notification(id);
    return NotificationJson.whole(new Notifications(platform).again(id));
  }
}
