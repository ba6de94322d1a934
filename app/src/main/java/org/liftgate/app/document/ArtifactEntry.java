package org.liftgate.app.document;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.RunArtifacts;
import org.liftgate.kernel.Artifact;

/**
 * An artifact in a list.
 *
 * @param path where it lies on the machine that made it
 * @param rows of a table; null for a file
 * @param sha256 of the stored bytes
 */
public record ArtifactEntry(
    String name,
    String stage,
    String path,
    String mediatype,
    @Nullable Long rows,
    long bytes,
    String sha256) {

  public static ArtifactEntry of(RunArtifacts.Placed placed) {
    Artifact a = placed.artifact();
    return new ArtifactEntry(
        a.name(),
        a.stage(),
        placed.path().toString(),
        a.mediatype(),
        a.table().map(Artifact.TableFacts::rows).orElse(null),
        a.bytes(),
        a.sha256());
  }

  public static List<ArtifactEntry> all(List<RunArtifacts.Placed> placed) {
    return placed.stream().map(ArtifactEntry::of).toList();
  }
}
