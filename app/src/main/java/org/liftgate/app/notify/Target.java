package org.liftgate.app.notify;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whom to tell.
 *
 * @param name by which people know it
 * @param to where messages go, with references to secrets but without secrets: see {@link Address}
 * @param on of what it is told
 * @param only schedules and pipelines it is told about; none for all of them
 * @param byHand whether it is told of runs that no schedule started, too
 * @param lateAfterMinutes how long after its nominal time a night without a result is late
 */
public record Target(
    String name,
    String to,
    Set<Event> on,
    List<String> only,
    boolean byHand,
    long lateAfterMinutes) {
  public Target {
    on = on.isEmpty() ? EnumSet.allOf(Event.class) : EnumSet.copyOf(on);
    only = List.copyOf(only);
  }

  boolean concerns(String schedule, String pipeline) {
    return only.isEmpty() || only.contains(schedule) || only.contains(pipeline);
  }
}
