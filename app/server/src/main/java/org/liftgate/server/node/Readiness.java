package org.liftgate.server.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.liftgate.app.execute.Platform;

/**
 * Ready is a node whose journal answers and whose home can be written, until it is told to stop.
 */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {
  private final Platform platform;

  @Inject
  Readiness(Platform platform) {
    this.platform = platform;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("liftgate");
    if (platform.stopping()) {
      return answer.withData("process", "was told to stop").down().build();
    }
    try {
      platform.journal().run("");
      boolean writable = Files.isWritable(platform.home().resolve("tmp"));
      return answer.withData("home", writable ? "writable" : "read-only").status(writable).build();
    } catch (RuntimeException e) {
      return answer.withData("journal", "does not answer").down().build();
    }
  }
}
