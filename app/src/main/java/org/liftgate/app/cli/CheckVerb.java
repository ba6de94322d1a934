package org.liftgate.app.cli;

import java.util.Map;
import java.util.TreeMap;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunOptions;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check PIPELINE --data DIR|--source URL}: snapshot and raw gates, nothing else. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Reads your files, or your database, and runs the raw gates only: is this data fit to run on?",
    footer = {
      "",
      "Examples:",
      "  liftgate check retail-promotions --data ~/journey",
      "  liftgate check retail-promotions --source jdbc:mysql://db.example:3306/journey"
    })
final class CheckVerb extends Verb {
  @Parameters(
      paramLabel = "PIPELINE",
      description = "A shipped name or a folder with a pipeline.yaml.")
  String pipeline;

  @ArgGroup(multiplicity = "1")
  RawOption raw;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the pipeline; see describe.")
  Map<String, String> settings = new TreeMap<>();

  @Override
  boolean runs() {
    return true;
  }

  @Override
  int run(Platform platform) throws Exception {
    var starter = new RunStarter(platform);
    String snapshot =
        starter.load(pipeline, settings).pipeline().stages().stream()
            .filter(s -> s.uses().equals("ingest.snapshot"))
            .map(s -> s.id())
            .findFirst()
            .orElseThrow(
                () ->
                    LiftgateException.input(
                        Problem.of(pipeline, null, "has no stage that reads raw files", "")));
    var options = new RunOptions(snapshot, false, "duckdb", null);
    var request =
        new RunStarter.Request(
            pipeline, raw.data, raw.source(), 1, settings, Profile.DEFENDED, options, 1);
    int exit =
        new RunSession(shell(), platform, json())
            .lead(progress -> starter.start(request, progress));
    return exit;
  }
}
