package org.liftgate.app.execute;

import org.liftgate.app.journal.StageRow;

/** Told what goes on, for people. Called from several threads. */
public interface Progress {
  void started(String stage, String title);

  /** Total is 0 when unknown. */
  void advanced(String stage, String what, long done, long total);

  void ended(String stage, StageRow.Status status, double seconds, String message);

  /** For those who do not look. */
  Progress SILENT =
      new Progress() {
        @Override
        public void started(String stage, String title) {}

        @Override
        public void advanced(String stage, String what, long done, long total) {}

        @Override
        public void ended(String stage, StageRow.Status status, double seconds, String message) {}
      };
}
