package org.liftgate.accumulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Does numbered pieces of work on a fixed number of threads. Results come back in order of their
 * numbers, so what is made of them does not depend on which thread was faster.
 *
 * @param threads at least 1; the calling thread is one of them
 * @param heartbeat called by the calling thread at the start and before each of its pieces; what it
 *     throws ends the work
 */
public record Workers(int threads, Runnable heartbeat) {
  public Workers {
    if (threads < 1) {
      throw new IllegalArgumentException("threads (" + threads + ") must be at least 1");
    }
  }

  public static Workers of(int threads) {
    return new Workers(threads, () -> {});
  }

  /** As many threads as the machine has processors. */
  public static Workers all() {
    return of(Runtime.getRuntime().availableProcessors());
  }

  /** Results of {@code work.apply(0..pieces-1)}, in that order. */
  public <R> List<R> map(int pieces, IntFunction<R> work) {
    heartbeat.run();
    var results = new ArrayList<AtomicReference<R>>(pieces);
    for (int i = 0; i < pieces; i++) {
      results.add(new AtomicReference<>());
    }
    var next = new AtomicInteger();
    var failure = new AtomicReference<Throwable>();
    var helpers = new ArrayList<Thread>();
    for (int t = 1; t < Math.min(threads, pieces); t++) {
      var helper = new Thread(() -> drain(pieces, work, results, next, failure, () -> {}));
      helper.setDaemon(true);
      helper.start();
      helpers.add(helper);
    }
    drain(pieces, work, results, next, failure, heartbeat);
    helpers.forEach(Workers::await);
    rethrow(failure.get());
    return results.stream().map(AtomicReference::get).toList();
  }

  private static <R> void drain(
      int pieces,
      IntFunction<R> work,
      List<AtomicReference<R>> results,
      AtomicInteger next,
      AtomicReference<Throwable> failure,
      Runnable before) {
    try {
      for (int i; failure.get() == null && (i = next.getAndIncrement()) < pieces; ) {
        before.run();
        results.get(i).set(work.apply(i));
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void await(Thread helper) {
    try {
      helper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var cancelled = new CancellationException("interrupted while pieces were at work");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }
}
