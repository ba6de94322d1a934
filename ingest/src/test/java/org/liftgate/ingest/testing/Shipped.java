package org.liftgate.ingest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Schema;
import org.liftgate.testing.TestContext;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The parts of a shipped pipeline that this room reads: sources, table keys, parameters, SQL. */
public final class Shipped {
  private final Path folder;
  private final Map<?, ?> yaml;

  public Shipped(String name) {
    folder = Path.of(System.getProperty("liftgate.root"), "pipelines", name);
    try {
      String text = Files.readString(folder.resolve("pipeline.yaml"));
      yaml = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestContext context(Path home) {
    var context = new TestContext(home).sources(sources());
    tables().forEach(context::spec);
    map(yaml, "parameters")
        .forEach((name, p) -> context.setting(name.toString(), ((Map<?, ?>) p).get("default")));
    try (var files = Files.walk(folder.resolve("sql"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
        context.pipelineFile(folder.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return context;
  }

  private static Map<?, ?> map(Map<?, ?> of, String key) {
    return of.get(key) instanceof Map<?, ?> m ? m : Map.of();
  }

  private static List<?> list(Map<?, ?> of, String key) {
    return of.get(key) instanceof List<?> l ? l : List.of();
  }

  private List<Pipeline.Source> sources() {
    var sources = new ArrayList<Pipeline.Source>();
    for (Object s : list(yaml, "sources")) {
      var source = (Map<?, ?>) s;
      var files = new ArrayList<Pipeline.Source.File>();
      map(source, "files").forEach((table, f) -> files.add(file(table.toString(), (Map<?, ?>) f)));
      sources.add(
          new Pipeline.Source(
              source.get("layout").toString(), source.get("into").toString(), files));
    }
    return sources;
  }

  private static Pipeline.Source.File file(String table, Map<?, ?> file) {
    var fields = new ArrayList<Pipeline.Source.Field>();
    map(file, "fields")
        .forEach(
            (name, f) -> {
              var options = f instanceof Map<?, ?> m ? m : Map.of("type", f);
              fields.add(
                  new Pipeline.Source.Field(
                      name.toString(),
                      Schema.Type.valueOf(options.get("type").toString().toUpperCase(Locale.ROOT)),
                      !Boolean.FALSE.equals(options.get("required")),
                      texts(list(options, "aliases"))));
            });
    return new Pipeline.Source.File(
        table, texts(list(file, "names")), Boolean.TRUE.equals(file.get("optional")), fields);
  }

  private List<Pipeline.TableSpec> tables() {
    var tables = new ArrayList<Pipeline.TableSpec>();
    map(yaml, "tables")
        .forEach(
            (name, t) -> {
              var table = (Map<?, ?>) t;
              tables.add(
                  new Pipeline.TableSpec(
                      name.toString(),
                      texts(list(table, "key")),
                      Optional.ofNullable(table.get("role")).map(Object::toString).orElse(""),
                      Optional.ofNullable(table.get("time")).map(Object::toString),
                      Boolean.TRUE.equals(table.get("line_numbers"))));
            });
    return tables;
  }

  private static List<String> texts(List<?> values) {
    return values.stream().map(Object::toString).toList();
  }
}
