package org.liftgate.server.access;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.access.Access;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Audit.Act;

/** A token for a session that the browser keeps, and the way out. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
@PermitAll
public class SignIn {
  static final String PATH = "/sign-in";
  static final String COOKIE = "liftgate";

  @Inject Platform platform;
  @Inject Limits limits;

  @ConfigProperty(name = "quarkus.http.host")
  String host;

  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance signin(String next, String problem);
  }

  @GET
  @Path(PATH)
  @Operation(hidden = true)
  public TemplateInstance page(@QueryParam("next") @DefaultValue("/") String next) {
    return Templates.signin(own(next), "");
  }

  @POST
  @Path(PATH)
  @Audited("")
  @Operation(hidden = true)
  public Response enter(
      @FormParam("token") @DefaultValue("") String token,
      @FormParam("next") @DefaultValue("/") String next,
      @Context RoutingContext request)
      throws UnknownHostException {
    var access = new Access(platform);
    var caller = access.caller(token.strip());
    String address = Limits.address(request);
    if (caller.isEmpty()) {
      limits.failed(address);
      platform.journal().audit().append(Act.refused("nobody", "sign-in", "from " + address));
      var again =
          Templates.signin(own(next), "This token is not known, has expired or was revoked.");
      return Response.status(401).entity(again).build();
    }
    String session = access.signIn(caller.get());
    platform.journal().audit().append(Act.done(caller.get().user(), "sign-in", "from " + address));
    return Response.seeOther(URI.create(own(next)))
        .cookie(cookie(session, Math.toIntExact(Access.SESSION.toSeconds())))
        .build();
  }

  @POST
  @Path("/sign-out")
  @Audited("sign-out")
  @Operation(hidden = true)
  public Response leave(@CookieParam(COOKIE) @Nullable String session) throws UnknownHostException {
    if (session != null) {
      new Access(platform).signOut(session);
    }
    return Response.seeOther(URI.create(PATH)).cookie(cookie("", 0)).build();
  }

  /** Sent over TLS alone where the service is reached from other machines. */
  private NewCookie cookie(String value, int seconds) throws UnknownHostException {
    return new NewCookie.Builder(COOKIE)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(!InetAddress.getByName(host).isLoopbackAddress())
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }

  /** A page of this service; anything else is the home page. */
  private static String own(String next) {
    return next.matches("/[A-Za-z0-9._~%?&=+,:-][A-Za-z0-9._~%?&=+,:/-]*") ? next : "/";
  }
}
