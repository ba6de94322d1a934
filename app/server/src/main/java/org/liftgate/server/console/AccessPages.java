package org.liftgate.server.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.access.Access;
import org.liftgate.app.access.Role;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.AccessRows;
import org.liftgate.app.journal.Audit;
import org.liftgate.app.schedule.Patience;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.server.access.Audited;
import org.liftgate.server.access.Roles;
import org.liftgate.server.api.Page;

/** Users and tokens, and what people did. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
@RolesAllowed(Roles.ADMIN)
public class AccessPages {
  private static final int MOST = 50;

  @Inject Platform platform;
  @Inject SecurityIdentity caller;

  /**
   * A token in the list; times to the minute, empty where there is none.
   *
   * @param state valid, expired or revoked
   */
  public record Line(
      String id,
      String prefix,
      String user,
      String scopes,
      String expires,
      String used,
      String state) {
    static Line of(AccessRows.Token t, Instant now) {
      String state = t.revoked() != null ? "revoked" : t.valid(now) ? "valid" : "expired";
      return new Line(
          t.id(),
          t.prefix(),
          t.user(),
          t.scopes().replace(",", ", "),
          minute(t.expires()),
          minute(t.used()),
          state);
    }

    private static String minute(@Nullable Instant time) {
      return time == null ? "" : Times.minute(time.toString());
    }
  }

  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance tokens(
        List<AccessRows.User> users,
        List<Line> tokens,
        List<Role> roles,
        String secret,
        String problem);

    static native TemplateInstance audit(
        List<Audit.Row> rows, @Nullable Long next, Audit.@Nullable Check check);
  }

  @GET
  @Path("/tokens")
  @Operation(hidden = true)
  public TemplateInstance tokens() {
    return page("", "");
  }

  private TemplateInstance page(String secret, String problem) {
    Instant now = platform.journal().clock().instant();
    return Templates.tokens(
        access().users(),
        access().tokens().reversed().stream().map(t -> Line.of(t, now)).toList(),
        Arrays.asList(Role.values()),
        secret,
        problem);
  }

  @POST
  @Path("/tokens/users")
  @Audited("")
  @Operation(hidden = true)
  public Response give(
      @FormParam("name") @DefaultValue("") String name, @FormParam("role") @Nullable String role) {
    return told(
        () -> {
          Role given = Page.word(Role.class, "role", role);
          access().give(name.strip(), given == null ? Role.VIEWER : given, who());
          return back();
        });
  }

  @POST
  @Path("/tokens/users/{user}/remove")
  @Audited("")
  @Operation(hidden = true)
  public Response remove(@PathParam("user") String user) {
    return told(
        () -> {
          access().remove(user, who());
          return back();
        });
  }

  /** The answer is the one page that has the secret. */
  @POST
  @Path("/tokens")
  @Audited("")
  @Operation(hidden = true)
  public Response issue(
      @FormParam("user") @DefaultValue("") String user,
      @FormParam("scope") @Nullable List<String> scopes,
      @FormParam("expires") @DefaultValue("") String expires) {
    return told(
        () -> {
          Duration valid = expires.isBlank() ? null : Duration.ofMinutes(Patience.minutes(expires));
          Set<String> held = scopes == null ? Set.of() : new TreeSet<>(scopes);
          var issued = access().issue(user, held, valid, who());
          return Response.ok(page(issued.secret(), "")).header("Cache-Control", "no-store").build();
        });
  }

  @POST
  @Path("/tokens/{token}/revoke")
  @Audited("")
  @Operation(hidden = true)
  public Response revoke(@PathParam("token") String token) {
    return told(
        () -> {
          access().revoke(token, who());
          return back();
        });
  }

  @GET
  @Path("/audit")
  @Operation(hidden = true)
  public TemplateInstance audit(
      @QueryParam("before") @Nullable Long before,
      @QueryParam("verify") @DefaultValue("false") boolean verify) {
    var rows = platform.journal().audit().newestFirst(before, MOST + 1);
    boolean more = rows.size() > MOST;
    var page = more ? rows.subList(0, MOST) : rows;
    return Templates.audit(
        page,
        more ? page.getLast().seq() : null,
        verify ? platform.journal().audit().verify() : null);
  }

  /** What cannot be is told above the forms. */
  private Response told(Supplier<Response> change) {
    try {
      return change.get();
    } catch (LiftgateException e) {
      if (e.code() != LiftgateException.Code.INPUT) {
        throw e;
      }
      return Response.status(400).entity(page("", e.getMessage())).build();
    }
  }

  private static Response back() {
    return Response.seeOther(URI.create("/tokens")).build();
  }

  private Access access() {
    return new Access(platform);
  }

  private String who() {
    return caller.getPrincipal().getName();
  }
}
