package org.liftgate.server.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.access.Access;
import org.liftgate.app.access.Role;
import org.liftgate.app.execute.Platform;

/**
 * Who calls: a token in {@code Authorization: Bearer}, or the session of a browser that has signed
 * in. A token that is not valid makes nobody of its caller; what is for nobody stays closed.
 */
@ApplicationScoped
class Callers implements HttpAuthenticationMechanism {
  /** What a signed-in browser's requests must carry to change something. */
  static final String CSRF = "csrf";

  /** Of the token, for counting its requests. */
  static final String TOKEN = "token";

  private static final String BEARER = "bearer ";
  private static final int BEFORE_OTHERS = HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1000;

  private final Access access;
  private final BlockingSecurityExecutor blocking;
  private final Limits limits;
  private final boolean open;

  @Inject
  Callers(
      Platform platform,
      BlockingSecurityExecutor blocking,
      Limits limits,
      @ConfigProperty(name = "liftgate.auth", defaultValue = "token") String auth) {
    this.access = new Access(platform);
    this.blocking = blocking;
    this.limits = limits;
    this.open = auth.equals("none");
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager manager) {
    if (open) {
      return Uni.createFrom().item(identity("local", Roles.words(List.of(Role.values()))).build());
    }
    String header = request.request().getHeader("Authorization");
    String secret = header == null ? "" : bearer(header);
    if (Access.ours(secret)) {
      return blocking.executeBlocking(() -> ofToken(secret, request));
    }
    Cookie cookie = header == null ? request.request().getCookie(SignIn.COOKIE) : null;
    return cookie == null || cookie.getValue().isEmpty()
        ? Uni.createFrom().nullItem()
        : blocking.executeBlocking(() -> ofSession(cookie.getValue()));
  }

  private static String bearer(String header) {
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  private @Nullable SecurityIdentity ofToken(String secret, RoutingContext request) {
    var caller = access.caller(secret);
    if (caller.isEmpty()) {
      limits.failed(Limits.address(request));
    }
    return caller.map(c -> identity(c).build()).orElse(null);
  }

  private @Nullable SecurityIdentity ofSession(String session) {
    return access
        .session(session)
        .map(c -> identity(c).addAttribute(CSRF, Access.csrf(session)).build())
        .orElse(null);
  }

  private static QuarkusSecurityIdentity.Builder identity(Access.Caller caller) {
    return identity(caller.user(), Roles.words(caller.may()))
        .addAttribute(TOKEN, caller.token().id());
  }

  private static QuarkusSecurityIdentity.Builder identity(
      String name, java.util.Set<String> roles) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(name))
        .addRoles(roles);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  @Override
  public int getPriority() {
    return BEFORE_OTHERS;
  }

  static Optional<String> csrf(SecurityIdentity identity) {
    return Optional.ofNullable(identity.getAttribute(CSRF));
  }
}
