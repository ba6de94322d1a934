package org.liftgate.app.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Delivery;
import org.liftgate.app.journal.Outbox;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** What has been told of this home, and what could not be. */
public final class Notifications {
  private final Platform platform;
  private final Outbox outbox;

  public Notifications(Platform platform) {
    this.platform = platform;
    this.outbox = platform.journal().outbox();
  }

  /**
   * Newest first.
   *
   * @param status null for all
   */
  public List<Delivery> latest(Delivery.@Nullable Status status, int limit) {
    return outbox.latest(status, limit);
  }

  /**
   * @param id its id or the start of it, as lists show it
   * @throws LiftgateException when there is none or more than one
   */
  public Delivery get(String id) {
    List<Delivery> found = id.matches("[0-9a-f]{4,64}") ? outbox.like(id) : List.of();
    if (found.size() != 1) {
      throw LiftgateException.input(
          Problem.of(
              "NOTIFICATION",
              id,
              found.isEmpty() ? "is not a notification of this home" : "stands for several",
              "Maybe see ./liftgate notifications list."));
    }
    return found.getFirst();
  }

  /**
   * Tries one again from its first attempt.
   *
   * @throws LiftgateException when it has been sent
   */
  public Delivery again(String id) {
    Delivery d = get(id);
    if (!outbox.again(d.id())) {
      throw LiftgateException.input(
          Problem.of("NOTIFICATION", id, "has been sent", "Maybe another one."));
    }
    return get(d.id());
  }

  /**
   * Writes a message that says nothing, to try a target out.
   *
   * @throws LiftgateException when there is no target of this name
   */
  public Delivery trial(String target) {
    Target to = new Targets(platform).get(target);
    var message = Watch.trial(to, platform.journal().clock().instant());
    outbox.add(message);
    return get(message.id());
  }
}
