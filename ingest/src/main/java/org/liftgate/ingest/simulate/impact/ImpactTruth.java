package org.liftgate.ingest.simulate.impact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.liftgate.ingest.simulate.impact.Market.Modifier;

/**
 * Effects on the sales of treated stores from the start on: each sale with the campaign less the
 * same sale without it, on average, over all and by level.
 */
final class ImpactTruth {
  private final Map<Modifier, Map<String, double[]>> levels = new TreeMap<>();
  private double sum;
  private long sales;

  void add(Market market, int store, int customer, double effect) {
    sum += effect;
    sales++;
    for (Modifier m : Modifier.values()) {
      double[] cell =
          levels
              .computeIfAbsent(m, _ -> new TreeMap<>())
              .computeIfAbsent(market.level(m, store, customer), _ -> new double[2]);
      cell[0] += effect;
      cell[1]++;
    }
  }

  String json(ImpactParameters p, double scale, long seed) {
    var rows = new ArrayList<String>();
    rows.add(row("att", sum / sales, "sales in treated stores from the start on"));
    levels.forEach(
        (m, cells) ->
            cells.forEach(
                (level, cell) -> {
                  String name = m.word() + "=" + level;
                  rows.add(row("segment(" + name + ")", cell[0] / cell[1], "sales of the segment"));
                  if (cell[1] < sales) {
                    double rest = (sum - cell[0]) / (sales - cell[1]);
                    rows.add(
                        row(
                            "interaction(" + name + ")",
                            cell[0] / cell[1] - rest,
                            "sales of the segment against the others"));
                  }
                }));
    List<String> parameters =
        p.byName().entrySet().stream()
            .map(e -> "\"%s\": %s".formatted(e.getKey(), e.getValue()))
            .toList();
    return """
        {
          "schema": "liftgate-truth/1",
          "simulator": "ingest.impact",
          "seed": %d,
          "scale": %s,
          "parameters": {%s},
          "estimands": [
            %s
          ]
        }
        """
        .formatted(seed, scale, String.join(", ", parameters), String.join(",\n    ", rows));
  }

  private static String row(String term, double value, String target) {
    return String.format(
        Locale.ROOT,
        "{\"treatment\": \"campaign\", \"outcome\": \"sales\", \"group_id\": null, \"term\": \"%s\","
            + " \"value\": %s, \"superpopulation\": null, \"target\": \"%s\", \"weights\": \"sales\"}",
        term,
        value,
        target);
  }
}
