package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;

/** A run for people: stages, the answers beside the truth, verdicts with next steps, the report. */
final class RunPrinter {
  private final PrintStream out;
  private final Terminal terminal;

  RunPrinter(PrintStream out) {
    this.out = out;
    this.terminal = new Terminal(out);
  }

  void print(JsonNode run) {
    out.println();
    stages(run);
    headline(run.path("headline"));
    recipe(run.path("profile").asText(), run.path("headline"));
    errors(run);
    out.println();
    String simulated = run.path("simulated").asBoolean() ? ", simulated data" : "";
    out.println(
        String.format(
            Locale.ROOT,
            "%s in %.1f s (%s%s)",
            terminal.bold(run.path("status").asText()),
            run.path("seconds").asDouble(),
            run.path("profile").asText(),
            simulated));
    line("run    ", run.path("run"));
    line("digest ", run.path("result_digest"));
    line("report ", run.path("report"));
  }

  private void line(String name, JsonNode value) {
    if (!value.isNull() && !value.isMissingNode()) {
      out.println(name + value.asText());
    }
  }

  /** Stages that nobody asked for ({@code check}, {@code --until}) are counted, not listed. */
  private void stages(JsonNode run) {
    boolean part =
        run.path("status").asText().equals("succeeded")
            && run.path("profile").asText().equals("defended");
    var table = new Columns("llrrl", "stage", "status", "seconds", "rows", "gates");
    int left = 0;
    for (JsonNode s : run.path("stages")) {
      if (part && s.path("status").asText().equals("skipped")) {
        left++;
        continue;
      }
      long rows = s.path("rows").asLong();
      table.add(
          s.path("id").asText(),
          s.path("status").asText(),
          String.format(Locale.ROOT, "%.2f", s.path("seconds").asDouble()),
          rows == 0 ? "" : String.format(Locale.ROOT, "%,d", rows),
          gates(s.path("gates")));
    }
    table.lines().forEach(out::println);
    if (left > 0) {
      out.println(
          left + (left == 1 ? " later stage was" : " later stages were") + " not asked for");
    }
  }

  private static String gates(JsonNode counts) {
    var text = new StringBuilder();
    for (String word : new String[] {"pass", "warn", "fail"}) {
      if (counts.path(word).asInt() > 0) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(counts.path(word).asInt())
            .append(' ')
            .append(word);
      }
    }
    return text.toString();
  }

  private void headline(JsonNode headline) {
    if (headline.isEmpty()) {
      return;
    }
    out.println();
    boolean truth = false;
    for (JsonNode h : headline) {
      truth |= h.path("truth").isNumber();
    }
    var table =
        truth
            ? new Columns("lrlrll", "estimate", "", "95% interval", "truth", "verdict", "grade")
            : new Columns("lrlll", "estimate", "", "95% interval", "verdict", "grade");
    for (JsonNode h : headline) {
      String interval = interval(h);
      if (truth) {
        table.add(
            h.path("estimand").asText(),
            number(h, "estimate"),
            interval,
            number(h, "truth"),
            h.path("verdict").asText(),
            h.path("grade").asText());
      } else {
        table.add(
            h.path("estimand").asText(),
            number(h, "estimate"),
            interval,
            h.path("verdict").asText(),
            h.path("grade").asText());
      }
    }
    table.lines().forEach(out::println);
    headline.forEach(this::verdict);
  }

  private void verdict(JsonNode h) {
    out.println();
    out.println(terminal.bold(h.path("estimand").asText() + ": " + h.path("verdict").asText()));
    h.path("reasons").forEach(r -> Wrap.lines("  because ", r.asText(), 98).forEach(out::println));
    if (!h.path("next_step").asText("").isEmpty()) {
      Wrap.lines("  next    ", h.path("next_step").asText(), 98).forEach(out::println);
    }
  }

  /** Nobody should take the original's answer for the one that is defended. */
  private void recipe(String profile, JsonNode headline) {
    if (profile.equals("published") && !headline.isEmpty()) {
      out.println();
      Wrap.lines(
              "",
              "This is the original's recipe, judged by the original's rules. Without --profile the defended recipe answers, and the report puts both side by side.",
              98)
          .forEach(out::println);
    }
  }

  static String interval(JsonNode row) {
    return row.path("conf_low").isNumber()
        ? number(row, "conf_low") + " to " + number(row, "conf_high")
        : "-";
  }

  /** A figure to two significant digits of its standard error. */
  static String number(JsonNode row, String name) {
    if (!row.path(name).isNumber()) {
      return "-";
    }
    double se = row.path("std_error").asDouble();
    int decimals = se > 0 ? (int) Math.clamp(1 - Math.floor(Math.log10(se)), 0, 8) : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", row.path(name).asDouble());
  }

  /** Each stage that gave up with its reason, or what the run says where no stage did. */
  private void errors(JsonNode run) {
    if (run.path("errors").isEmpty()) {
      if (run.has("error")) {
        error(run.path("error"));
      }
    } else {
      run.path("errors").forEach(this::error);
    }
  }

  private void error(JsonNode error) {
    out.println();
    String stage = error.path("stage").asText("");
    out.println(
        terminal.bad(
            (stage.isEmpty() ? "" : "stage " + stage + ": ") + error.path("message").asText()));
    for (JsonNode p : error.path("problems")) {
      String place =
          p.hasNonNull("file")
              ? p.path("file").asText()
                  + (p.hasNonNull("line") ? ":" + p.path("line").asText() : "")
                  + (p.hasNonNull("column") ? ":" + p.path("column").asText() : "")
                  + ": "
              : "";
      String value = p.hasNonNull("value") ? " (" + p.path("value").asText() + ")" : "";
      Wrap.lines(
              "  ", place + p.path("name").asText() + value + " " + p.path("message").asText(), 98)
          .forEach(out::println);
      if (!p.path("hint").asText("").isEmpty()) {
        Wrap.lines("    ", p.path("hint").asText(), 98).forEach(out::println);
      }
    }
  }
}
