package org.liftgate.app.schedule;

import java.util.Optional;

class H2ScheduleTest extends ScheduleContract {
  @Override
  Optional<String> database() {
    return Optional.empty();
  }
}
