package org.liftgate.app.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Digest;

/** The digest of a result: a Merkle root over the table artifacts of a run, in order of name. */
public final class Merkle {
  private Merkle() {}

  /** Files are left out: a report may gain a comma and the result is still the same. */
  public static String root(List<Artifact> artifacts) {
    var level =
        artifacts.stream()
            .filter(a -> a.table().isPresent())
            .sorted(Comparator.comparing(Artifact::name))
            .map(a -> Digest.sha256().add("leaf").add(a.name()).add(a.identity()).hex())
            .toList();
    if (level.isEmpty()) {
      return Digest.sha256().add("empty").hex();
    }
    while (level.size() > 1) {
      var next = new ArrayList<String>();
      for (int i = 0; i < level.size(); i += 2) {
        next.add(
            i + 1 == level.size()
                ? level.get(i)
                : Digest.sha256().add("node").add(level.get(i)).add(level.get(i + 1)).hex());
      }
      level = next;
    }
    return level.getFirst();
  }
}
