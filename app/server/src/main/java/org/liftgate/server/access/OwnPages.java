package org.liftgate.server.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web sites' pages out while loopback needs no token: a request that a browser sends
 * for a page of another origin is refused, and so is one under a name that is not this machine's
 * own, which a hostile name server may have pointed here.
 */
@ApplicationScoped
class OwnPages {
  private static final int FIRST = 1000;
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final String REFUSAL =
      "{\"type\":\"about:blank\",\"title\":\"requests of other sites' pages are refused\",\"status\":403}";

  private final boolean loopback;

  @Inject
  OwnPages(@ConfigProperty(name = "quarkus.http.host") String host) throws UnknownHostException {
    this.loopback = InetAddress.getByName(host).isLoopbackAddress();
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext request) {
    if (admits(request.request().authority(), request.request().getHeader("Origin"))) {
      request.next();
    } else {
      request
          .response()
          .setStatusCode(403)
          .putHeader("Content-Type", "application/problem+json")
          .end(REFUSAL);
    }
  }

  /**
   * @param asked the name the request was sent to, whatever the version of HTTP calls it
   */
  private boolean admits(@Nullable HostAndPort asked, @Nullable String origin) {
    if (asked == null) {
      return !loopback;
    }
    return (!loopback || LOCAL.contains(asked.host()))
        && (origin == null || asked.toString().equals(authority(origin)));
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getAuthority();
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
