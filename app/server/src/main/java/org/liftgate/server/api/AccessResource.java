package org.liftgate.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
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
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.access.Access;
import org.liftgate.app.access.AccessJson;
import org.liftgate.app.access.Role;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.schedule.Patience;
import org.liftgate.app.store.Json;
import org.liftgate.server.access.Audited;
import org.liftgate.server.access.Roles;

/** Who may use the service, and what people did with it. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.ADMIN)
public class AccessResource {
  @Inject Platform platform;
  @Inject SecurityIdentity caller;

  /** A user's role: viewer, analyst, operator or admin. */
  public record Given(String role) {}

  /**
   * A token to make.
   *
   * @param scopes read, analyse, operate, administer; all that the user may where left out
   * @param expires such as 12h or 90d; until it is revoked where left out
   */
  public record Wanted(String user, @Nullable Set<String> scopes, @Nullable String expires) {}

  @GET
  @Path("/users")
  @Operation(summary = "Lists the users")
  public JsonNode users() {
    ObjectNode document = Json.object();
    var list = document.putArray("users");
    access().users().forEach(u -> list.add(AccessJson.of(u)));
    return document;
  }

  @PUT
  @Path("/users/{user}")
  @Audited("")
  @Operation(summary = "Adds a user, or gives one another role")
  public JsonNode put(@PathParam("user") String user, @Nullable Given given) {
    Role role = Page.word(Role.class, "role", given == null ? null : given.role());
    if (role == null) {
      throw Page.missing("role", "Maybe viewer.");
    }
    return AccessJson.of(access().give(user, role, who()));
  }

  @DELETE
  @Path("/users/{user}")
  @Audited("")
  @Operation(summary = "Forgets a user, and revokes the user's tokens")
  public Response remove(@PathParam("user") String user) {
    Lookup.named(() -> access().user(user));
    access().remove(user, who());
    return Response.noContent().build();
  }

  @GET
  @Path("/tokens")
  @Operation(summary = "Lists the tokens, without their secrets")
  public JsonNode tokens() {
    ObjectNode document = Json.object();
    var list = document.putArray("tokens");
    access().tokens().forEach(t -> list.add(AccessJson.of(t)));
    return document;
  }

  @POST
  @Path("/tokens")
  @Audited("")
  @Operation(summary = "Makes a token; the answer alone has its secret")
  public Response issue(@Nullable Wanted wanted) {
    if (wanted == null || wanted.user() == null) {
      throw Page.missing("user", "Maybe see /api/v1/users.");
    }
    Duration valid =
        wanted.expires() == null ? null : Duration.ofMinutes(Patience.minutes(wanted.expires()));
    Set<String> scopes = wanted.scopes() == null ? Set.of() : new TreeSet<>(wanted.scopes());
    var issued = access().issue(wanted.user(), scopes, valid, who());
    return Response.status(201)
        .header("Cache-Control", "no-store")
        .entity(AccessJson.of(issued))
        .build();
  }

  @DELETE
  @Path("/tokens/{token}")
  @Audited("")
  @Operation(summary = "Ends a token and its sessions at once; it stays listed")
  public JsonNode revoke(@PathParam("token") String token) {
    return AccessJson.of(Lookup.named(() -> access().revoke(token, who())));
  }

  @GET
  @Path("/audit")
  @Operation(summary = "What people did, newest first; next is where the next page begins")
  public JsonNode audit(
      @QueryParam("before") @Nullable Long before,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    int most = Page.limit(limit);
    var rows = platform.journal().audit().newestFirst(before, most + 1);
    ObjectNode document = Json.object();
    var list = document.putArray("audit");
    rows.stream().limit(most).forEach(r -> list.add(AccessJson.of(r)));
    String next =
        rows.size() > most
            ? "/api/v1/audit?before=%d&limit=%d".formatted(rows.get(most - 1).seq(), most)
            : null;
    return document.put("next", next);
  }

  @GET
  @Path("/audit/verify")
  @Operation(summary = "Computes the hash of every row again")
  public JsonNode verify() {
    return AccessJson.of(platform.journal().audit().verify());
  }

  private Access access() {
    return new Access(platform);
  }

  private String who() {
    return caller.getPrincipal().getName();
  }
}
