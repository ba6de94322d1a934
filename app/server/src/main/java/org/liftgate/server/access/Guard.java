package org.liftgate.server.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Failure;
import org.liftgate.kernel.LiftgateException;

/** What every request must keep to, and how a refusal is told. */
public class Guard {
  /** Where a script puts what a form has in its hidden field. */
  public static final String HEADER = "X-CSRF-Token";

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final MediaType PROBLEM = new MediaType("application", "problem+json");

  @Inject Limits limits;
  @Inject CurrentIdentityAssociation association;

  /** A browser sends its session with whatever a page of another site makes it send. */
  @ServerRequestFilter
  @WithFormRead
  public @Nullable Response check(ResteasyReactiveContainerRequestContext request) {
    SecurityIdentity caller = association.getIdentity();
    String token = caller.getAttribute(Callers.TOKEN);
    if (token != null && !limits.admits(token)) {
      return refusal(429, "this token has made too many requests\nMaybe wait a little.")
          .header("Retry-After", Limits.secondsLeft())
          .build();
    }
    var wanted = Callers.csrf(caller);
    if (wanted.isEmpty() || READS.contains(request.getMethod())) {
      return null;
    }
    String given = request.getHeaderString(HEADER);
    if (given == null) {
      var context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
      given = (String) context.getFormParameter(Callers.CSRF, true, false);
    }
    return given != null && MessageDigest.isEqual(bytes(given), bytes(wanted.get()))
        ? null
        : refusal(403, "the page that sent this is not ours, or is too old\nMaybe load it again.")
            .build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A browser is shown where to sign in; others are told to send a token. */
  @ServerExceptionMapper
  public Response unknown(UnauthorizedException e, ContainerRequestContext request) {
    if (request.getMethod().equals("GET") && page(request)) {
      return Response.seeOther(URI.create(SignIn.PATH + "?next=" + place(request.getUriInfo())))
          .build();
    }
    return refusal(401, "a token is needed\nMaybe send it as Authorization: Bearer TOKEN.")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  @ServerExceptionMapper
  public Response notAllowed(ForbiddenException e) {
    return refusal(403, "this caller's role or token does not allow it").build();
  }

  private static boolean page(ContainerRequestContext request) {
    return !request.getUriInfo().getPath().startsWith("/api/")
        && String.valueOf(request.getHeaderString(HttpHeaders.ACCEPT)).contains("text/html");
  }

  private static String place(UriInfo uri) {
    URI asked = uri.getRequestUri();
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    return URLEncoder.encode(asked.getRawPath() + query, StandardCharsets.UTF_8);
  }

  private static Response.ResponseBuilder refusal(int status, String message) {
    ObjectNode body = Failure.node(LiftgateException.input(message, java.util.List.of()), null);
    body.put("type", "about:blank").put("title", message).put("status", status);
    return Response.status(status).type(PROBLEM).entity(body);
  }
}
