package org.liftgate.app.notify;

import java.util.Optional;

class H2WatchTest extends WatchContract {
  @Override
  Optional<String> database() {
    return Optional.empty();
  }
}
