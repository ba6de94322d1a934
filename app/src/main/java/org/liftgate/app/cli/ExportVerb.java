package org.liftgate.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.RunArchive;
import org.liftgate.app.store.RunFolder;
import org.liftgate.kernel.Digest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export RUN -o FILE.zip}: a run that can be checked on any machine. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes a run as one zip: manifests, tables, report. verify checks it anywhere, without this home.",
    footer = {
      "",
      "Examples:",
      "  liftgate export 0199c2 -o audit.zip",
      "  liftgate verify audit.zip"
    })
final class ExportVerb extends Verb {
  @Parameters(paramLabel = "RUN", description = "A run's id, or the start of it.")
  String run;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "Where to (default: the run's id with .zip, here).")
  @Nullable Path target;

  @Override
  int run(Platform platform) throws Exception {
    String id = RunStarter.find(platform, run).id();
    Path to = (target != null ? target : Path.of(id + ".zip")).toAbsolutePath();
    var report = RunArchive.write(RunFolder.of(platform.home(), id).root(), to);
    if (json()) {
      shell()
          .print(
              Json.object()
                  .put("run", id)
                  .put("path", to.toString())
                  .put("files", report.files() + 1)
                  .put("bytes", Files.size(to))
                  .put("sha256", Digest.of(to))
                  .put("result_digest", report.resultDigest()));
    } else {
      shell()
          .out
          .printf(
              Locale.ROOT,
              "%,d files of run %s, %,d bytes, digest %s%n",
              report.files() + 1,
              id,
              Files.size(to),
              report.resultDigest());
      shell().out.println(to);
    }
    return 0;
  }
}
