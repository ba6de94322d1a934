package org.liftgate.app.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.AccessRows.Token;
import org.liftgate.app.journal.AccessRows.User;
import org.liftgate.app.journal.Audit;
import org.liftgate.app.store.Json;

/** Users, tokens and the audit as documents; a secret stands only in the one that makes a token. */
public final class AccessJson {
  private AccessJson() {}

  public static ObjectNode of(User u) {
    return Json.object()
        .put("name", u.name())
        .put("role", u.role())
        .put("created", time(u.created()));
  }

  public static ObjectNode of(Token t) {
    ObjectNode node =
        Json.object().put("id", t.id()).put("user", t.user()).put("prefix", t.prefix());
    var scopes = node.putArray("scopes");
    for (String s : t.scopes().split(",")) {
      scopes.add(s);
    }
    return node.put("created", time(t.created()))
        .put("expires", time(t.expires()))
        .put("used", time(t.used()))
        .put("revoked", time(t.revoked()));
  }

  public static ObjectNode of(Access.Issued issued) {
    return of(issued.token()).put("token", issued.secret());
  }

  public static ObjectNode of(Audit.Row row) {
    return Json.object()
        .put("seq", row.seq())
        .put("time", row.time().toString())
        .put("who", row.act().who())
        .put("what", row.act().what())
        .put("target", row.act().target())
        .put("outcome", row.act().outcome())
        .put("previous", row.previous())
        .put("hash", row.hash());
  }

  public static ObjectNode of(Audit.Check check) {
    return Json.object()
        .put("verified", check.broken() == null)
        .put("rows", check.rows())
        .put("head", check.head())
        .put("broken", check.broken());
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
