package org.liftgate.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.execute.Simulations;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code simulate PIPELINE -o DIR}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Writes simulated raw files of known truth into an empty folder.",
    footer = {
      "",
      "Examples:",
      "  liftgate simulate retail-promotions -o ./sim --scale 1 --seed 7",
      "  liftgate simulate retail-promotions -o ./sim --set selection=hidden --set null_campaigns=6",
      "  liftgate simulate retail-promotions -o ./sim --dimensions ./journey"
    })
final class SimulateVerb extends Verb {
  private static final double SCALE = 0.1;

  @Parameters(
      paramLabel = "PIPELINE",
      description = "A shipped name or a folder with a pipeline.yaml.")
  String pipeline;

  @Option(
      names = "-o",
      paramLabel = "DIR",
      required = true,
      description = "An empty or new folder.")
  Path target;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "1 is the size of the real data (default: 0.1).")
  @Nullable Double scale;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--dimensions",
      paramLabel = "DIR",
      description =
          "A folder with dimension tables: transactions are simulated over their households,"
              + " products, campaigns and mailings, which are copied.")
  @Nullable Path dimensions;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the pipeline; see describe.")
  Map<String, String> settings = new TreeMap<>();

  @Override
  int run(Platform platform) throws Exception {
    var loaded = new RunStarter(platform).load(pipeline, settings);
    requireOneSize();
    Files.createDirectories(target);
    try (var list = Files.list(target)) {
      if (list.findAny().isPresent()) {
        throw LiftgateException.input(
            Problem.of(
                "-o",
                target.toString(),
                "must be an empty folder",
                "Maybe choose a new one: nothing is ever overwritten."));
      }
    }
    double size = scale == null ? SCALE : scale;
    var wanted = new Simulations.Wanted(size, Optional.ofNullable(dimensions), seed);
    Simulations.fill(
        platform, loaded, wanted, target, () -> Thread.currentThread().isInterrupted());
    var node =
        Json.object()
            .put("pipeline", loaded.pipeline().name())
            .put("path", target.toAbsolutePath().normalize().toString())
            .put("scale", dimensions == null ? Double.valueOf(size) : null)
            .put("seed", seed);
    var files = node.putArray("files");
    try (var list = Files.list(target)) {
      for (Path file : list.sorted().toList()) {
        files.addObject().put("name", file.getFileName().toString()).put("bytes", Files.size(file));
      }
    }
    if (json()) {
      shell().print(node);
    } else {
      var table = new Columns("lr", "file", "bytes");
      files.forEach(
          f ->
              table.add(
                  f.path("name").asText(),
                  String.format(java.util.Locale.ROOT, "%,d", f.path("bytes").asLong())));
      table.lines().forEach(shell().out::println);
      shell().out.println(node.path("path").asText());
    }
    return 0;
  }

  private void requireOneSize() {
    if (dimensions != null && scale != null) {
      throw LiftgateException.input(
          Problem.of(
              "--scale",
              scale.toString(),
              "cannot stand beside --dimensions: the tables say how many households there are",
              "Maybe leave --scale out."));
    }
    if (dimensions != null && !Files.isDirectory(dimensions)) {
      throw LiftgateException.input(
          Problem.of(
              "--dimensions",
              dimensions.toString(),
              "must be a folder with dimension tables",
              "Maybe the path is misspelt."));
    }
  }
}
