package org.liftgate.app.execute;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.Database;
import org.liftgate.app.journal.Marts;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.Merkle;
import org.liftgate.app.store.PublishedTree;
import org.liftgate.kernel.Artifact;

/** What an effect stage hands out: a published tree, and mart rows that commit with the journal. */
final class Effects {
  private final StageWork work;
  private boolean staged;

  Effects(StageWork work) {
    this.work = work;
  }

  private boolean any() {
    return work.context != null && !work.context.published.isEmpty();
  }

  /** Lays the files aside; nobody sees them before the run has succeeded. */
  void stage() throws IOException {
    if (any() && GateJudge.stopping(work.gates).isEmpty()) {
      var files = new TreeMap<String, Path>();
      work.context.published.forEach(
          (path, sha) -> files.put(path, work.run.platform().store().path(sha)));
      PublishedTree.stage(work.run.platform().home(), RunFacts.of(work.run), digest(), files);
      staged = true;
    }
  }

  /** What a publication is made of, kept so that an unchanged night prepares nothing anew. */
  record Prepared(
      Map<String, String> published,
      boolean marts,
      List<Artifact> outputs,
      Map<String, Double> metrics,
      List<String> notes) {}

  /** Takes the preparation over, if every file is there and the marts have the result already. */
  static boolean reuse(StageWork work) {
    var platform = work.run.platform();
    var found =
        platform
            .journal()
            .memory()
            .cached(work.effectKey)
            .map(b -> Json.read(b, Prepared.class))
            .filter(p -> usable(work, p));
    found.ifPresent(
        p -> {
          work.context.published.putAll(p.published());
          work.marts = p.marts();
          work.outputs = p.outputs();
          work.metrics = p.metrics();
          work.notes = p.notes();
        });
    return found.isPresent();
  }

  private static boolean usable(StageWork work, Prepared p) {
    var store = work.run.platform().store();
    boolean filled =
        !p.marts()
            || work.run.row().simulated()
            || work.run.platform().journal().memory().published(digest(work));
    return filled
        && p.published().values().stream().allMatch(store::intact)
        && p.outputs().stream().allMatch(store::intact);
  }

  static void keep(StageWork work) {
    if (!work.context.published.isEmpty()) {
      var prepared =
          new Prepared(work.context.published, work.marts, work.outputs, work.metrics, work.notes);
      work.run
          .platform()
          .journal()
          .memory()
          .cache(work.effectKey, work.run.id(), Json.text(prepared));
    }
  }

  private String digest() {
    return digest(work);
  }

  private static String digest(StageWork work) {
    return Merkle.root(
        RunFinisher.tables(work.run, work.run.platform().journal().stages(work.run.id())));
  }

  Database.@Nullable Work<Void> work() {
    if (!staged || !work.marts || work.run.row().simulated()) {
      return null;
    }
    String digest = digest();
    return tx -> {
      Marts.write(tx, digest, RunFacts.of(work.run), work.context.marts);
      return null;
    };
  }
}
