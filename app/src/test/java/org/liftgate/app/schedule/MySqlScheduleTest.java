package org.liftgate.app.schedule;

import java.util.Optional;
import org.liftgate.testing.MySqlServer;

class MySqlScheduleTest extends ScheduleContract {
  @Override
  Optional<String> database() {
    return Optional.of(MySqlServer.get().newDatabase("schedules"));
  }
}
