package org.liftgate.server.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;
import org.liftgate.server.Serve;

/**
 * The service as others than this machine see it, in a home of its own, with limits that a test can
 * reach.
 */
public final class WithTokens implements QuarkusTestProfile {
  static final int FAILURES = 300;
  static final int REQUESTS = 200;

  @Override
  public Map<String, String> getConfigOverrides() {
    var settings = new HashMap<>(Serve.closed());
    settings.putAll(
        Map.of(
            "liftgate.auth",
            "token",
            "liftgate.home",
            "target/home-access",
            "liftgate.limit.failures",
            "" + FAILURES,
            "liftgate.limit.requests",
            "" + REQUESTS));
    settings.put("quarkus.http.idle-timeout", "2s");
    return settings;
  }
}
