package org.liftgate.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunArtifacts;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.pipeline.Problems;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get RUN NAME}: the stored bytes, checked on the way out. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "Fetches an artifact as stored.",
    footer = {
      "",
      "Examples:",
      "  liftgate get 0199c2 estimates -o estimates.parquet",
      "  liftgate get 0199c2 EDA_SUMMARY.md"
    })
final class GetVerb extends Verb {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, or the start of it.")
  String run;

  @Parameters(index = "1", paramLabel = "NAME", description = "An artifact's name; see artifacts.")
  String name;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "Where to (default: the artifact's own name here).")
  Path target;

  @Override
  int run(Platform platform) throws Exception {
    var all = RunArtifacts.of(platform, RunStarter.find(platform, run).id());
    var found =
        all.stream()
            .filter(p -> p.artifact().name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    LiftgateException.input(
                        Problem.of(
                            "NAME",
                            name,
                            "is not an artifact of this run",
                            Problems.didYouMean(
                                name, all.stream().map(p -> p.artifact().name()).toList()))));
    Path stored = platform.store().path(found.artifact());
    if (!platform.store().intact(found.artifact())) {
      throw LiftgateException.mismatch(
          name
              + " is missing or not what its manifest says\nMaybe run the pipeline again: it makes the artifact anew.",
          java.util.List.of());
    }
    Path to = target != null ? target : Path.of(found.path().getFileName().toString());
    Files.copy(stored, to, StandardCopyOption.REPLACE_EXISTING);
    to.toFile().setWritable(true);
    if (json()) {
      shell()
          .print(
              Json.object()
                  .put("name", name)
                  .put("path", to.toAbsolutePath().toString())
                  .put("bytes", found.artifact().bytes())
                  .put("sha256", Digest.of(to)));
    } else {
      shell().out.println(to.toAbsolutePath());
    }
    return 0;
  }
}
