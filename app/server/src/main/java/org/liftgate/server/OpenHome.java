package org.liftgate.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.liftgate.app.execute.Home;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunListener;

/** The one home this process serves. */
@ApplicationScoped
class OpenHome {
  @Produces
  @Singleton
  Platform open(
      @ConfigProperty(name = "liftgate.home") Optional<String> home,
      @ConfigProperty(name = "liftgate.db") Optional<String> database,
      @Any Instance<RunListener> listeners) {
    Platform platform =
        Platform.open(
            Home.folder(home.map(Path::of)),
            Home.shipped(),
            database,
            Platform.Limits.fromEnvironment());
    listeners.forEach(platform::listen);
    return platform;
  }

  void close(@Disposes Platform platform) {
    platform.close();
  }
}
