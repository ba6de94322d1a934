package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.liftgate.app.estimate.Scoring;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunArtifacts;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score RUN --data FILE}: what a run learned, applied to new rows. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description =
        "Applies what a run learned to new rows: effect, interval and advice for each. Rows unlike those the run saw are refused, with the reason.",
    footer = {
      "",
      "Examples:",
      "  liftgate score 0199c2 --data customers.csv",
      "  liftgate score 0199c2 --data customers.parquet -o advice.parquet",
      "",
      "Exit codes: 0 at least one row scored; 3 every row refused; 2 the file cannot be read so."
    })
final class ScoreVerb extends Verb {
  @Parameters(paramLabel = "RUN", description = "A run's id, or the start of it.")
  String run;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "CSV or Parquet with the columns the run learned from.")
  Path data;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "Where to, as CSV or, by its name, Parquet (default: scored.csv).")
  Path target = Path.of("scored.csv");

  @Override
  int run(Platform platform) throws Exception {
    String id = RunStarter.find(platform, run).id();
    List<RunArtifacts.Placed> all = RunArtifacts.of(platform, id);
    Path select = stored(platform, all, Scoring.SQL);
    Path inputs = stored(platform, all, Scoring.INPUTS);
    try (var session = platform.look()) {
      var scoring = new Scoring(session);
      Scoring.Scored scored =
          scoring.score(Files.readString(select, StandardCharsets.UTF_8), inputs, data);
      scoring.write(scored.rows(), target);
      tell(id, scored);
      boolean none = scored.refused() == scored.rows().rows();
      return none ? LiftgateException.Code.STOPPED.exit() : 0;
    }
  }

  private Path stored(Platform platform, List<RunArtifacts.Placed> all, String name) {
    var found =
        all.stream()
            .filter(p -> p.artifact().name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    LiftgateException.input(
                        Problem.of(
                            "RUN",
                            run,
                            "has learned nothing that can be applied to new rows (no %s)"
                                .formatted(name),
                            "Maybe the run of another pipeline was meant, such as pricing-segments.")));
    if (!platform.store().intact(found.artifact())) {
      throw LiftgateException.mismatch(
          name
              + " is missing or not what its manifest says\nMaybe run the pipeline again: it makes the artifact anew.",
          List.of());
    }
    return platform.store().path(found.artifact());
  }

  private void tell(String id, Scoring.Scored scored) {
    long rows = scored.rows().rows();
    Path whole = target.toAbsolutePath().normalize();
    if (json()) {
      ObjectNode reasons = Json.object();
      scored.reasons().forEach(reasons::put);
      ObjectNode document =
          Json.object()
              .put("run", id)
              .put("path", whole.toString())
              .put("rows", rows)
              .put("scored", rows - scored.refused())
              .put("refused", scored.refused());
      document.set("reasons", reasons);
      shell().print(document);
      return;
    }
    scored.notes().forEach(shell().err::println);
    shell()
        .out
        .println(
            String.format(Locale.ROOT, "%,d of %,d rows scored", rows - scored.refused(), rows));
    scored
        .reasons()
        .forEach(
            (reason, n) ->
                shell().out.println(String.format(Locale.ROOT, "%,d refused: %s", n, reason)));
    shell().out.println(whole);
  }
}
