package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.RunArchive;
import org.liftgate.app.store.RunFolder;
import org.liftgate.app.store.RunVerifier;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code verify RUN|DIR|ZIP}: a folder or a zip needs no home and no journal. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks every file of a run against its manifests. Works on a copied folder or an exported zip too, without the journal.",
    footer = {
      "",
      "Examples:",
      "  liftgate verify 0199c2",
      "  liftgate verify /mnt/audit/0199c2ab-...",
      "  liftgate verify audit.zip"
    })
final class VerifyVerb implements Callable<Integer> {
  @ParentCommand Liftgate top;

  @Parameters(
      paramLabel = "RUN|DIR|ZIP",
      description = "A run's id, a run folder, or a zip that export made.")
  String target;

  @Override
  public Integer call() {
    Path path = Path.of(target);
    var report =
        Files.isRegularFile(path) ? RunArchive.verify(path) : RunVerifier.verify(folder(path));
    if (top.json) {
      top.shell.print(document(report));
    } else if (report.problems().isEmpty()) {
      top.shell.out.println(
          "ok: "
              + report.files()
              + " files of run "
              + report.run()
              + " are what their manifests say");
      top.shell.out.println("digest " + report.resultDigest());
    } else {
      top.shell.out.println(
          report.problems().size()
              + " of "
              + report.files()
              + " files are not what their manifests say");
      report.problems().forEach(p -> top.shell.out.println("  " + p.sentence()));
    }
    return report.problems().isEmpty() ? 0 : LiftgateException.Code.MISMATCH.exit();
  }

  private Path folder(Path path) {
    if (target.endsWith(".zip") && !Files.isDirectory(path)) {
      throw LiftgateException.input(
          Problem.of("ZIP", target, "must be a file", "Maybe look for it in another folder."));
    }
    if (Files.isDirectory(path)) {
      if (!Files.exists(path.resolve("manifest.json"))) {
        throw LiftgateException.input(
            Problem.of(
                "DIR", target, "must hold a manifest.json", "Maybe name the run's own folder."));
      }
      return path;
    }
    try (Platform platform = top.shell.open(top.home)) {
      return RunFolder.of(platform.home(), RunStarter.find(platform, target).id()).root();
    }
  }

  private static ObjectNode document(RunVerifier.Report report) {
    ObjectNode node =
        Json.object()
            .put("run", report.run())
            .put("ok", report.problems().isEmpty())
            .put("files", report.files())
            .put("result_digest", report.resultDigest());
    ArrayNode problems = node.putArray("problems");
    report
        .problems()
        .forEach(
            p ->
                problems
                    .addObject()
                    .put("file", p.file())
                    .put("name", p.name())
                    .put("message", p.message())
                    .put("hint", p.hint()));
    return node;
  }
}
