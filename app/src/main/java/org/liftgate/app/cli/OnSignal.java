package org.liftgate.app.cli;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.liftgate.kernel.LiftgateException;

/**
 * Work that Ctrl-C asks to stop; the program waits a little until it has cleaned up and said so.
 */
final class OnSignal {
  private static final int PATIENCE_SECONDS = 5;

  private OnSignal() {}

  /** Work that says how to stop it as soon as it can be stopped. */
  interface Work {
    int run(AtomicReference<Runnable> stop);
  }

  /** The exit code; a cancellation is told while the signal still waits. */
  static int during(Liftgate top, Work work) {
    var stop = new AtomicReference<Runnable>(() -> {});
    var ended = new CountDownLatch(1);
    var hook =
        new Thread(
            () -> {
              stop.get().run();
              await(ended);
            },
            "cancel-on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.run(stop);
    } catch (CancellationException _) {
      return top.shell.fail(LiftgateException.cancelled(), top.json);
    } catch (LiftgateException e) {
      if (e.code() != LiftgateException.Code.CANCELLED) {
        throw e;
      }
      return top.shell.fail(e, top.json);
    } finally {
      ended.countDown();
      remove(hook);
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the program is shutting down: the hook is running
    }
  }
}
