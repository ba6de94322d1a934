package org.liftgate.ingest.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** {@code truth.json} of a simulator whose estimands have no groups. */
public final class PlantedTruth {
  private final List<String> rows = new ArrayList<>();

  /**
   * Adds an estimand.
   *
   * @param target whom the value is about
   * @param weights what each counts by
   */
  public PlantedTruth add(
      String treatment, String outcome, String term, double value, String target, String weights) {
    rows.add(
        String.format(
            Locale.ROOT,
            "{\"treatment\": \"%s\", \"outcome\": \"%s\", \"group_id\": null, \"term\": \"%s\","
                + " \"value\": %s, \"superpopulation\": null, \"target\": \"%s\","
                + " \"weights\": \"%s\"}",
            treatment,
            outcome,
            term,
            value,
            target,
            weights));
    return this;
  }

  /** The whole file. */
  public String json(String simulator, Map<String, Object> parameters, double scale, long seed) {
    List<String> given =
        parameters.entrySet().stream()
            .map(e -> "\"%s\": %s".formatted(e.getKey(), value(e.getValue())))
            .toList();
    return """
        {
          "schema": "liftgate-truth/1",
          "simulator": "%s",
          "seed": %d,
          "scale": %s,
          "parameters": {%s},
          "estimands": [
            %s
          ]
        }
        """
        .formatted(simulator, seed, scale, String.join(", ", given), String.join(",\n    ", rows));
  }

  private static String value(Object value) {
    return value instanceof String text ? '"' + text + '"' : value.toString();
  }

  /**
   * Makes the folder that files go into.
   *
   * @throws LiftgateException if there is something in it
   */
  public static void requireEmpty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var found = Files.list(folder)) {
      if (found.findAny().isPresent()) {
        throw LiftgateException.input(
            Problem.of(
                "folder",
                folder.toString(),
                "must be empty",
                "Maybe name a folder that does not exist yet."));
      }
    }
  }
}
