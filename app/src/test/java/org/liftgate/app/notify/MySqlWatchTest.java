package org.liftgate.app.notify;

import java.util.Optional;
import org.liftgate.testing.MySqlServer;

class MySqlWatchTest extends WatchContract {
  @Override
  Optional<String> database() {
    return Optional.of(MySqlServer.get().newDatabase("notify"));
  }
}
