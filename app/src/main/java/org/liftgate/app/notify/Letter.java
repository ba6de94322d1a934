package org.liftgate.app.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftgate.app.journal.RunRow;
import org.liftgate.kernel.Run;
import org.liftgate.reporting.format.Numbers;

/**
 * The end of a run as a letter to somebody who has just got up: what is the matter first, then the
 * numbers and what they come from, then where to look.
 *
 * @param night such as {@code nightly of 2026-11-24}, or the pipeline of a run by hand
 * @param base address of the service
 */
record Letter(RunNews news, String night, String base) {
  private static final int PROBLEMS = 5;

  String subject() {
    RunRow run = news.run();
    if (run.status() != Run.Status.SUCCEEDED) {
      String stage = news.errors().isEmpty() ? "" : stage(news.errors().getFirst());
      return night + (run.status() == Run.Status.STOPPED ? " was stopped" : " failed") + stage;
    }
    if (!news.verdicts().isEmpty()) {
      int more = news.verdicts().size() - 1;
      return night
          + ": "
          + turn(news.verdicts().getFirst())
          + (more > 0 ? ", and " + more + " more" : "");
    }
    if (!news.warnings().isEmpty()) {
      return night
          + ": "
          + news.warnings().stream().map(RunNews::name).collect(Collectors.joining(", "))
          + (news.warnings().size() == 1 ? " warns" : " warn");
    }
    return night + " is well again";
  }

  private static String turn(JsonNode estimate) {
    return estimate.path("estimand").asText()
        + " was "
        + estimate.at("/left/verdict").asText()
        + ", is "
        + estimate.at("/right/verdict").asText();
  }

  private static String stage(JsonNode error) {
    return error.path("stage").isTextual() ? " at stage " + error.path("stage").asText() : "";
  }

  String text() {
    var out = new StringBuilder();
    news.errors().forEach(e -> error(out, e));
    if (news.events().contains(Event.FAILED)) {
      out.append(
          news.run().simulated()
              ? "\n"
              : "\nWhat was published last stays published, and is marked stale.\n");
      out.append("Once it is mended: ./liftgate resume ").append(news.run().id()).append("\n\n");
    }
    news.verdicts().forEach(v -> verdict(out, v));
    news.warnings()
        .forEach(
            w ->
                out.append("Gate ")
                    .append(RunNews.name(w))
                    .append(" of stage ")
                    .append(w.stage())
                    .append(" warns, as it did not before: ")
                    .append(w.message())
                    .append("\n\n"));
    if (news.events().contains(Event.RECOVERED)) {
      RunRow before = news.before().orElseThrow();
      out.append("It succeeded again; run ")
          .append(before.id())
          .append(" before it ")
          .append(before.status() == Run.Status.STOPPED ? "was stopped" : before.status().word())
          .append(".\n\n");
    }
    if (!news.standing().isEmpty()) {
      out.append("As before, these warn: ")
          .append(String.join(", ", news.standing()))
          .append(".\n\n");
    }
    return out.append(foot()).toString();
  }

  private static void error(StringBuilder out, JsonNode error) {
    String message = error.path("message").asText().strip();
    out.append(
            error.path("stage").isTextual() ? "Stage " + error.path("stage").asText() + ": " : "")
        .append(message)
        .append('\n');
    int told = 0;
    for (JsonNode p : error.path("problems")) {
      String line = problem(p);
      if (message.contains(p.path("message").asText())) {
        continue;
      }
      if (told++ == PROBLEMS) {
        out.append("  and more, on the page of the run\n");
        break;
      }
      out.append("  ").append(line).append('\n');
    }
  }

  private static String problem(JsonNode p) {
    String place =
        p.path("file").isTextual()
            ? p.path("file").asText()
                + (p.path("line").isNumber() ? " line " + p.path("line").asLong() : "")
                + ": "
            : "";
    String value = p.path("value").isTextual() ? " (" + p.path("value").asText() + ")" : "";
    return place + p.path("name").asText() + value + " " + p.path("message").asText();
  }

  private void verdict(StringBuilder out, JsonNode e) {
    out.append(turn(e)).append(".\n");
    out.append("  before  ").append(answer(e.path("left"))).append('\n');
    out.append("  now     ").append(answer(e.path("right"))).append('\n');
    var causes = new LinkedHashSet<String>();
    e.path("because")
        .forEach(c -> causes.add(cause(c.path("what").asText()) + c.path("because").asText()));
    causes.forEach(c -> out.append("  ").append(c).append('\n'));
    if (causes.isEmpty()) {
      out.append("  The manifests do not say why.\n");
    }
    out.append('\n');
  }

  /** What sort of cause it is, in the three words people ask with. */
  private static String cause(String what) {
    return switch (what) {
      case "file" -> "because of the data: ";
      case "code", "engine", "text" -> "because of the code: ";
      case "parameter", "setting", "seed", "profile" -> "because of a parameter: ";
      default -> "because ";
    };
  }

  private static String answer(JsonNode a) {
    if (!a.path("estimate").isNumber()) {
      return "no number, " + a.path("verdict").asText();
    }
    double se = a.path("std_error").asDouble(Math.abs(a.path("estimate").asDouble()) / 10);
    String range =
        a.path("conf_low").isNumber() && a.path("conf_high").isNumber()
            ? " (95%: "
                + Numbers.range(a.path("conf_low").asDouble(), a.path("conf_high").asDouble(), se)
                + ")"
            : "";
    return Numbers.effect(a.path("estimate").asDouble(), se)
        + range
        + ", "
        + a.path("verdict").asText()
        + ", "
        + a.path("grade").asText();
  }

  private String foot() {
    RunRow run = news.run();
    var lines = new StringBuilder();
    lines
        .append("pipeline  ")
        .append(run.pipeline())
        .append(run.simulated() ? " (simulated data)" : "");
    lines.append("\nrun       ").append(run.id());
    lines.append("\nlook      ").append(link());
    compared()
        .ifPresent(
            g ->
                lines
                    .append("\ncompare   ")
                    .append(base)
                    .append("/compare?left=")
                    .append(g)
                    .append("&right=")
                    .append(run.id()));
    return lines.append('\n').toString();
  }

  String link() {
    return base + "/runs/" + news.run().id();
  }

  private Optional<String> compared() {
    return news.verdicts().isEmpty() ? Optional.empty() : news.good().map(RunRow::id);
  }
}
