package org.liftgate.app.cli;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.liftgate.app.execute.Signals;
import org.liftgate.kernel.LiftgateException;

/** Work that Ctrl-C asks to stop, and how its cancellation is told. */
final class OnSignal {
  private static final int PATIENCE_SECONDS = 5;

  private OnSignal() {}

  /** Work that says how to stop it as soon as it can be stopped. */
  interface Work {
    int run(AtomicReference<Runnable> stop);
  }

  /** The exit code; 130 for work that was stopped. */
  static int during(Liftgate top, Work work) {
    var stop = new AtomicReference<Runnable>(() -> {});
    try (var _ = new Signals(() -> stop.get().run(), PATIENCE_SECONDS)) {
      return work.run(stop);
    } catch (CancellationException _) {
      return top.shell.fail(LiftgateException.cancelled(), top.json);
    } catch (LiftgateException e) {
      if (e.code() != LiftgateException.Code.CANCELLED) {
        throw e;
      }
      return top.shell.fail(e, top.json);
    }
  }
}
