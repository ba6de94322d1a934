package org.liftgate.app.journal;

import java.nio.file.Path;
import java.util.Optional;
import org.liftgate.testing.MySqlServer;

class MySqlAccessTest extends AccessContract {
  @Override
  Database open() {
    return Database.open(Path.of("unused"), Optional.of(MySqlServer.get().newDatabase("access")));
  }
}
