package org.liftgate.app.execute;

/** Told what happens to runs. Called from several threads; what it throws does the run no harm. */
@FunctionalInterface
public interface RunListener {
  void on(RunEvent event);
}
