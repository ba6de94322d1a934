package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/** A schedule for people. */
final class SchedulePrinter {
  private final PrintStream out;

  SchedulePrinter(PrintStream out) {
    this.out = out;
  }

  void print(JsonNode s) {
    out.println(
        s.path("name").asText()
            + ": "
            + s.path("pipeline").asText()
            + ", "
            + s.path("words").asText()
            + " ("
            + s.path("zone").asText()
            + ")"
            + (s.path("paused").asBoolean() ? ", paused" : ""));
    out.println("data     " + s.path(s.path("data").isNull() ? "source" : "data").asText());
    out.println(
        "rules    misfire "
            + s.path("misfire").asText()
            + ", overlap "
            + s.path("overlap").asText()
            + ", patience "
            + s.path("patience_minutes").asLong()
            + " minutes");
    if (!s.path("needs").isEmpty()) {
      out.println("needs    " + s.path("needs").toString().replaceAll("[\\[\\]\"]", ""));
    }
    if (!s.path("next").isEmpty()) {
      out.println();
      var next = new Columns("ll", "next, in its zone", "in UTC");
      s.path("next").forEach(t -> next.add(t.path("local").asText(), t.path("utc").asText()));
      next.lines().forEach(out::println);
    }
    if (!s.path("firings").isEmpty()) {
      out.println();
      var latest = new Columns("llll", "date", "became", "run", "because");
      s.path("firings")
          .forEach(
              f ->
                  latest.add(
                      f.path("date").asText(),
                      f.path("status").asText(),
                      f.path("run").isNull() ? "" : f.path("run").asText(),
                      f.path("reason").asText()));
      latest.lines().forEach(out::println);
    }
  }
}
