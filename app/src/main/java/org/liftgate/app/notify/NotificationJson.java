package org.liftgate.app.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.liftgate.app.journal.Delivery;
import org.liftgate.app.store.Json;

/** Targets and notifications as documents. */
public final class NotificationJson {
  private NotificationJson() {}

  public static ObjectNode of(Target t) {
    ObjectNode node = Json.object().put("name", t.name()).put("to", t.to());
    var on = node.putArray("on");
    t.on().stream().sorted().forEach(e -> on.add(e.word()));
    node.set("only", Json.tree(t.only()));
    return node.put("by_hand", t.byHand()).put("late_after_minutes", t.lateAfterMinutes());
  }

  /** A notification in a list. */
  public static ObjectNode of(Delivery d) {
    boolean waits = d.status() == Delivery.Status.WAITING;
    return Json.object()
        .put("id", d.id())
        .put("target", d.target())
        .put("event", d.event())
        .put("status", d.status().word())
        .put("subject", d.subject())
        .put("run", d.run())
        .put("schedule", d.schedule())
        .put("attempts", d.attempts())
        .put("reason", d.reason().isEmpty() ? null : d.reason())
        .put("created", time(d.created()))
        .put("changed", time(d.changed()))
        .put("next", waits ? time(d.notBefore()) : null);
  }

  /** The same with the message itself. */
  public static ObjectNode whole(Delivery d) {
    ObjectNode node = of(d);
    JsonNode message = Json.parse(d.body(), "message");
    node.set("message", message);
    return node;
  }

  private static String time(Instant t) {
    return t.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
