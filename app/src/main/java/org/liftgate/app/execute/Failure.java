package org.liftgate.app.execute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Failures as people and programs read them. */
public final class Failure {
  private Failure() {}

  /** The failure behind whatever was thrown; our own mistakes keep their trace for the log. */
  static LiftgateException of(Throwable thrown, boolean cancelled) {
    if (cancelled) {
      return LiftgateException.cancelled();
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof LiftgateException e) {
        return e;
      }
      if (t instanceof IOException e) {
        String full = String.valueOf(e.getMessage());
        String hint =
            full.contains("No space left")
                ? "\nMaybe free space on that disk, then resume the run."
                : "";
        return LiftgateException.failed("a file could not be read or written: " + full + hint, e);
      }
      if (t instanceof OutOfMemoryError e) {
        return LiftgateException.failed(
            "the Java heap is full\nMaybe give more with JAVA_OPTS=-Xmx2g.", e);
      }
    }
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    System.getLogger("org.liftgate").log(System.Logger.Level.DEBUG, trace.toString());
    return LiftgateException.failed(
        "a mistake of Liftgate: "
            + thrown
            + "\nMaybe report it; LIFTGATE_DEBUG=1 prints where it happened.",
        thrown);
  }

  public static LiftgateException of(Throwable thrown) {
    return of(thrown, false);
  }

  public static String json(LiftgateException e, @Nullable String stage) {
    return Json.text(node(e, stage));
  }

  /** {@code {"code","message","stage","problems":[...]}}. */
  public static ObjectNode node(LiftgateException e, @Nullable String stage) {
    ObjectNode node =
        Json.object()
            .put("code", e.code().name().toLowerCase(Locale.ROOT))
            .put("message", e.getMessage())
            .put("stage", stage);
    ArrayNode problems = node.putArray("problems");
    problems(e.problems(), problems);
    return node;
  }

  private static void problems(List<Problem> list, ArrayNode into) {
    for (Problem p : list) {
      ObjectNode node = into.addObject();
      node.put("file", p.file().isEmpty() ? null : p.file());
      node.put("line", p.line().isPresent() ? p.line().getAsLong() : null);
      node.put("column", p.column().isPresent() ? p.column().getAsLong() : null);
      node.put("name", p.name())
          .put("value", p.value().orElse(null))
          .put("message", p.message())
          .put("hint", p.hint());
    }
  }
}
