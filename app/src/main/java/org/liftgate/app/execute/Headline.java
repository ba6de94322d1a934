package org.liftgate.app.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Table;

/** The judged answers of a run, as its JSON document shows them. */
final class Headline {
  private static final String JUDGED =
      """
      SELECT v.design AS name, v.treatment, v.outcome, v.term, e.estimate, e.std_error, e.conf_low, e.conf_high,
             e.p_value, v.roi, v.grade, v.verdict, v.reasons, v.next_step, t.value AS truth
      FROM verdicts v
      JOIN estimates e ON e.design = v.design AND e.outcome = v.outcome AND e.term = v.term
       AND e.treatment = v.treatment AND e.group_id IS NOT DISTINCT FROM v.group_id
      LEFT JOIN %s t ON t.treatment = v.treatment AND t.outcome = v.outcome AND t.term = v.term
       AND t.group_id IS NOT DISTINCT FROM v.group_id
      WHERE v.headline
      ORDER BY v.verdict = 'not-estimable', v.design, v.outcome, v.term
      """;
  private static final String NO_TRUTH =
      "(SELECT CAST(NULL AS VARCHAR) AS treatment, CAST(NULL AS VARCHAR) AS outcome, CAST(NULL AS VARCHAR) AS term, CAST(NULL AS BIGINT) AS group_id, CAST(NULL AS DOUBLE) AS value)";

  private Headline() {}

  /** Null for stages that judge nothing. */
  static @Nullable JsonNode of(StageWork work) {
    var names = work.outputs.stream().map(a -> a.name()).toList();
    if (!names.contains("verdicts") || !names.contains("estimates")) {
      return null;
    }
    Engine.Session engine = work.context.engine();
    boolean truth = work.inputs.stream().anyMatch(a -> a.name().equals("truth"));
    ObjectNode node = Json.object();
    ArrayNode headline = node.putArray("headline");
    Table judged = engine.query(JUDGED.formatted(truth ? "truth" : NO_TRUTH), Map.of());
    for (int i = 0; i < judged.rows(); i++) {
      ObjectNode row = row(judged, i);
      row.put("estimand", estimand(row));
      row.set("reasons", Json.tree(reasons(row.path("reasons").asText(""))));
      headline.add(row);
    }
    ArrayNode comparison = node.putArray("comparison");
    if (names.contains("comparison")) {
      Table rows = engine.read("comparison");
      for (int i = 0; i < rows.rows(); i++) {
        comparison.add(row(rows, i));
      }
    }
    return node;
  }

  private static String estimand(ObjectNode row) {
    return row.path("term").asText()
        + " of "
        + row.path("treatment").asText()
        + " on "
        + row.path("outcome").asText();
  }

  private static List<String> reasons(String text) {
    return Arrays.stream(text.split("\n")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static ObjectNode row(Table table, int i) {
    ObjectNode node = Json.object();
    var names = table.schema().names();
    var values = table.row(i);
    for (int c = 0; c < names.size(); c++) {
      node.set(names.get(c), Json.tree(values.get(c)));
    }
    return node;
  }
}
