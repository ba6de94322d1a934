package org.liftgate.server.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.liftgate.reporting.format.Numbers;

/**
 * A judged answer of a run as people read it.
 *
 * @param effect empty where nothing was estimated
 * @param range the 95% interval; empty where there is none
 * @param truth that simulated data were drawn with; empty for others
 * @param reasons of the verdict
 * @param next what would settle it; empty when it is settled
 */
public record Answer(
    String name,
    String estimand,
    String effect,
    String range,
    String grade,
    String verdict,
    String truth,
    List<String> reasons,
    String next) {

  /** The answers of a run's document, the leading one first. */
  public static List<Answer> of(JsonNode document) {
    var answers = new ArrayList<Answer>();
    document.path("headline").forEach(h -> answers.add(answer(h)));
    return answers;
  }

  private static Answer answer(JsonNode h) {
    boolean known = h.path("estimate").isNumber();
    double estimate = h.path("estimate").asDouble();
    double se = h.path("std_error").asDouble(Math.abs(estimate) / 10);
    boolean interval = known && h.path("conf_low").isNumber() && h.path("conf_high").isNumber();
    var reasons = new ArrayList<String>();
    h.path("reasons").forEach(r -> reasons.add(r.asText()));
    return new Answer(
        h.path("name").asText(),
        h.path("estimand").asText(),
        known ? Numbers.effect(estimate, se) : "",
        interval
            ? Numbers.range(h.path("conf_low").asDouble(), h.path("conf_high").asDouble(), se)
            : "",
        h.path("grade").asText(""),
        h.path("verdict").asText(""),
        h.path("truth").isNumber() ? Numbers.effect(h.path("truth").asDouble(), se) : "",
        reasons,
        h.path("next_step").asText("").equals("null") ? "" : h.path("next_step").asText(""));
  }
}
