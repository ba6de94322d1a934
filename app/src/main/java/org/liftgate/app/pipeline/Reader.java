package org.liftgate.app.pipeline;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Pipeline.Claim;
import org.liftgate.kernel.Pipeline.Parameter;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Pipeline.TableSpec;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;

/** The parts of a pipeline that are plain words: parameters, tables, sources. */
final class Reader {
  private final Problems problems;

  Reader(Problems problems) {
    this.problems = problems;
  }

  void onlyNames(Yaml.Entries map, List<String> names, String path) {
    map.values()
        .forEach(
            (name, value) -> {
              if (!names.contains(name)) {
                problems.at(
                    value, path + name, "is not known here", Problems.didYouMean(name, names));
              }
            });
  }

  String text(Yaml.Entries map, String name, boolean required) {
    return switch (map.values().get(name)) {
      case Yaml.Text t -> t.value().strip();
      case null -> {
        if (required) {
          problems.at(map, name, "is missing", "");
        }
        yield "";
      }
      case Yaml other -> {
        problems.at(other, name, "must be text", "");
        yield "";
      }
    };
  }

  /** For which effects a claim is true. */
  Optional<Claim.Holds> holds(Yaml.Entries claim) {
    onlyNames(claim, List.of("id", "sentence", "test", "judgement", "holds"), "claims.");
    if (!claim.values().containsKey("holds")) {
      return Optional.empty();
    }
    Yaml.Entries e = map(claim, "holds");
    onlyNames(
        e, List.of("outcome", "term", "treatment", "about", "above", "below", "exactly"), "holds.");
    var holds =
        new Claim.Holds(
            text(e, "outcome", true),
            text(e, "term", true),
            Optional.of(text(e, "treatment", false)).filter(t -> !t.isEmpty()),
            about(e),
            number(e, "above"),
            number(e, "below"),
            number(e, "exactly"));
    boolean region = holds.above().isPresent() || holds.below().isPresent();
    if (region == holds.exactly().isPresent()) {
      problems.at(e, "holds", "must say above, below or both, or else exactly", "");
    }
    return Optional.of(holds);
  }

  /** Whether {@code about} says association; an effect where it is left out. */
  private boolean about(Yaml.Entries holds) {
    String word = text(holds, "about", false);
    if (!word.isEmpty() && !word.equals("association") && !word.equals("effect")) {
      problems.at(
          holds.values().get("about"),
          "about (" + word + ")",
          "must be effect or association",
          Problem.didYouMean(word, List.of("effect", "association")));
    }
    return word.equals("association");
  }

  private Optional<Double> number(Yaml.Entries map, String name) {
    String word = text(map, name, false);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Double.valueOf(word));
    } catch (NumberFormatException _) {
      problems.at(map.values().get(name), name + " (" + word + ")", "must be a number", "");
      return Optional.empty();
    }
  }

  List<String> texts(Yaml.Entries map, String name) {
    return switch (map.values().get(name)) {
      case null -> List.of();
      case Yaml.Text t -> t.value().isEmpty() ? List.of() : List.of(t.value());
      case Yaml.Items items -> items.values().stream().map(Yaml::word).toList();
      case Yaml.Entries e -> {
        problems.at(e, name, "must be a list", "");
        yield List.of();
      }
    };
  }

  List<Yaml.Entries> items(Yaml.@Nullable Entries map, String name) {
    var found = new ArrayList<Yaml.Entries>();
    switch (map == null ? null : map.values().get(name)) {
      case null -> {}
      case Yaml.Items items -> {
        for (Yaml item : items.values()) {
          if (item instanceof Yaml.Entries e) {
            found.add(e);
          } else {
            problems.at(item, name, "must hold maps", "");
          }
        }
      }
      case Yaml other -> problems.at(other, name, "must be a list", "");
    }
    return found;
  }

  Yaml.Entries map(Yaml.Entries map, String name) {
    return switch (map.values().get(name)) {
      case null -> new Yaml.Entries(map.file(), map.line(), map.column(), java.util.Map.of());
      case Yaml.Entries e -> e;
      case Yaml other -> {
        problems.at(other, name, "must be a map", "");
        yield new Yaml.Entries(map.file(), map.line(), map.column(), java.util.Map.of());
      }
    };
  }

  List<Parameter> parameters(Yaml.Entries root) {
    var found = new ArrayList<Parameter>();
    map(root, "parameters")
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Yaml.Entries e) {
                onlyNames(e, List.of("type", "default", "doc"), "parameters." + name + ".");
                var type = constant(e, "type", Parameter.Type.class, Parameter.Type.TEXT);
                Object typed = Settings.typed(type, text(e, "default", true));
                if (typed == null) {
                  problems.at(
                      e, "parameters." + name + ".default", "must be " + Settings.word(type), "");
                } else {
                  found.add(new Parameter(name, type, typed, text(e, "doc", true)));
                }
              } else {
                problems.at(
                    value, "parameters." + name, "must be a map with type, default and doc", "");
              }
            });
    return found;
  }

  private <E extends Enum<E>> E constant(Yaml.Entries map, String name, Class<E> type, E fallback) {
    String word = text(map, name, true);
    Object value = Binder.scalar(word, type);
    if (value == null && !word.isEmpty()) {
      problems.at(map.values().get(name), name, "must be " + Binder.describe(type), "");
    }
    return value == null ? fallback : type.cast(value);
  }

  List<TableSpec> tables(Yaml.Entries root) {
    var found = new ArrayList<TableSpec>();
    map(root, "tables")
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Yaml.Entries e) {
                onlyNames(
                    e, List.of("key", "role", "time", "line_numbers"), "tables." + name + ".");
                String time = text(e, "time", false);
                found.add(
                    new TableSpec(
                        name,
                        texts(e, "key"),
                        text(e, "role", false),
                        time.isEmpty() ? Optional.empty() : Optional.of(time),
                        text(e, "line_numbers", false).equals("true")));
              } else {
                problems.at(
                    value,
                    "tables." + name,
                    "must be a map with key, role, time, line_numbers",
                    "");
              }
            });
    return found;
  }

  List<Source> sources(Yaml.Entries root) {
    return items(root, "sources").stream()
        .map(
            e -> {
              onlyNames(e, List.of("layout", "into", "files"), "sources.");
              var files = new ArrayList<Source.File>();
              map(e, "files").values().forEach((table, file) -> files.add(file(table, file)));
              return new Source(text(e, "layout", true), text(e, "into", true), files);
            })
        .toList();
  }

  private Source.File file(String table, Yaml value) {
    if (!(value instanceof Yaml.Entries e)) {
      problems.at(value, "files." + table, "must be a map with names and fields", "");
      return new Source.File(table, List.of(), false, List.of());
    }
    onlyNames(e, List.of("names", "optional", "fields"), "files." + table + ".");
    var fields = new ArrayList<Source.Field>();
    map(e, "fields").values().forEach((name, field) -> fields.add(field(name, field)));
    return new Source.File(
        table, texts(e, "names"), text(e, "optional", false).equals("true"), fields);
  }

  private Source.Field field(String name, Yaml value) {
    if (value instanceof Yaml.Entries e) {
      onlyNames(
          e, List.of("type", "required", "aliases", "min", "max", "in"), "fields." + name + ".");
      var type = constant(e, "type", Schema.Type.class, Schema.Type.TEXT);
      String in = text(e, "in", false);
      var bounds =
          new Source.Bounds(
              decimal(e, "min"),
              decimal(e, "max"),
              in.isEmpty() ? Optional.empty() : Optional.of(in));
      return new Source.Field(
          name, type, !text(e, "required", false).equals("false"), texts(e, "aliases"), bounds);
    }
    Object type = Binder.scalar(value.word().toUpperCase(Locale.ROOT), Schema.Type.class);
    if (type == null) {
      problems.at(value, "fields." + name, "must be " + Binder.describe(Schema.Type.class), "");
      return new Source.Field(name, Schema.Type.TEXT, true, List.of());
    }
    return new Source.Field(name, (Schema.Type) type, true, List.of());
  }

  private Optional<BigDecimal> decimal(Yaml.Entries e, String name) {
    String text = text(e, name, false);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException _) {
      problems.at(e.values().get(name), name, "must be a number", "");
      return Optional.empty();
    }
  }
}
