package org.liftgate.ingest.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code truth.json}: what was planted, and the value of each estimand. */
final class TruthFile {
  private TruthFile() {}

  static String text(String simulator, RetailDraw draw, double scale, List<Truth.Value> values) {
    var json = new StringBuilder();
    json.append("{\n  \"schema\": \"liftgate-truth/1\",\n");
    json.append("  \"simulator\": ").append(quoted(simulator)).append(",\n");
    json.append("  \"seed\": ").append(draw.seed()).append(",\n");
    json.append("  \"scale\": ").append(scale).append(",\n");
    if (draw.members().keys() != null) {
      json.append("  \"dimensions\": \"given\",\n");
      json.append("  \"households\": ").append(draw.households()).append(",\n");
    }
    json.append("  \"parameters\": ").append(object(draw.parameters().byName())).append(",\n");
    json.append("  \"campaigns\": [\n");
    join(json, draw.campaigns().stream().map(TruthFile::campaign).toList());
    json.append("  ],\n  \"estimands\": [\n");
    join(json, values.stream().map(TruthFile::estimand).toList());
    return json.append("  ]\n}\n").toString();
  }

  private static void join(StringBuilder json, List<String> rows) {
    for (int i = 0; i < rows.size(); i++) {
      json.append("    ").append(rows.get(i)).append(i + 1 < rows.size() ? ",\n" : "\n");
    }
  }

  private static String campaign(Campaign c) {
    return String.format(
        Locale.ROOT,
        "{\"campaign\": %d, \"type\": %s, \"start_day\": %d, \"end_day\": %d, \"mailed\": %d, \"extra_lines_per_week\": %s}",
        c.key(),
        quoted(c.type().word()),
        c.start(),
        c.end(),
        c.mailed(),
        c.extraLines());
  }

  /** The superpopulation's value is null unless it was asked for. */
  private static String estimand(Truth.Value v) {
    return String.format(
        Locale.ROOT,
        "{\"treatment\": %s, \"outcome\": %s, \"group_id\": %s, \"term\": %s, \"value\": %s, \"superpopulation\": %s, \"target\": %s, \"weights\": %s}",
        quoted(v.treatment()),
        quoted(v.outcome()),
        v.group().map(String::valueOf).orElse("null"),
        quoted(v.term()),
        v.value(),
        v.superpopulation().isPresent() ? v.superpopulation().getAsDouble() : "null",
        quoted(v.target()),
        quoted(v.weights()));
  }

  private static String object(Map<String, Object> members) {
    return "{"
        + String.join(
            ", ",
            members.entrySet().stream()
                .map(e -> quoted(e.getKey()) + ": " + value(e.getValue()))
                .toList())
        + "}";
  }

  private static String value(Object value) {
    return value instanceof String text ? quoted(text) : value.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
