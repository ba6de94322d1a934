package org.liftgate.app.journal;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class H2AccessTest extends AccessContract {
  @TempDir Path home;

  @Override
  Database open() {
    return Database.open(home, Optional.empty());
  }
}
