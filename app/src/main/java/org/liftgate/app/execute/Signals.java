package org.liftgate.app.execute;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and the end of a terminal as a wish that work stops, not as the end of the process.
 *
 * <p>A hook of the JVM's shutdown would be too late: other hooks run beside it, among them the one
 * with which H2 closes itself, and then the end of a run cannot be written any more. The class
 * behind this is {@code sun.misc.Signal}, called by name because the compiler warns of it wherever
 * it is imported.
 */
public final class Signals implements AutoCloseable {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
  private static final int CANCELLED = 130;

  private final List<Runnable> restore = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable stop;
  private final int patience;

  /**
   * @param stop what asks the work to stop; called once, on another thread
   * @param patience seconds the work has before the process ends all the same
   */
  public Signals(Runnable stop, int patience) {
    this.stop = stop;
    this.patience = patience;
    NAMES.forEach(this::listen);
  }

  private void listen(String name) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object signal = signals.getConstructor(String.class).newInstance(name);
      Object mine =
          Proxy.newProxyInstance(
              handlers.getClassLoader(),
              new Class<?>[] {handlers},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  received();
                }
                return null;
              });
      var handle = signals.getMethod("handle", signals, handlers);
      Object before = handle.invoke(null, signal, mine);
      restore.add(
          () -> {
            try {
              handle.invoke(null, signal, before);
            } catch (ReflectiveOperationException e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (ReflectiveOperationException _) {
      // a machine without this signal, or one that ignores it: it means there what it always does
    }
  }

  /** The first asks the work to stop and gives it time; the next finds the old meaning again. */
  private synchronized void received() {
    restore();
    try {
      stop.run();
      if (!ended.await(patience, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(CANCELLED);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void restore() {
    synchronized (restore) {
      restore.forEach(Runnable::run);
      restore.clear();
    }
  }

  /** The work has ended, one way or another. */
  @Override
  public void close() {
    ended.countDown();
    restore();
  }
}
