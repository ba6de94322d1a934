package org.liftgate.server.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How often an address may fail to show a valid token, and how many requests a token may make,
 * within a minute of the clock. Each node counts for itself.
 */
@ApplicationScoped
public class Limits {
  private static final int BEFORE_AUTHENTICATION = 900;
  private static final long MINUTE = 60_000;
  private static final int MOST = 10_000;

  private final int failures;
  private final int requests;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  @Inject
  Limits(
      @ConfigProperty(name = "liftgate.limit.failures", defaultValue = "20") int failures,
      @ConfigProperty(name = "liftgate.limit.requests", defaultValue = "3000") int requests) {
    this.failures = failures;
    this.requests = requests;
  }

  private record Count(long minute, int times) {}

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_AUTHENTICATION);
  }

  private void check(RoutingContext request) {
    if (times("failed " + address(request)) < failures || !shows(request)) {
      request.next();
      return;
    }
    request
        .response()
        .setStatusCode(429)
        .putHeader("Retry-After", Long.toString(secondsLeft()))
        .putHeader("Content-Type", "application/problem+json")
        .end(
            "{\"type\":\"about:blank\",\"title\":\"too many tokens that are not valid came from this address\",\"status\":429}");
  }

  /** Whether a request shows a token: only those are held up. */
  private static boolean shows(RoutingContext request) {
    return request.request().getHeader("Authorization") != null
        || request.request().method().name().equals("POST")
            && request.normalizedPath().equals(SignIn.PATH);
  }

  static String address(RoutingContext request) {
    var remote = request.request().remoteAddress();
    return remote == null ? "" : String.valueOf(remote.hostAddress());
  }

  /** Seconds until the next minute begins. */
  static long secondsLeft() {
    return 1 + (MINUTE - System.currentTimeMillis() % MINUTE) / 1000;
  }

  void failed(String address) {
    count("failed " + address);
  }

  /** Counts a request of a token; false where there have been too many. */
  boolean admits(String token) {
    return count("token " + token) <= requests;
  }

  private static long minute() {
    return System.currentTimeMillis() / MINUTE;
  }

  private int times(String who) {
    Count count = counts.get(who);
    return count == null || count.minute() != minute() ? 0 : count.times();
  }

  private int count(String who) {
    long now = minute();
    if (counts.size() > MOST) {
      counts.values().removeIf(c -> c.minute() != now);
    }
    return counts
        .merge(
            who,
            new Count(now, 1),
            (old, one) -> old.minute() == now ? new Count(now, old.times() + 1) : one)
        .times();
  }
}
