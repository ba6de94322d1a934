package org.liftgate.ingest.stages;

import org.liftgate.kernel.StageContext;

/** Told how reading raw data goes on, and what is worth knowing of them. */
public interface Told {
  /** Total is 0 when unknown; also the place to stop work that nobody wants any more. */
  void progress(String what, long done, long total);

  void metric(String name, double value);

  void note(String sentence);

  /** A stage's context. */
  static Told of(StageContext context) {
    return new Told() {
      @Override
      public void progress(String what, long done, long total) {
        context.progress(what, done, total);
        context.checkCancelled();
      }

      @Override
      public void metric(String name, double value) {
        context.metric(name, value);
      }

      @Override
      public void note(String sentence) {
        context.note(sentence);
      }
    };
  }
}
