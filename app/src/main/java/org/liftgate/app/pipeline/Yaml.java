package org.liftgate.app.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML document as a tree that knows the file, line and column of each value. */
sealed interface Yaml {
  String file();

  int line();

  int column();

  record Text(String file, int line, int column, String value, boolean isNull) implements Yaml {}

  record Items(String file, int line, int column, List<Yaml> values) implements Yaml {}

  record Entries(String file, int line, int column, Map<String, Yaml> values) implements Yaml {
    Optional<Yaml> get(String name) {
      return Optional.ofNullable(values.get(name));
    }
  }

  /** How a value reads in a message. */
  default String word() {
    return switch (this) {
      case Text t -> t.value();
      case Items i -> "a list of " + i.values().size();
      case Entries e -> "a map of " + e.values().keySet();
    };
  }

  static Entries read(Path file, String shown, Problems problems) {
    var empty = new Entries(shown, 1, 1, Map.of());
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw LiftgateException.input(
          Problem.inFile(shown, "file", "cannot be read: " + e.getMessage(), "Maybe its rights."));
    }
    try {
      var root = new Compose(settings()).composeString(text);
      if (root.isEmpty()) {
        problems.add(Problem.inFile(shown, "document", "is empty", ""));
        return empty;
      }
      if (convert(root.get(), shown, problems) instanceof Entries entries) {
        return entries;
      }
      problems.add(Problem.inFile(shown, "document", "must be a map of names to values", ""));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(0);
      int column = e.getProblemMark().map(m -> m.getColumn() + 1).orElse(0);
      problems.add(
          Problem.of(
                  "YAML",
                  null,
                  "is not well formed: " + e.getProblem(),
                  "Maybe a quote or an indent is missing.")
              .at(shown, line, column));
    } catch (YamlEngineException e) {
      problems.add(Problem.inFile(shown, "YAML", "cannot be read: " + e.getMessage(), ""));
    }
    return empty;
  }

  /** Few aliases: a short text must not become a large document. */
  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setAllowDuplicateKeys(false)
        .setMaxAliasesForCollections(20)
        .build();
  }

  static Yaml parse(String text) {
    return new Compose(settings())
        .composeString(text)
        .map(n -> convert(n, "", new Problems()))
        .orElseGet(() -> new Text("", 0, 0, "", true));
  }

  private static Yaml convert(Node node, String file, Problems problems) {
    int line = node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
    int column = node.getStartMark().map(m -> m.getColumn() + 1).orElse(0);
    return switch (node) {
      case ScalarNode s -> new Text(file, line, column, s.getValue(), s.getTag().equals(Tag.NULL));
      case SequenceNode s -> {
        var values = new ArrayList<Yaml>();
        s.getValue().forEach(n -> values.add(convert(n, file, problems)));
        yield new Items(file, line, column, values);
      }
      case MappingNode m -> {
        var values = new LinkedHashMap<String, Yaml>();
        for (NodeTuple tuple : m.getValue()) {
          String key = tuple.getKeyNode() instanceof ScalarNode k ? k.getValue() : "?";
          if (values.put(key, convert(tuple.getValueNode(), file, problems)) != null) {
            problems.add(
                Problem.of(
                        key,
                        null,
                        "stands twice in this map",
                        "Maybe one of them has another name.")
                    .at(file, line, column));
          }
        }
        yield new Entries(file, line, column, values);
      }
      default -> new Text(file, line, column, "", true);
    };
  }
}
