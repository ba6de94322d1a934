package org.liftgate.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunOptions;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.kernel.Profile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run PIPELINE}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs a pipeline to a verified report. Without --data or --source: on simulated data of known truth.",
    footer = {
      "",
      "Examples:",
      "  liftgate run retail-promotions",
      "  liftgate run retail-promotions --data ~/journey --set pre_weeks=6",
      "  liftgate run retail-promotions --source jdbc:mysql://db.example:3306/journey",
      "  liftgate run mix-mediation --data ~/weeks --sweep adstock.facebook=.3,.5,.7",
      "  liftgate run ./my-pipeline --data ./data --json"
    })
final class RunVerb extends Verb {
  @Parameters(
      paramLabel = "PIPELINE",
      description = "A shipped name or a folder with a pipeline.yaml.")
  String pipeline;

  @ArgGroup RawOption raw = new RawOption();

  @Option(
      names = "--scale",
      paramLabel = "X",
      defaultValue = "0.1",
      description = "Size of simulated data; 1 is the real data's (default: ${DEFAULT-VALUE}).")
  double scale;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the pipeline; see describe.")
  Map<String, String> settings = new TreeMap<>();

  @Option(
      names = "--sweep",
      paramLabel = "NAME=V1,V2,...",
      description =
          "Run once for each value of a parameter, or each combination of several, and end with the headline at each. Nothing is published.")
  Map<String, String> sweep = new LinkedHashMap<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "defended",
      description = "defended (default) or published, the original's recipe alone.")
  Profile profile;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "duckdb",
      description = "Where SQL runs (default: ${DEFAULT-VALUE}).")
  String engine;

  @Option(names = "--until", paramLabel = "STAGE", description = "Stop after this stage.")
  String until;

  @Option(names = "--force", description = "Compute even what is cached.")
  boolean force;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of whatever is random (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "One run for this key, however often the command is given; the same request again shows or goes on with that run.")
  @Nullable String key;

  @Override
  boolean runs() {
    return true;
  }

  @Override
  int run(Platform platform) throws Exception {
    var options = new RunOptions(until, force, engine, raw.given() ? null : scale);
    if (!sweep.isEmpty()) {
      return new SweepSession(shell(), platform, json())
          .lead(
              Sweep.of(sweep, settings),
              point -> {
                var all = new TreeMap<>(settings);
                all.putAll(point);
                return request(all, options.tried());
              });
    }
    var request = request(settings, options);
    if (key != null) {
      return new RunSession(shell(), platform, json())
          .join(new RunStarter(platform).queue(request, key).id());
    }
    return new RunSession(shell(), platform, json())
        .lead(progress -> new RunStarter(platform).start(request, progress));
  }

  private RunStarter.Request request(Map<String, String> all, RunOptions options) {
    return new RunStarter.Request(
        pipeline, raw.data, raw.source(), scale, all, profile, options, seed);
  }
}
