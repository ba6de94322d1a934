package org.liftgate.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.liftgate.app.execute.Home;
import org.liftgate.app.execute.Platform;

/** The one home this process serves. */
@ApplicationScoped
class OpenHome {
  @Produces
  @Singleton
  Platform open(
      @ConfigProperty(name = "liftgate.home") Optional<String> home,
      @ConfigProperty(name = "liftgate.db") Optional<String> database) {
    return Platform.open(
        Home.folder(home.map(Path::of)),
        Home.shipped(),
        database,
        Platform.Limits.fromEnvironment());
  }

  void close(@Disposes Platform platform) {
    platform.close();
  }
}
