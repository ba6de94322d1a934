package org.liftgate.app.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The Power BI project in {@code deploy/powerbi}: which names it uses, and which it defines. */
final class PowerBi {
  private static final Pattern TABLE = Pattern.compile("(?m)^table (.+)$");
  private static final Pattern FILE = Pattern.compile("/tables/([a-z_]+)\\.parquet\"");
  private static final Pattern VIEW = Pattern.compile("Item = \"([a-z_]+)\"");
  private static final Pattern COLUMN = Pattern.compile("(?m)^\\tcolumn (.+)$");
  private static final Pattern SOURCE = Pattern.compile("(?m)^\\t\\tsourceColumn: (.+)$");
  private static final Pattern MEASURE = Pattern.compile("(?m)^\\tmeasure ('[^']+'|\\S+) = (.*)$");
  private static final Pattern USED = Pattern.compile("('[^']+'|\\b[A-Za-z]+)\\[([^]]+)]");

  /**
   * A table of the model.
   *
   * @param file the extract it reads
   * @param view the view of the marts it reads where a server is named
   * @param names columns and measures
   * @param sources columns of the extract, and of the view
   * @param formulas of its measures
   */
  record Model(
      String file, String view, Set<String> names, List<String> sources, List<String> formulas) {}

  private final Path folder;

  PowerBi(Path folder) {
    this.folder = folder;
  }

  /** Tables by their name in the model. */
  Map<String, Model> tables() {
    var tables = new TreeMap<String, Model>();
    for (Path file : files(".tmdl", "Liftgate.SemanticModel/definition/tables")) {
      String text = Product.read(file);
      var names = new LinkedHashSet<String>();
      all(COLUMN, text).forEach(c -> names.add(bare(c)));
      all(MEASURE, text).forEach(m -> names.add(bare(m)));
      var formulas = MEASURE.matcher(text).results().map(r -> r.group(2)).toList();
      tables.put(
          bare(all(TABLE, text).getFirst()),
          new Model(
              all(FILE, text).getFirst(),
              all(VIEW, text).getFirst(),
              names,
              all(SOURCE, text),
              formulas));
    }
    return tables;
  }

  /** Every {@code table[column]} in formulas, fields of visuals and ends of relationships. */
  Map<String, Set<String>> used() {
    var used = new HashMap<String, Set<String>>();
    tables()
        .values()
        .forEach(
            t ->
                t.formulas()
                    .forEach(
                        f ->
                            USED.matcher(f)
                                .results()
                                .forEach(r -> add(used, bare(r.group(1)), r.group(2)))));
    for (Path file : files("visual.json", "Liftgate.Report/definition/pages")) {
      fields(json(file), used);
    }
    String relationships =
        Product.read(folder.resolve("Liftgate.SemanticModel/definition/relationships.tmdl"));
    Pattern.compile("(?:from|to)Column: ('[^']+'|[^.]+)\\.(.+)")
        .matcher(relationships)
        .results()
        .forEach(r -> add(used, bare(r.group(1)), r.group(2)));
    return used;
  }

  private static void fields(JsonNode node, Map<String, Set<String>> used) {
    JsonNode entity = node.path("Expression").path("SourceRef").path("Entity");
    if (entity.isTextual() && node.has("Property")) {
      add(used, entity.asText(), node.path("Property").asText());
    }
    node.forEach(child -> fields(child, used));
  }

  private static void add(Map<String, Set<String>> used, String table, String name) {
    used.computeIfAbsent(table, _ -> new LinkedHashSet<>()).add(name);
  }

  private static String bare(String name) {
    return name.strip().replaceAll("^'|'$", "");
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(r -> r.group(1).strip()).toList();
  }

  private List<Path> files(String end, String below) {
    try (var walk = Files.walk(folder.resolve(below))) {
      return walk.filter(f -> f.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each file that ends in .json, .pbip, .pbir, .pbism or .pbids, parsed. */
  static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
