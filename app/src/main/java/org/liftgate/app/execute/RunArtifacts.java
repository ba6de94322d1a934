package org.liftgate.app.execute;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.liftgate.app.journal.StageRow;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.ManifestJson;
import org.liftgate.app.store.RunFolder;
import org.liftgate.kernel.Artifact;

/** What a run made, quarantined rows included, and where it lies. */
public final class RunArtifacts {
  private RunArtifacts() {}

  /** An artifact with its path in the run's folder. */
  public record Placed(Artifact artifact, Path path) {}

  public static List<Placed> of(Platform platform, String run) {
    var folder = RunFolder.of(platform.home(), run);
    var found = new ArrayList<Placed>();
    var manifests = platform.journal().memory().manifests(run);
    for (StageRow stage : platform.journal().stages(run)) {
      if (stage.manifestSha() == null) {
        continue;
      }
      var manifest =
          Json.parse(
              Objects.requireNonNull(manifests.get(stage.manifestSha())),
              "manifest of " + stage.id());
      ManifestJson.outputs(manifest, stage.id())
          .forEach(a -> found.add(new Placed(a, folder.artifact(a))));
      ManifestJson.gates(manifest).stream()
          .flatMap(g -> g.quarantine().stream())
          .forEach(
              a ->
                  found.add(
                      new Placed(
                          new Artifact(
                              a.name(),
                              stage.id(),
                              a.mediatype(),
                              a.sha256(),
                              a.bytes(),
                              a.table()),
                          folder.artifact(a))));
    }
    return found;
  }
}
