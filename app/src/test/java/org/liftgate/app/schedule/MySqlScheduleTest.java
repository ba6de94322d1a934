package org.liftgate.app.schedule;

import java.util.Optional;
import org.liftgate.app.MySqlServer;

class MySqlScheduleTest extends ScheduleContract {
  @Override
  Optional<String> database() {
    return Optional.of(MySqlServer.get().newDatabase("schedules"));
  }
}
