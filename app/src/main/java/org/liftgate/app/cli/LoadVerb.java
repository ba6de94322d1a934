package org.liftgate.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RawFiles;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.source.JdbcUrl;
import org.liftgate.app.source.Load;
import org.liftgate.app.source.RawSource;
import org.liftgate.app.store.Durable;
import org.liftgate.app.store.Json;
import org.liftgate.ingest.stages.FolderTables;
import org.liftgate.ingest.stages.SnapshotStage;
import org.liftgate.ingest.stages.Told;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code load PIPELINE --data DIR --to URL}. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description =
        "Fills the raw tables of a pipeline in a database from files, by header name. All or nothing: readers see the old rows or the new ones. The same files again change nothing.",
    footer = {
      "",
      "Examples:",
      "  liftgate load retail-promotions --data ~/journey --to jdbc:mysql://db.example:3306/journey",
      "  liftgate load retail-promotions --data ~/journey --to jdbc:h2:~/journey-db"
    })
final class LoadVerb extends Verb {
  @Parameters(
      paramLabel = "PIPELINE",
      description = "A shipped name or a folder with a pipeline.yaml.")
  String pipeline;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Folder of raw files.")
  Path data;

  @Option(
      names = "--to",
      paramLabel = "URL",
      required = true,
      description =
          "Database to fill, jdbc:mysql: or jdbc:h2:. Account in the URL or in LIFTGATE_SOURCE_USER and LIFTGATE_SOURCE_PASSWORD.")
  String to;

  @Option(names = "--force", description = "Fill even where the same files have been loaded.")
  boolean force;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the pipeline; see describe.")
  Map<String, String> settings = new TreeMap<>();

  @Override
  int run(Platform platform) throws Exception {
    var url = JdbcUrl.of("--to", to, JdbcUrl.Credentials.fromEnvironment());
    var loaded = new RunStarter(platform).load(pipeline, settings).pipeline();
    var parameters =
        loaded.stages().stream()
            .map(s -> s.parameters())
            .filter(SnapshotStage.Parameters.class::isInstance)
            .map(SnapshotStage.Parameters.class::cast)
            .findFirst()
            .orElseThrow(
                () ->
                    LiftgateException.input(
                        Problem.of(pipeline, null, "has no stage that reads raw files", "")));
    var target = new RawSource(url, loaded.name());
    Path scratch = Files.createTempDirectory(platform.home().resolve("tmp"), "load");
    Optional<String> truth = truth();
    var thread = Thread.currentThread();
    try {
      return OnSignal.during(
          top(),
          stop -> {
            stop.set(thread::interrupt);
            fill(platform, loaded, parameters, target, scratch, truth);
            return 0;
          });
    } finally {
      Durable.deleteTree(scratch);
    }
  }

  private void fill(
      Platform platform,
      Pipeline loaded,
      SnapshotStage.Parameters parameters,
      RawSource target,
      Path scratch,
      Optional<String> truth) {
    long from = System.nanoTime();
    try (var progress = new ConsoleProgress(shell().err, json());
        Engine.Session engine = platform.look()) {
      var files = new FolderTables(parameters, data, loaded.sources());
      var outcome =
          new Load(loaded.name(), files, target, scratch).run(engine, truth, force, told(progress));
      print(loaded.name(), target, outcome, (System.nanoTime() - from) / 1e9);
    }
  }

  private Optional<String> truth() throws IOException {
    Path file = data.resolve(RawFiles.TRUTH);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private static Told told(ConsoleProgress progress) {
    progress.started("load", "");
    return new Told() {
      @Override
      public void progress(String what, long done, long total) {
        if (Thread.currentThread().isInterrupted()) {
          throw LiftgateException.cancelled();
        }
        progress.advanced("load", what, done, total);
      }

      @Override
      public void metric(String name, double value) {}

      @Override
      public void note(String sentence) {}
    };
  }

  private void print(String name, RawSource target, Load.Outcome outcome, double seconds) {
    if (json()) {
      var node = Json.object().put("pipeline", name).put("layout", outcome.layout());
      node.put("to", target.name()).put("status", outcome.changed() ? "loaded" : "unchanged");
      node.put("simulated", outcome.simulated()).put("rows", outcome.rows());
      node.put("seconds", Math.round(seconds * 100) / 100.0);
      var tables = node.putArray("tables");
      outcome
          .tables()
          .forEach(
              t ->
                  tables
                      .addObject()
                      .put("table", t.table())
                      .put("file", t.file())
                      .put("sha256", t.sha256())
                      .put("rows", t.rows()));
      shell().print(node);
      return;
    }
    var columns = new Columns("llr", "table", "file", "rows");
    outcome
        .tables()
        .forEach(
            t -> columns.add(t.table(), t.file(), String.format(Locale.ROOT, "%,d", t.rows())));
    columns.lines().forEach(shell().out::println);
    shell()
        .out
        .println(
            String.format(
                Locale.ROOT,
                outcome.changed()
                    ? "loaded %,d rows, layout %s, into %s in %.1f s"
                    : "nothing to do: the same %,d rows, layout %s, are in %s (looked for %.1f s)",
                outcome.rows(),
                outcome.layout(),
                target.name(),
                seconds));
  }
}
