package org.liftgate.app.execute;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.Database;
import org.liftgate.app.journal.Marts;
import org.liftgate.app.store.Merkle;
import org.liftgate.app.store.PublishedTree;

/** What an effect stage hands out: a published tree, and mart rows that commit with the journal. */
final class Effects {
  private final StageWork work;
  private @Nullable PublishedTree tree;

  Effects(StageWork work) {
    this.work = work;
  }

  private boolean any() {
    return work.context != null && !work.context.published.isEmpty();
  }

  /** Lays the files aside; nobody sees them yet. */
  void stage() throws IOException {
    if (any() && GateJudge.stopping(work.gates).isEmpty()) {
      tree =
          PublishedTree.stage(
              work.run.platform().home(), RunFacts.of(work.run), digest(), work.context.published);
    }
  }

  private String digest() {
    return Merkle.root(
        RunFinisher.tables(work.run, work.run.platform().journal().stages(work.run.id())));
  }

  Database.@Nullable Work<Void> work() {
    if (tree == null || work.context.marts.isEmpty() || work.run.row().simulated()) {
      return null;
    }
    String digest = digest();
    return tx -> {
      Marts.write(tx, digest, RunFacts.of(work.run), work.context.marts);
      return null;
    };
  }

  /** Shows the tree, after the journal has committed. */
  void finish() {
    try {
      if (tree != null) {
        tree.show();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
